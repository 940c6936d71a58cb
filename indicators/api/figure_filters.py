"""By what figures are chosen. A filter tells no more of a figure than the figure itself does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_filters import rest_framework as filters

from indicators import policies, reading
from indicators.models import Measure, Status
from indicators.moments import MOMENT, read_moment
from indicators.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    PeriodError,
    PeriodKind,
    add_months,
)
from laa_portal.foundation.api import Kind, Parameter, Switch, choice, code
from laa_portal.foundation.api.filtering import SparseFilterSet
from laa_portal.foundation.api.parameters import read_day
from laa_portal.foundation.problems import InvalidParameters, ParameterError
from partnerships.api import AREA, LEVEL, kinds_at
from partnerships.models import Viewer

from .catalogue import INDICATOR

PERIOD = "[0-9]{4}(/[0-9]{2}( Q[1-4])?|-[0-9]{2})?"
LATEST = "latest(:(?P<number>[1-9][0-9]?))?"

METHODS = (
    ("byar", "Byar's approximation"),
    ("byar_clustered", "Byar's approximation, longer as events cluster"),
    ("exact", "Exact Poisson limits"),
    ("exact_clustered", "Exact Poisson limits, longer as events cluster"),
    ("exact_ratio", "Exact limits of the ratio of the newest year and the one that dropped out"),
    ("newcombe", "Newcombe's interval for a difference"),
    ("wilson", "Wilson score interval"),
    ("none", "No interval"),
)


def measures_by_code(texts: Sequence[str]) -> dict[str, int]:
    """Return the ids of measures by their codes: NI 33i, NI33i, ni-33i."""
    ids = {_plain(code): pk for code, pk in Measure.objects.values_list("code", "pk")}
    return {text: ids[_plain(text)] for text in texts if _plain(text) in ids}


def _plain(code: str) -> str:
    return re.sub("[ -]", "", code).lower()


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest so many periods of each measure and kind of period."""

    number: int


def read_periods(texts: Sequence[str]) -> dict[str, Period | Latest]:
    """Read the codes of periods, and how many of the newest are wanted."""
    found = {text: read_period(text) or read_latest(text) for text in texts}
    return {text: period for text, period in found.items() if period}


def read_latest(text: str) -> Latest | None:
    match = re.fullmatch(LATEST, text)
    return Latest(int(match["number"] or 1)) if match else None


def read_period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def read_spans(texts: Sequence[str]) -> dict[str, tuple[date, date]]:
    """Read periods and dates as spans of days: the first, and the first one after."""
    return {text: span for text in texts if (span := _span(text))}


def _span(text: str) -> tuple[date, date] | None:
    if period := read_period(text):
        return period.start, period.end
    day = read_day(text)
    if day and FIRST_YEAR <= day.year <= LAST_YEAR:
        return day, day + timedelta(days=1)
    return None


MEASURE = code(
    measures_by_code,
    pattern="[Nn][Ii][ -]?[0-9]{1,3}[A-Za-z]{0,4}",
    refusal="is not the code of a measure, as in NI 33i.",
)
PERIODS = Kind(
    read=read_periods,
    refusal="is not a period. Write 2008/09, 2008-04, 2008/09 Q1, 2008 (a calendar year), latest, "
    "or latest:8.",
    schema={"type": "string", "pattern": f"^({PERIOD}|latest(:[1-9][0-9]?)?)$"},
)
SPAN = Kind(
    read=read_spans,
    refusal="is neither a period, as in 2008/09 or 2008-04, nor a date, as in 2008-06-30.",
    schema={"type": "string", "pattern": f"^({PERIOD}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})$"},
)


def within(end: date) -> Q:
    """Return the condition that a period is over when `end`, the first day after it, begins."""
    over = Q()
    for kind in PeriodKind:
        over |= Q(period_kind=kind, period_start__lte=add_months(end, -kind.months))
    return over


def newest(figures: Any, number: int) -> Q:
    """Return the condition of the newest periods of each measure and kind of period there are."""
    found: dict[tuple[int, str], list[date]] = {}
    keys = figures.order_by("measure", "period_kind", "-period_start")
    names = ("measure", "period_kind", "period_start")
    for measure, kind, start in keys.values_list(*names).distinct():
        found.setdefault((measure, kind), []).append(start)
    asked = Q(pk__in=())
    for (measure, kind), starts in found.items():
        asked |= Q(measure=measure, period_kind=kind, period_start__in=starts[:number])
    return asked


class SeriesFilter(SparseFilterSet):
    """Which measures, in which areas: what figures and their summaries can both be asked by."""

    indicator = Parameter(
        INDICATOR,
        field_name="measure__indicator",
        is_repeatable=True,
        help_text="NI 16, NI16 or ni-16.",
    )
    measure = Parameter(
        MEASURE,
        field_name="measure",
        is_repeatable=True,
        help_text="Of an indicator with several, as in NI 33i.",
    )
    area = Parameter(
        AREA, field_name="area", is_repeatable=True, help_text="GSS code or 2008 ONS code."
    )
    level = Parameter(
        LEVEL,
        method="at_levels",
        is_repeatable=True,
        help_text="Where the area counts; a unitary authority is an LAA area and a district.",
    )

    def at_levels(self, rows: Any, name: str, levels: list[str]) -> Any:
        return rows.filter(area__kind__in=kinds_at(levels))


