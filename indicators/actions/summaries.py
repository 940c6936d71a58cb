"""What series come to, worked out again from their figures."""

from datetime import date, datetime

import pandas as pd
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from indicators import methods, queries, summaries
from indicators.models import Measure, SeriesSummary
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import replace_rows
from partnerships.models import Area, Level

from .editions import count_summaries
from .measures import hold

TABLE = SeriesSummary._meta.db_table


@transaction.atomic
def summarise(*, measure_code: str, at: datetime) -> int:
    """Work the summaries of a measure out again, and return how many changed.

    A pure function of the figures that everybody may see, the definitions, and the comparator
    groups in force on the day: run twice, the second time changes nothing.
    """
    measure = hold(measure_code)
    found = _summaries(measure, timezone.localdate(at))
    changed = replace_rows(
        found[["area_id", *summaries.NAMES]],
        TABLE,
        owner={"measure_id": measure.pk},
        key=["area_id"],
        stamp={"computed_at": at},
    )
    if changed:
        count_summaries(measure, at=at)
    return changed


def ask_to_summarise(*, day: date) -> None:
    """Ask for the summaries of measures whose areas are held beside other groups than they were.

    Groups are changed where nobody knows of figures, and begin and end by themselves on a day; so
    this looks for what differs and waits for no word.
    """
    with transaction.atomic():
        for code in queries.regrouped(day):
            jobs.ask("summarise", code, measure_code=code)


def _summaries(measure: Measure, day: date) -> pd.DataFrame:
    """Compute the summaries of all areas that have a figure of the measure."""
    figures = queries.settled(measure)
    if measure.kind not in methods.ESTIMATORS or figures.empty:
        return pd.DataFrame(columns=["area_id", *summaries.NAMES])
    segments = queries.segments_of(measure.definitions.all())
    return summaries.summarise(figures, segments, queries.comparators(day), _facts(measure))


def _facts(measure: Measure) -> summaries.Facts:
    england = Area.objects.real().at_level(Level.COUNTRY).first()
    return summaries.Facts(
        kind=measure.kind,
        per=measure.per,
        polarity=measure.polarity,
        target_year=settings.TARGET_YEAR,
        is_seasonal=measure.indicator.is_seasonal,
        shares_base=measure.base == Measure.Base.POPULATION,
        minimum_count=measure.minimum_count,
        is_restricted=measure.indicator.is_restricted,
        england=england.pk if england else None,
    )
