"""Summaries as recomputation writes them, for tests of reading."""

from datetime import date

from indicators.models import Marker, Measure, PointType, SeriesSummary, Status
from partnerships.models import Area

from .indicators import RECORDED_AT


def a_summary(measure: Measure, area: Area, **changes) -> SeriesSummary:
    """Return a summary, not saved, of which everything can be said: falling, and in line."""
    values = {
        "period_kind": "month",
        "segment_start": date(2005, 4, 1),
        "points": 63,
        "period_start": date(2010, 6, 1),
        "value": 0.52,
        "lower": 0.44,
        "upper": 0.61,
        "status": Status.FINAL,
        "trend": Marker.DECREASING,
        "trend_start": date(2009, 4, 1),
        "trend_chi_squared": 31.0,
        "yearly_change": -0.04,
        "yearly_change_error": 0.006,
        "dispersion": 1.4,
        "point_type": PointType.COMMON_CAUSE,
        "mean": 0.55,
        "lower_limit": 0.41,
        "upper_limit": 0.69,
        "season_factor": 1.02,
        "compared_kind": "financial_year",
        "compared_start": date(2009, 4, 1),
        "compared_value": 6.24,
        "peer_count": 14,
        "group_average": 5.93,
        "z": 0.4,
        "grade": "in line",
        "percentile": 35.7,
        "target_start": date(2010, 4, 1),
        "projected": 25.4,
        "projected_variance": 0.008,
        "projected_lower_50": 23.9,
        "projected_upper_50": 27.0,
        "projected_lower_95": 21.3,
        "projected_upper_95": 30.1,
        "carried_forward": 26.2,
        "vintage": RECORDED_AT,
        "method_version": "2",
        "computed_at": RECORDED_AT,
    }
    return SeriesSummary(measure=measure, area=area, **(values | changes))


def make_summary(measure: Measure, area: Area, **changes) -> SeriesSummary:
    summary = a_summary(measure, area, **changes)
    summary.save()
    return summary


NOTHING_TO_SAY = {
    "trend": Marker.CANNOT_BE_CALCULATED,
    "trend_start": None,
    "trend_chi_squared": None,
    "trend_reason": "too few years",
    "yearly_change": None,
    "yearly_change_error": None,
    "change_reason": "too few",
    "dispersion": None,
    "point_type": "",
    "mean": None,
    "lower_limit": None,
    "upper_limit": None,
    "season_factor": None,
    "control_reason": "too few points",
    "compared_kind": "",
    "compared_start": None,
    "compared_value": None,
    "peer_count": 0,
    "group_average": None,
    "z": None,
    "grade": "",
    "percentile": None,
    "peers_reason": "no comparator group",
    "projected": None,
    "projected_variance": None,
    "projected_lower_50": None,
    "projected_upper_50": None,
    "projected_lower_95": None,
    "projected_upper_95": None,
    "carried_forward": None,
    "projection_reason": "part missing",
}
"""Changes that leave a summary its newest figure alone."""


def make_bare_summary(measure: Measure, area: Area, **changes) -> SeriesSummary:
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
