"""What decides whether a signal fires: judgements, each of which may be changed on record."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults; changes are kept with who made them, when and why (`models.SettingChange`)."""

    fewest_events: float = 20
    """A year, below which nothing is tested and only words are given."""
    half_term: float = 0.5
    late_from: int = 0
    """Days beyond a source's own allowance."""
    often_late: int = 2
    """Returns of a year, from which lateness counts twice."""
    low_referrals: float = 40
    """Cases a year under which few repeats mean little. Not checked against a source."""
    low_repeats: float = 0.10
    peer_grade: str = "far worse"
    watch_below: float = 0.35
    concern_alpha: float = 0.10
    review_alpha: float = 0.025
    review_below: float = 0.10
    discovery_rate: float = 0.10
    found_from: float = 0.5

    def changed(self, **values: float | str) -> "Settings":
        """Return the settings with some of them changed. Raises ValueError for an unknown name."""
        unknown = set(values) - {one.name for one in fields(self)}
        if unknown:
            raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
        return replace(self, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Described:
    """What a setting is called, what follows from it, and between which values it may lie."""

    label: str
    means: str
    lowest: float = 0
    highest: float = 1
    choices: tuple[str, ...] = ()
    """Of words; none: it is a number."""


DESCRIBED: Mapping[str, Described] = {
    "fewest_events": Described(
        "Fewest events a year",
        "With fewer, nothing is tested and only words are given.",
        highest=200,
    ),
    "half_term": Described(
        "Share of the term for “no progress”",
        "From there on a target without any progress is a signal.",
    ),
    "late_from": Described(
        "Days before a return counts as missing",
        "Beyond what its source usually takes.",
        highest=365,
    ),
    "often_late": Described(
        "Late returns in a year that count twice", "From so many on.", lowest=1, highest=24
    ),
    "low_referrals": Described(
        "Cases a year that are few",
        "Under so many, few repeat cases may hide more than they show. Not checked against a "
        "source.",
        highest=1000,
    ),
    "low_repeats": Described("Share of repeat cases that is low", "Under that share."),
    "peer_grade": Described(
        "Grade among similar areas that is a signal",
        "How far an area is from those like it.",
        choices=("slightly worse", "worse", "far worse"),
    ),
    "watch_below": Described(
        "Chance of meeting the year below which it is watched",
        "It orders the list and opens nothing.",
    ),
    "concern_alpha": Described(
        "False alarms a year: concern",
        "The share of targets on their path that chance alone calls a concern in a year.",
        lowest=0.001,
        highest=0.5,
    ),
    "review_alpha": Described(
        "False alarms a year: intervene and review",
        "The share of targets on their path that chance alone calls so in a year.",
        lowest=0.001,
        highest=0.5,
    ),
    "review_below": Described(
        "Chance of meeting the year below which it is reviewed",
        "“Intervene and review” needs a chance as low as that, besides being off the path.",
    ),
    "discovery_rate": Described(
        "False discoveries among areas",
        "The share of what is found among all areas at once that may be chance.",
        lowest=0.001,
        highest=0.5,
    ),
    "found_from": Described(
        "Chance of finding a fifth more",
        "Where a rise by a fifth would be found less often than that, there is too little to tell.",
    ),
}
"""By the name of the setting, in the order of `Settings`."""
