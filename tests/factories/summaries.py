"""Rows of what series come to, as the recomputation writes them; for tests of reading."""

from datetime import date

from indicators.models import Measure, SeriesSummary, Status
from partnerships.models import Area
from tests.factories.indicators import RECORDED_AT


def make_summary(measure: Measure, area: Area, **changes) -> SeriesSummary:
    """Make a summary of a year's figure, with nothing but its value known."""
    values = {
        "period_kind": "financial_year",
        "period_start": date(2008, 4, 1),
        "segment_start": date(2008, 4, 1),
        "points": 1,
        "value": 0.49,
        "lower": 0.45,
        "upper": 0.53,
        "status": Status.FINAL,
        "trend": "cannot_be_calculated",
        "trend_reason": "too few years",
        "change_reason": "too few",
        "control_reason": "too few points",
        "peer_count": 0,
        "peers_reason": "no comparator group",
        "target_start": date(2010, 4, 1),
        "projection_reason": "too few years",
        "vintage": RECORDED_AT,
        "method_version": "1",
        "computed_at": RECORDED_AT,
    }
    return SeriesSummary.objects.create(measure=measure, area=area, **(values | changes))
