"""Figures, worked out again from what was observed."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from indicators import computation, methods, queries
from indicators.models import Measure
from indicators.periods import Period, financial_year_start
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import Stretch, replace_rows

from .editions import count_figures
from .measures import hold

MOST_YEARS = 2
"""That are worked out by themselves; of more, the whole measure costs less than its parts."""

WHEN_CHANGED = {
    "xid": "pg_current_xact_id()",
    "revised_times": (
        "CASE WHEN t.is_published AND t.status <> 'provisional' THEN t.revised_times + 1 ELSE 0 END"
    ),
}
"""What a figure that changes keeps of it: in which transaction, and how often since it was public,
so that nobody is told of changes from before they could see it."""


def ask_to_recompute(measure: Measure, starts: Collection[date]) -> None:
    """Ask for the figures of a measure to follow its observations of the periods that start then.

    Figures of one financial year rest on the observations of that year alone: its months, and all
    areas in them. Where they look at other years, or many are touched, all are worked out again.
    """
    years = sorted({financial_year_start(start).year for start in starts})
    if _looks_at_other_years(measure) or len(years) > MOST_YEARS:
        jobs.ask("recompute", measure.code, measure_code=measure.code)
        return
    for year in years:
        code = Period.financial_year(year).code
        jobs.ask("recompute", f"{measure.code} {code}", measure_code=measure.code, year=year)


def _looks_at_other_years(measure: Measure) -> bool:
    """Whether several years make one figure, or company for a small count is sought in any year."""
    return measure.kind in methods.YEARS_BEFORE or measure.suppression_threshold > 1


@transaction.atomic
def recompute(*, measure_code: str, at: datetime, year: int | None = None) -> int:
    """Work the figures of a measure out again, and return how many changed.

    All of them, or those of periods that start in the financial year that begins in `year`; where
    figures do not look at other years, to work out all years one by one comes to the same. A pure
    function of the current observations, the geography and the method: run twice, the second time
    changes nothing. Readers see the old figures until all the new ones are there, and then do not
    wait for what they come to: summaries are a job of their own, asked for here.
    """
    measure = hold(measure_code)
    if measure.kind not in methods.ESTIMATORS:
        return 0
    span = None if year is None else Period.financial_year(year)
    changed = replace_rows(
        computation.figures(measure, queries.observed(measure, year=span), queries.geography()),
        "indicators_figure",
        owner={"measure_id": measure.pk},
        key=computation.KEY,
        stamp={"computed_at": at},
        within=Stretch("period_start", span.start, span.end) if span else None,
        also=WHEN_CHANGED,
    )
    if changed:
        count_figures(measure, at=at)
        jobs.ask("summarise", measure.code, measure_code=measure.code)
    return changed
