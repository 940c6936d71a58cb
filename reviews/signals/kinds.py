"""The sixteen kinds of signal: what each looks at, its family, and what it leads to by itself.

What is proposed in the brief's list decides nothing where a test can: `docs/methods.md` says which.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Signals of one family rest on the same thing, so two of them are no second witness."""

    PATH = "path"
    PEERS = "peers"
    TREND = "trend"
    INSPECTION = "inspection"
    DATA = "data"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of signal, in words for those who read the list."""

    code: str
    name: str
    family: Family
    says: str
    """When it fires."""
    then: str
    """What usually follows: it tells nobody what they must do."""


KINDS = {
    one.code: one
    for one in (
        Kind(
            "OFFTRACK",
            "Off the agreed path",
            Family.PATH,
            "The events so far are further from the agreed path than chance explains, with all the "
            "looks of the year allowed for.",
            "Ask the partnership what has changed, and what it expects by the end of the year.",
        ),
        Kind(
            "NOPROG",
            "No progress by half-way",
            Family.PATH,
            "Half of the term or more has gone, and the newest final year is no better than the "
            "baseline.",
            "Look at the actions behind the target together: are they done, do they bear on it?",
        ),
        Kind(
            "PEER",
            "Far worse than similar areas",
            Family.PEERS,
            "The last year is beyond what nearly all similar areas have, the area itself left out, "
            "with the spread between them allowed for.",
            "Ask which similar area does it differently, and put both in touch.",
        ),
        Kind(
            "TREND",
            "Worse than its own history",
            Family.TREND,
            "The newest point of the control chart is worse than chance explains.",
            "Wait for the next figure, or ask what happened in that month.",
        ),
        Kind(
            "PROJ",
            "Projected to miss the last year",
            Family.PATH,
            "The whole 95% range of the projection for the last year lies on the bad side of the "
            "target.",
            "Ask what is planned that the projection cannot know.",
        ),
        Kind(
            "MISS",
            "A year's target was missed",
            Family.PATH,
            "The final figure of a year is on the bad side of what was agreed for it.",
            "Take it up at the annual review, or before where nothing is under way.",
        ),
        Kind(
            "SIGWORSE",
            "A survey is significantly worse",
            Family.TREND,
            "The last two surveys differ by more than their samples explain, for the worse.",
            "Ask what people say in the area, and what the next survey is expected to show.",
        ),
        Kind(
            "UNMEAS",
            "It cannot be measured in the term",
            Family.DATA,
            "Its source was cancelled or never defined, or no figure can come within the term.",
            "Agree on another measure, or on how both sides will judge it.",
        ),
        Kind(
            "RATIO",
            "Above what was predicted",
            Family.TREND,
            "The whole interval of actual over predicted lies above as many as were predicted.",
            "Ask about the cases behind it: the prediction allows for their mix.",
        ),
        Kind(
            "LATE",
            "A return is missing",
            Family.DATA,
            "A return that the target is measured by is later than its source usually is.",
            "Ask whoever sends it. No figure is no failure of the partnership's.",
        ),
        Kind(
            "MISFIT",
            "Target and assessment do not fit",
            Family.PARTNERSHIP,
            "A top priority of a strategic assessment has no target, or a target no assessment "
            "behind it.",
            "Raise it when the partnership plan is refreshed.",
        ),
        Kind(
            "HALLMARK",
            "A statutory minimum is not met",
            Family.PARTNERSHIP,
            "Something that the regulations ask of the partnership each year is overdue.",
            "Ask when it will be done; help if it cannot be.",
        ),
        Kind(
            "PARTNER",
            "A partner has not signed up, or has withdrawn",
            Family.PARTNERSHIP,
            "An organisation named for the target objects to it, has not answered, or its consent "
            "was refused.",
            "Talk to the partner and the partnership together.",
        ),
        Kind(
            "INSPECT",
            "An inspectorate is concerned",
            Family.INSPECTION,
            "An inspection or an area assessment found against the theme, or gave a red flag.",
            "Agree with the inspectorate who speaks to the area first.",
        ),
        Kind(
            "PSARISK",
            "The Home Office sees delivery at risk",
            Family.INSPECTION,
            "The Home Office has advised that delivery of the Public Service Agreement is at risk "
            "here.",
            "Ask what the advice rests on, and share that with the partnership.",
        ),
        Kind(
            "LOWREF",
            "Unusually few repeat cases",
            Family.DATA,
            "Repeat victims are few where few cases are referred at all, so the figure may look "
            "better than it is.",
            "Ask how cases come to the conference.",
        ),
    )
}
"""By code."""

BY_PERSON = frozenset({"INSPECT", "PSARISK"})
"""What a person enters; all others are worked out."""
