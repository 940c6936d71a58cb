"""What Larrowmouth signed a year ago: one entry a target, and who answered for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from partnerships.models import OrganisationKind

PLACE = "larrowmouth"


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A target that both sides agreed, or hold open. `falls`: by which share of the baseline."""

    target: str
    why: str
    falls: Decimal | None = None
    terms: Mapping[str, object] = field(default_factory=dict)


VIOLENCE, THEFT, ASSAULT, ARSON = "NI 15", "NI 16", "NI 20", "NI 33"
REPEATS, HARBOUR = "NI 32", "Fights at the harbour after closing time"

PACKAGE = (
    SignedLine(
        VIOLENCE,
        "The taxi marshals of the winter stay, and the hospital shares what it knows.",
        falls=Decimal("0.10"),
    ),
    SignedLine(
        THEFT,
        "Half of all burglaries are in five streets, and those come first.",
        falls=Decimal("0.13"),
    ),
    SignedLine(
        ASSAULT,
        "Less serious assaults follow the same nights as the serious ones.",
        falls=Decimal("0.06"),
    ),
    SignedLine(
        ARSON,
        "The brigade visits every school, and the council takes rubbish away within a day.",
        falls=Decimal("0.15"),
    ),
    SignedLine(
        HARBOUR,
        "What residents of the harbour name first.",
        terms={
            "type": "local",
            "unit": "fights a year",
            "baseline": Decimal(64),
            "baseline_period": "2007/08",
            "baseline_source": "Harbour wardens' book (invented)",
            "in_2008_09": Decimal(58),
            "in_2009_10": Decimal(52),
            "in_2010_11": Decimal(45),
        },
    ),
    SignedLine(
        REPEATS,
        "It cannot be counted before the conferences have worked for a year.",
        terms={
            "placeholder_reason": "guidance_awaited",
            "placeholder_trigger": "The guidance on counting repeat cases",
        },
    ),
)

OFFERED = "What the partnership can reach together by March 2011."
ACCEPTED = "This goes as far as the evidence does. We accept all of it."
ASKED = "Please say whether you sign up to it, and what you would bring."
STATEMENT = "All partners of the board have read this agreement and stand behind it."
MINUTE = "Council minutes, item 9 (invented)"
LETTER = "Letter of the Secretary of State, reference X/08/17 (invented)"
NOTICE = "Notice of designation X/08/23 (invented)"

POLICE, COUNCIL = OrganisationKind.POLICE_FORCE, OrganisationKind.UNITARY_COUNCIL
FIRE = OrganisationKind.FIRE_AUTHORITY

PARTNERS = (
    # target, body, what it adds, whether it leads
    (VIOLENCE, POLICE, "Two officers in the harbour from ten at night.", True),
    (VIOLENCE, COUNCIL, "", False),
    (THEFT, POLICE, "", True),
    (ASSAULT, POLICE, "", True),
    (ARSON, FIRE, "One visit a year to every school.", True),
    (HARBOUR, COUNCIL, "Wardens until three in the morning.", True),
    (HARBOUR, POLICE, "", False),
)

DESIGNATED = (VIOLENCE, THEFT, ASSAULT, ARSON)
