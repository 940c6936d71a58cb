"""What is negotiated over Castlebray: one entry a target, half-way through its second round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from partnerships.models import OrganisationKind
from targets.sides import Side
from targets.states import LineKind

from .priority_stories import LABEL

PLACE = "castlebray"
P, G = Side.PARTNERSHIP, Side.GOVERNMENT


@dataclass(frozen=True, slots=True)
class Line:
    """A target of the package: its first terms, and what the Government Office answers to them.

    `target` is the code of its indicator or, where it has none, its title. `falls` is the share of
    the baseline by which it is to fall by 2010/11; `terms` say what is to be said besides.
    """

    target: str
    why: str
    answer: LineKind
    falls: Decimal | None = None
    terms: Mapping[str, object] = field(default_factory=dict)
    reply: str = ""
    falls_more: Decimal | None = None
    """What the office would have it fall by, where it counters."""
    is_gap: bool = False
    """Whether its values are the largest gap to the region's figure."""


VIOLENCE, THEFT, ASSAULT, ARSON, DRUGS = "NI 15", "NI 16", "NI 20", "NI 33", "NI 40"
NUISANCE, DEALING = "NI 17", "Open drug dealing on the Eastgate estate"

PACKAGE = (
    Line(
        VIOLENCE,
        "The safe place near the bridge takes pressure off the centre on Saturday nights.",
        LineKind.COUNTER,
        falls=Decimal("0.08"),
        reply="The safe place opened in November. Its first full year should show more.",
        falls_more=Decimal("0.14"),
    ),
    Line(
        THEFT,
        "Marked property and better locks in the two wards with most burglaries.",
        LineKind.ACCEPT,
        falls=Decimal("0.12"),
    ),
    Line(
        ASSAULT,
        "Less serious assaults follow the same nights as the serious ones.",
        LineKind.HOLD,
        falls=Decimal("0.05"),
        reply="What is counted changed in April 2008. We answer once the force has told us by how "
        "much.",
    ),
    Line(
        ARSON,
        "Rubbish is taken away within a day of a call.",
        LineKind.COUNTER,
        falls=Decimal("0.10"),
        reply="Fires set on purpose have fallen for five years without it.",
        falls_more=Decimal("0.18"),
    ),
    Line(
        NUISANCE,
        "The survey is new, so we offer to come closer to the region, and not a share of our own.",
        LineKind.ACCEPT,
        terms={
            "shape": "survey_years",
            "in_2008_09": Decimal("3.0"),
            "in_2010_11": Decimal("2.0"),
        },
        is_gap=True,
    ),
    Line(
        DRUGS,
        "No year before 2008/09 is counted by the new definition.",
        LineKind.ACCEPT,
        terms={
            "placeholder_reason": "shared_issue",
            "placeholder_trigger": "Which year areas take as their baseline.",
        },
        reply="It waits for the same answer in every area.",
    ),
    Line(
        DEALING,
        "Tenants say in their yearly survey whether they see dealing every week.",
        LineKind.ACCEPT,
        terms={
            "type": "local",
            "unit": "% of tenants",
            "baseline": Decimal(34),
            "baseline_period": "2007/08",
            "baseline_source": "Yearly survey of the tenants’ association",
            "in_2008_09": Decimal(30),
            "in_2009_10": Decimal(25),
            "in_2010_11": Decimal(18),
            "shape": "stepped",
        },
    ),
)

IN_ALL = {
    P: "What residents named first, what the partners can change within three years, "
    "and no more than they can carry.",
    G: "A package that fits what the area has found. We ask for more where the figures "
    "have been falling for years, and wait with one until it can be counted.",
}
"""Why each side's offer is as it is, as a whole."""

ISSUE = (
    "Which year is the baseline?",
    "The definition of April 2008 counts people in effective treatment in another way. No area has "
    "a figure of an earlier year by it. Is 2008/09 the baseline for all, and when is it published?",
)
"""What is raised for all areas about the treatment of drug users: its title and text."""

PREPARED = (VIOLENCE, Decimal("0.11"), "Half-way: the safe place has money until 2010.")
"""What the partnership means to counter in its turn: by what fall, and why. The rest is open."""

SAID = (
    # of which target, by which side, how many days ago (between the offers), what
    (ASSAULT, P, 8, f"{LABEL} Does your reading of the new definition count licensed doorways?"),
    (ASSAULT, G, 7, f"{LABEL} We have asked the force and will say when it has answered."),
)

NOTED = (
    (VIOLENCE, P, 3, f"{LABEL} The council would go to 12% if the trust pays for a nurse."),
    (ARSON, G, 6, f"{LABEL} Two other areas of the region have agreed to a fall of a sixth."),
)
"""The same, for their own side alone."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that is asked to sign up to a target, and what it says: nothing yet, or its verb."""

    target: str
    kind: OrganisationKind
    verb: str = ""
    reason: str = ""
    is_lead: bool = False


POLICE, HEALTH = OrganisationKind.POLICE_FORCE, OrganisationKind.PCT
FIRE, COUNCIL = OrganisationKind.FIRE_AUTHORITY, OrganisationKind.UNITARY_COUNCIL

ASKED = "Please say whether you sign up to it, and what you would bring."

PARTNERS = (
    Partner(
        VIOLENCE,
        POLICE,
        "agree_to_target",
        "Two more officers in the centre on Saturdays.",
        is_lead=True,
    ),
    Partner(VIOLENCE, HEALTH),
    Partner(VIOLENCE, COUNCIL),
    Partner(THEFT, POLICE, "agree_to_target", is_lead=True),
    Partner(
        ASSAULT,
        POLICE,
        "object_to_target",
        "The new rules for counting assaults make any fall look like a rise. We would sign up to a "
        "target that starts from 2008/09.",
    ),
    Partner(ARSON, FIRE, is_lead=True),
    Partner(DEALING, COUNCIL, is_lead=True),
    Partner(DEALING, POLICE),
)
