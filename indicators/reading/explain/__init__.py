"""Any statistic of a summary followed to formula, inputs, method, source and returns."""

from collections.abc import Sequence

from indicators.models import SeriesSummary
from partnerships.models import Viewer

from .methods import Method
from .parts import EXPLAINED, Explanation, Input

__all__ = ["EXPLAINED", "Explanation", "Input", "Method", "explain"]


def explain(summary: SeriesSummary, viewer: Viewer) -> Sequence[Explanation]:
    """Return how each part of a summary came about, in a few queries a part."""
    return [explain_part(summary, viewer) for explain_part in EXPLAINED.values()]
