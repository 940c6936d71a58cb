"""How a provider's returns have been: on time, complete, right at first, and what is open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from indicators.models import (
    DataReturn,
    Expectation,
    Figure,
    FigureQuery,
    Measure,
    Provision,
    QualityStatement,
)
from indicators.policies import is_home_office, senders
from indicators.queries import FigureRow
from indicators.states import DueState, ReturnStatus
from partnerships.models import Organisation, Viewer

from .expectations import LATELY, Due, due

COUNTED = 12
"""Expectations of a measure that count, the last ones."""

REVISIONS = """
SELECT o.measure_id, count(*) AS revisions,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(
           coalesce(o.numerator, o.value) / nullif(coalesce(b.numerator, b.value), 0) - 1))
       AS typical_change
  FROM indicators_observation o
  JOIN indicators_datareturn r ON r.id = o.data_return_id
  JOIN indicators_observation b
    ON (b.measure_id, b.area_id, b.period_kind, b.period_start, b.revision)
     = (o.measure_id, o.area_id, o.period_kind, o.period_start, o.revision - 1)
 WHERE r.organisation_id = %s AND o.revision > 1 AND o.recorded_at >= %s
   AND o.withdrawn_return_id IS NULL
   AND b.withdrawn_return_id IS DISTINCT FROM b.data_return_id
 GROUP BY o.measure_id
"""
"""What a withdrawal brings back is no revision by its sender, nor is the first word after one."""


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the returns whose day has come: how many were on time, and how many areas are in."""

    counted: int = 0
    on_time: int = 0
    late_now: int = 0
    expected: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class MeasureQuality:
    """One measure from one provider."""

    measure: Measure
    punctuality: Punctuality
    revisions: int
    typical_change: float | None
    """The median size of a revision, as a share of what was said before."""
    statement: QualityStatement | None

    @property
    def typical_percent(self) -> str:
        """The median size of a revision, as pages write it."""
        return "" if self.typical_change is None else f"{100 * self.typical_change:.1f}"


@dataclass(frozen=True, slots=True)
class ProviderQuality:
    """One provider: its measures, and what of its returns does not belong to one of them."""

    organisation: Organisation
    measures: tuple[MeasureQuality, ...]
    sent: int
    refused: int
    """Of the files sent lately, those refused as they stand now."""
    waiting: int
    """Files that are checked and that nobody has confirmed."""
    open_queries: int
    overdue_queries: int


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """One provider in the list of all."""

    organisation: Organisation
    punctuality: Punctuality
    open_queries: int


def quality_bodies(viewer: Viewer) -> QuerySet[Organisation]:
    """Return the bodies of whose returns `viewer` may see how they have been."""
    provisions, sent = Provision.objects.visible_to(viewer), DataReturn.objects.visible_to(viewer)
    known = Q(pk__in=provisions.values("organisation")) | Q(pk__in=sent.values("organisation"))
    if is_home_office(viewer):
        return Organisation.objects.filter(known)
    return Organisation.objects.filter(pk__in=[body.pk for body in senders(viewer)])


def provider_lines(viewer: Viewer, today: date) -> list[ProviderLine]:
    """Return each provider that `viewer` may see, by name, with the returns of the last year."""
    bodies = quality_bodies(viewer).order_by("name")
    lately = Expectation.objects.filter(
        provision__organisation__in=bodies, due_on__range=(today - LATELY, today)
    )
    of_body: defaultdict[int, list[Due]] = defaultdict(list)
    for row in due(lately.with_context(), today):
        of_body[row.organisation.pk].append(row)
    queries = FigureQuery.objects.open().filter(organisation__in=bodies)
    counts = dict(queries.order_by().values_list("organisation").annotate(Count("pk")))
    return [
        ProviderLine(body, punctuality(of_body[body.pk]), counts.get(body.pk, 0)) for body in bodies
    ]


def provider_quality(organisation: Organisation, at: datetime, today: date) -> ProviderQuality:
    """Return how one provider's returns have been."""
    sent = DataReturn.objects.filter(organisation=organisation, sent_at__gte=at - LATELY)
    counts = sent.aggregate(
        sent=Count("pk"),
        refused=Count("pk", filter=Q(status=ReturnStatus.REFUSED)),
        waiting=Count("pk", filter=Q(status=ReturnStatus.CHECKED)),
    )
    queries = FigureQuery.objects.open().filter(organisation=organisation)
    return ProviderQuality(
        organisation=organisation,
        measures=_measures(organisation, at, today),
        open_queries=queries.count(),
        overdue_queries=queries.filter(status="raised", due_on__lt=today).count(),
        **counts,
    )


def punctuality(rows: Iterable[Due]) -> Punctuality:
    """Return how punctual returns were that were to come by now. Excused ones do not count."""
    counted = [row for row in rows if row.state != DueState.EXCUSED and _is_past(row)]
    return Punctuality(
        counted=len(counted),
        on_time=sum(row.is_on_time for row in counted),
        late_now=sum(row.state == DueState.LATE for row in counted),
        expected=sum(row.expected for row in counted),
        received=sum(row.received for row in counted),
    )


def _is_past(row: Due) -> bool:
    """Whether it is known by now how punctual a return is: it is in, or its day is over."""
    return row.state in {DueState.RECEIVED, DueState.LATE}


def measures_provided(organisation: Organisation) -> QuerySet[Measure]:
    """Return what a body provides or has sent figures of."""
    provisions = Provision.objects.filter(organisation=organisation, measure=OuterRef("pk"))
    figures = Figure.objects.filter(data_return__organisation=organisation, measure=OuterRef("pk"))
    known = Measure.objects.filter(Exists(provisions) | Exists(figures))
    return known.select_related("indicator").order_by("indicator__number", "code")


def _measures(organisation: Organisation, at: datetime, today: date) -> tuple[MeasureQuality, ...]:
    expectations = Expectation.objects.filter(provision__organisation=organisation)
    of_measure: defaultdict[int, list[Due]] = defaultdict(list)
    for row in due(expectations.order_by("-due_on").with_context(), today):
        if _is_past(row) and len(of_measure[row.measure.pk]) < COUNTED:
            of_measure[row.measure.pk].append(row)
    measures = list(measures_provided(organisation))
    revisions, stated = _revisions(organisation, at - LATELY), statements(organisation, measures)
    return tuple(
        MeasureQuality(
            measure,
            punctuality(of_measure[measure.pk]),
            *revisions.get(measure.pk, (0, None)),
            stated.get(measure.pk),
        )
        for measure in measures
    )


def statements(
    organisation: Organisation, measures: Sequence[Measure]
) -> dict[int, QualityStatement]:
    """Return the judgement that counts of each measure, by the measure's id."""
    made = QualityStatement.objects.filter(organisation=organisation, measure__in=measures)
    newest = made.order_by("measure_id", "-stated_at", "-id").distinct("measure_id")
    return {one.measure_id: one for one in newest}


def statement(row: FigureRow) -> QualityStatement | None:
    """Return the judgement that counts of the measure and provider of a figure."""
    provider = row.figure.data_return.organisation
    return statements(provider, [row.measure]).get(row.measure.pk)


def _revisions(organisation: Organisation, since: datetime) -> dict[int, tuple[int, float | None]]:
    """Return how many revisions a body made since, and their median size, by measure."""
    with connection.cursor() as cursor:
        cursor.execute(REVISIONS, [organisation.pk, since])
        return {measure: (count, change) for measure, count, change in cursor.fetchall()}
