"""Rows of what series come to, as the recomputation writes them; for tests of reading."""

from datetime import date

from indicators.models import Marker, Measure, PointType, SeriesSummary, Status
from partnerships.models import Area
from tests.factories.indicators import RECORDED_AT

BARE = {
    "period_kind": "financial_year",
    "period_start": date(2008, 4, 1),
    "segment_start": date(2008, 4, 1),
    "points": 1,
    "value": 0.49,
    "lower": 0.45,
    "upper": 0.53,
    "status": Status.FINAL,
    "trend": Marker.CANNOT_BE_CALCULATED,
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
"""A year's figure, with nothing but its value known."""

FULL = BARE | {
    "period_kind": "month",
    "period_start": date(2010, 6, 1),
    "segment_start": date(2005, 4, 1),
    "points": 63,
    "trend": Marker.DECREASING,
    "trend_start": date(2009, 4, 1),
    "trend_chi_squared": 31.0,
    "trend_reason": "",
    "yearly_change": -0.04,
    "yearly_change_error": 0.006,
    "change_reason": "",
    "dispersion": 1.4,
    "point_type": PointType.COMMON_CAUSE,
    "mean": 0.55,
    "lower_limit": 0.41,
    "upper_limit": 0.69,
    "season_factor": 1.02,
    "control_reason": "",
    "compared_kind": "financial_year",
    "compared_start": date(2009, 4, 1),
    "compared_value": 6.24,
    "peer_count": 14,
    "group_average": 5.93,
    "z": 0.4,
    "grade": "in line",
    "percentile": 35.7,
    "peers_reason": "",
    "projected": 25.4,
    "projected_variance": 0.008,
    "projected_lower_50": 23.9,
    "projected_upper_50": 27.0,
    "projected_lower_95": 21.3,
    "projected_upper_95": 30.1,
    "carried_forward": 26.2,
    "projection_reason": "",
    "method_version": "2",
}
"""A month's figure of which everything can be said: falling, as usual, in line with its peers."""


def a_summary(measure: Measure, area: Area, *, full: bool = False, **changes) -> SeriesSummary:
    """Return a summary that is not saved."""
    values = (FULL if full else BARE) | changes
    return SeriesSummary(measure=measure, area=area, **values)


def make_summary(measure: Measure, area: Area, *, full: bool = False, **changes) -> SeriesSummary:
    summary = a_summary(measure, area, full=full, **changes)
    summary.save()
    return summary
