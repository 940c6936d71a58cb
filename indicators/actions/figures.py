"""Figures, worked out again from what was observed."""

from datetime import datetime

from django.db import transaction

from indicators import computation, methods, queries
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import replace_rows

from .measures import hold


@transaction.atomic
def recompute(*, measure_code: str, at: datetime) -> int:
    """Work every figure of a measure out again, and return how many changed.

    A pure function of the current observations, the geography and the method: run twice, the second
    time changes nothing. Readers see the old figures until all the new ones are there, and then do
    not wait for what they come to: summaries are a job of their own, asked for here.
    """
    measure = hold(measure_code)
    if measure.kind not in methods.ESTIMATORS:
        return 0
    changed = replace_rows(
        computation.figures(measure, queries.observed(measure), queries.geography()),
        "indicators_figure",
        owner={"measure_id": measure.pk},
        key=computation.KEY,
        stamp={"computed_at": at},
    )
    if changed:
        jobs.ask("summarise", measure.code, measure_code=measure.code)
    return changed
