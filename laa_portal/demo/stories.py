"""What the generated figures are made to tell: one row a story, with what a reader should see."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Story:
    """Something that happens to one measure in one place.

    `level` is the place's level in place of a drawn one, where 1 is that of the region; from
    `since` on, its rate is `factor` times what it would be.
    """

    measure: str
    place: str
    words: str
    level: float | None = None
    since: date = date.max
    factor: float = 1.0


STORIES = (
    Story(
        "NI 16",
        "Coldwell",
        "Acquisitive crime rises from summer 2008: a control chart shows a shift for the worse",
        level=0.95,
        since=date(2008, 6, 1),
        factor=1.35,
    ),
    Story(
        "NI 16",
        "Fernley",
        "Acquisitive crime falls in autumn 2008, below the limits of what chance explains",
        level=1.10,
        since=date(2008, 11, 1),
        factor=0.55,
    ),
    Story(
        "NI 20",
        "Ashmere",
        "Assaults rise from summer 2008, as the table shows; no limits say whether by chance,"
        " for in April the definition changed",
        level=1.0,
        since=date(2008, 7, 1),
        factor=1.35,
    ),
    Story("NI 15", "Netherby", "Serious violence is far worse than among its peers", level=3.2),
    Story("NI 15", "Ashmere", "Serious violence is exactly as among its peers", level=1.0),
)

MISSING = {("NI 20", "Eskerby", "2003-11")}
"""Months that never came, by measure, place and period: no year can be summed around them."""

PROVISIONAL = {("NI 33i", "2008/09 Q3"), ("NI 33ii", "2008/09 Q3")}
"""Quarters whose figures may still change, by measure and period."""
