"""Which placeholders have what they waited for: an answer, a day, or a figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from indicators.models import Figure, Status
from targets.models import OfferLine, PlaceholderReason, SharedIssue, Target
from targets.states import TargetStatus

from .negotiation import positions, terms_on_the_table
from .packages import period_of

FOR_A_FIGURE = (PlaceholderReason.NO_BASELINE, PlaceholderReason.SURVEY_NOT_RUN)
"""Reasons that a figure does away with."""


@dataclass(frozen=True, slots=True)
class Ripe:
    """A target that is held open, and what it waited for that has come."""

    target: Target
    reason: str


def ripe_placeholders(day: date) -> list[Ripe]:
    """Return the placeholders to be put on the table again, in the order of their agreements."""
    lines = _agreed_terms(_may_be_ripe(day))
    figures = _newest_figures(lines)
    found = [Ripe(line.target, reason) for line in lines if (reason := _reason(line, day, figures))]
    return sorted(found, key=lambda one: (one.target.agreement_id, one.target.pk))


def waiting_for(issue: SharedIssue) -> QuerySet[Target]:
    """Return the placeholders that wait for the answer to an issue."""
    lines = OfferLine.objects.standing().filter(issue=issue)
    return Target.objects.filter(status=TargetStatus.PLACEHOLDER, lines__in=lines).distinct()


def _may_be_ripe(day: date) -> QuerySet[Target]:
    """Return placeholders of which some line, perhaps an earlier one, waits for what has come."""
    has_come = (
        Q(issue__answered_at__isnull=False)
        | Q(reopens_on__lte=day)
        | Q(placeholder_reason__in=FOR_A_FIGURE, measure__isnull=False)
    )
    lines = OfferLine.objects.standing().filter(has_come, target__status=TargetStatus.PLACEHOLDER)
    return Target.objects.filter(pk__in=lines.values("target")).select_related("agreement")


def _agreed_terms(targets: QuerySet[Target]) -> list[OfferLine]:
    known = {one.pk: one for one in targets}
    lines = terms_on_the_table(positions(known.values()))
    for key, line in lines.items():
        line.target = known[key]
    return list(lines.values())


def _reason(line: OfferLine, day: date, figures: dict[tuple[int, int], list[Figure]]) -> str:
    """Return what has come that a line waits for; "" where nothing has."""
    if line.issue and not line.issue.is_open:
        return f"The issue raised for all areas is answered: {line.issue.title}"
    if line.reopens_on and line.reopens_on <= day:
        return f"The day it was held open until has come: {line.reopens_on:%-d %B %Y}"
    if line.placeholder_reason in FOR_A_FIGURE and line.measure_id:
        known = figures.get((line.measure_id, line.target.agreement.area_id), [])
        if figure := next(_awaited(line, known), None):
            return f"A figure of {figure.period.label} has been published"
    return ""


def _newest_figures(lines: Iterable[OfferLine]) -> dict[tuple[int, int], list[Figure]]:
    """Return settled figures recorded since the earliest of the lines was offered."""
    asked = [line for line in lines if line.placeholder_reason in FOR_A_FIGURE and line.measure_id]
    if not asked:
        return {}
    settled = Figure.objects.filter(
        measure__in={line.measure_id for line in asked},
        area__in={line.target.agreement.area_id for line in asked},
        value__isnull=False,
        is_published=True,
        vintage__gt=min(line.offer.made_at for line in asked),
    ).exclude(status=Status.PROVISIONAL)
    found: dict[tuple[int, int], list[Figure]] = {}
    for figure in settled.order_by("-period_start"):
        found.setdefault((figure.measure_id, figure.area_id), []).append(figure)
    return found


def _awaited(line: OfferLine, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures that a line waited for: of its baseline's period, where it names one.

    Where it names none: any, if there was none when it was offered, and else one of a period that
    had not ended then. A revision of what was known is nothing that anybody waited for.
    """
    named = period_of(line.baseline_period)
    offered_on = timezone.localdate(line.offer.made_at)
    for figure in figures:
        is_new = line.pack_id is None or figure.period.end > offered_on
        is_asked = figure.period == named if named else is_new
        if is_asked and figure.vintage > line.offer.made_at:
            yield figure
