"""What several tables say together: frames for the arithmetic, rows for a reader."""

from .figures import EVERYBODY, FigureRow, released, series, with_context
from .frames import comparators, geography, observed, regrouped, segments_of, settled
from .returns import (
    CELL,
    DIFFERS,
    FIGURES_DIFFER,
    REPORTED,
    SAME_CELL,
    Changes,
    Coverage,
    changes,
    coverage,
    facts,
    is_computing,
    is_header_wrong,
    sender_areas,
    wrong_rows,
)

__all__ = [
    "CELL",
    "DIFFERS",
    "EVERYBODY",
    "FIGURES_DIFFER",
    "REPORTED",
    "SAME_CELL",
    "Changes",
    "Coverage",
    "FigureRow",
    "changes",
    "comparators",
    "coverage",
    "facts",
    "geography",
    "is_computing",
    "is_header_wrong",
    "observed",
    "regrouped",
    "released",
    "segments_of",
    "sender_areas",
    "series",
    "settled",
    "with_context",
    "wrong_rows",
]
