"""Reviews that wait: for evidence, for an answer to findings, for the meeting and the letter."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, F, QuerySet, When
from django.urls import reverse

from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT
from reviews import policies
from reviews.models import Review, ReviewFrequency
from reviews.states import FrequencyStatus, ReviewStatus
from targets.sides import Side

from .blocks import LONGEST, Looking, Row, shortened

S = ReviewStatus

OF_PARTNERSHIP: Mapping[str, tuple[str, str]] = {
    # how far it has come: what is to be done, and the field of the day that is due
    S.SCHEDULED: ("Send evidence for the review", "evidence_due_on"),
    S.PUT: ("Agree to the findings of the review", "findings_due_on"),
}
OF_OFFICE: Mapping[str, tuple[str, str]] = {
    S.GATHERED: ("Meet and note the review", "meeting_due_on"),
    S.HELD: ("Put the findings of the review", "findings_due_on"),
    S.AGREED: ("Send the letter of the review", "letter_due_on"),
    S.SENT: ("Publish the summary of the review", "summary_due_on"),
}


def of_years(looking: Looking) -> Iterable[Row]:
    """Reviews whose next step is the person's side's, by the day it is due."""
    rows = [
        *_steps(looking, areas_within(looking.person, policies.ANSWERERS), OF_PARTNERSHIP),
        *_steps(looking, areas_within(looking.person, GOVERNMENT), OF_OFFICE),
    ]
    return shortened(sorted(rows, key=lambda row: str(row.when)), _all())


def _steps(
    looking: Looking, areas: frozenset[int], steps: Mapping[str, tuple[str, str]]
) -> Iterable[Row]:
    if not areas:
        return
    visible = Review.objects.visible_to(looking.person).filter(
        agreement__area__in=areas, status__in=list(steps)
    )
    due = Case(*(When(status=status, then=F(field)) for status, (_, field) in steps.items()))
    found = visible.select_related("agreement__area").annotate(due_on=due)
    for one in found.order_by("due_on", "pk")[: LONGEST + 1]:
        what, _ = steps[one.status]
        is_late = one.due_on < looking.today
        yield Row(
            f"{what} of {one.year_label}, {one.agreement.area}",
            one.get_absolute_url(),
            "Due",
            "Late" if is_late else "To do",
            "red" if is_late else "yellow",
            one.due_on,
        )


def _all() -> Row:
    return Row("All areas, each with its reviews", reverse("reviews:worklist"))


def frequencies(looking: Looking) -> Iterable[Row]:
    """Proposals of the other side how often a target is reviewed, the oldest first."""
    sides = {
        Side.GOVERNMENT: areas_within(looking.person, policies.ANSWERERS),
        Side.PARTNERSHIP: areas_within(looking.person, GOVERNMENT),
    }
    found = [one for side, areas in sides.items() if areas for one in _from(looking, side, areas)]
    rows = [
        Row(
            f"Accept or decline: {one}",
            one.get_absolute_url(),
            "Proposed",
            "To answer",
            "yellow",
            one.proposed_at,
        )
        for one in sorted(found, key=lambda one: one.proposed_at)
    ]
    return shortened(rows, _all())


def _from(looking: Looking, side: Side, areas: frozenset[int]) -> QuerySet[ReviewFrequency]:
    """Return what a side has proposed for areas and nobody has answered."""
    visible = ReviewFrequency.objects.visible_to(looking.person).filter(
        status=FrequencyStatus.PROPOSED.value, side=side.value, target__agreement__area__in=areas
    )
    return visible.select_related("target").order_by("proposed_at")[: LONGEST + 1]