def moments(texts: Sequence[str]) -> dict[str, datetime]:
    """Read the moments of the past that texts name."""
    now = timezone.now()
    return {text: moment for text in texts if (moment := read_moment(text, now))}


AS_OF = Kind(
    read=moments,
    refusal="is not a date or a moment that is past, as in 2008-11-03 or 2008-11-03T12:00Z.",
    schema={"type": "string", "pattern": f"^{MOMENT}$"},
)
AS_KNOWN = "What was known at this moment, or at the end of this day in London, published then."


def as_known(
    figures: Any, measure: Measure, areas: Sequence[int] | None, viewer: Viewer, moment: datetime
) -> Any:
    """Ask the past the same question. Raises InvalidParameters if it is too broad."""
    try:
        return reading.as_known(figures, measure, areas, viewer, moment)
    except reading.TooBroad as error:
        raise _broad(
            f"{measure.code} rests on more than {reading.MOST_OBSERVATIONS:,} rows. Name areas."
        ) from error


def _broad(detail: str) -> InvalidParameters:
    return InvalidParameters([ParameterError("as_of", "too_broad", f"as_of: {detail}")])


HISTORY = "Tell every revision of each figure with it, as JSON."


class FigureFilter(SeriesFilter):
    as_of = Parameter(
        AS_OF, method="at_moment", help_text=f"{AS_KNOWN} It is answered for one measure at a time."
    )
    period = Parameter(
        PERIODS,
        method="in_periods",
        is_repeatable=True,
        help_text="2008/09, 2008-04, 2008/09 Q1 or 2008 (a calendar year); latest, or latest:8 for "
        "the newest eight, of each measure and length of period among what is asked for.",
    )
    period_type = Parameter(
        choice([(kind.value, kind.label.capitalize()) for kind in PeriodKind]),
        field_name="period_kind",
        is_repeatable=True,
        help_text="How long the period is.",
    )
    status = Parameter(
        choice(Status.choices),
        method="of_status",
        is_repeatable=True,
        help_text="What is known of the value.",
    )
    method = Parameter(
        choice(METHODS),
        method="by_method",
        is_repeatable=True,
        help_text="How the interval of a value was worked out.",
    )
    updated_after = Parameter(
        AS_OF,
        field_name="computed_at__gt",
        help_text="Figures that were worked out anew after this moment, or this day. To keep a "
        "copy in step, follow /changes/: it also tells what is gone.",
    )
    history = Switch(help_text=HISTORY)
    bom = Switch(help_text="Begin a CSV with the mark by which Excel knows UTF-8.")

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        """Add the two ends of a span, whose names are words of Python.

        What is latest hangs on all else that is asked, so that comes last.
        """
        own = super().get_filters()
        periods = {"period": own.pop("period")}
        return own | {
            "from": Parameter(
                SPAN,
                method="since",
                help_text="Periods that begin on this day, or with this period, or later.",
            ),
            "to": Parameter(
                SPAN,
                method="until",
                help_text="Periods that end on this day, or with this period, or earlier.",
            ),
            **periods,
        }

    def at_moment(self, figures: Any, name: str, moment: datetime) -> Any:
        asked = self.form.cleaned_data
        measures = Measure.objects.all()
        if "indicator" in asked:
            measures = measures.filter(indicator__in=asked["indicator"])
        if "measure" in asked:
            measures = measures.filter(pk__in=asked["measure"])
        if asked.keys() & {"indicator", "measure"} and len(measures) == 1:
            return as_known(figures, measures[0], asked.get("area"), self.request.user, moment)
        raise _broad("Ask for one measure at a time, with indicator or measure.")

    def in_periods(self, figures: Any, name: str, periods: list[Period | Latest]) -> Any:
        asked = Q()
        for period in periods:
            if isinstance(period, Latest):
                asked |= newest(figures, period.number)
            else:
                asked |= Q(period_kind=period.kind, period_start=period.start)
        return figures.filter(asked)

    def since(self, figures: Any, name: str, span: tuple[date, date]) -> Any:
        return figures.filter(period_start__gte=span[0])

    def until(self, figures: Any, name: str, span: tuple[date, date]) -> Any:
        return figures.filter(within(span[1]))

    def of_status(self, figures: Any, name: str, statuses: list[str]) -> Any:
        hidden = policies.suppressed_for(self.request.user)
        as_suppressed = hidden if Status.SUPPRESSED in statuses else Q(pk__in=())
        return figures.filter(as_suppressed | (Q(status__in=statuses) & ~hidden))

    def by_method(self, figures: Any, name: str, methods: list[str]) -> Any:
        return figures.filter(~policies.suppressed_for(self.request.user), method__in=methods)


NOT_IN_BULK = ("as_of", "history", "bom")


class BulkFilter(FigureFilter):
    """What all figures at once may be chosen by: the past is not kept ready in such numbers."""

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        found = super().get_filters()
        return {name: one for name, one in found.items() if name not in NOT_IN_BULK}
