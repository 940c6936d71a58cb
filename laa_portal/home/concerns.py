"""Concerns that wait for the Government Office to look at, or for the partnership to answer; and
plans for the other side to agree to."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.urls import reverse

from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT
from reviews import policies
from reviews.models import Concern, ImprovementPlan
from reviews.states import ConcernStatus, ImprovementStatus

from .blocks import LONGEST, Looking, Row, shortened

S = ConcernStatus


def to_answer(looking: Looking) -> Iterable[Row]:
    """Questions of the Government Office, for those who answer for the partnership."""
    areas = areas_within(looking.person, policies.ANSWERERS)
    found = _of(looking, areas).filter(status=S.ASKED.value).order_by("answer_due_on")
    rows = [_question(one, looking) for one in found[: LONGEST + 1]]
    return shortened(rows, Row("All questions", f"{reverse('reviews:worklist')}?show=asked"))


def _question(one: Concern, looking: Looking) -> Row:
    is_late = one.answer_due_on is not None and one.answer_due_on < looking.today
    return Row(
        f"Answer the question about {one}",
        one.get_absolute_url(),
        "Due",
        "Late" if is_late else "To answer",
        "red" if is_late else "yellow",
        one.answer_due_on,
    )


def to_look_at(looking: Looking) -> Iterable[Row]:
    """Concerns that are open or answered, as one row: the work list has them."""
    areas = areas_within(looking.person, GOVERNMENT)
    count = _of(looking, areas).filter(status__in=(S.OPEN, S.ANSWERED)).count() if areas else 0
    if not count:
        return []
    text = f"Look at {count} concern{'' if count == 1 else 's'}"
    link = f"{reverse('reviews:worklist')}?show=to_do"
    return [Row(text, link, "The most serious first", "To do", "yellow")]


def plans(looking: Looking) -> Iterable[Row]:
    """Improvement plans that the other side proposed, once there is something in them."""
    visible = ImprovementPlan.objects.visible_to(looking.person)
    proposed = visible.filter(status=ImprovementStatus.PROPOSED.value, actions__isnull=False)
    own = [
        Q(side=side.other.value, concern__area__in=areas_within(looking.person, kinds))
        for side, kinds in policies.OF_SIDE.items()
    ]
    found = proposed.filter(reduce(or_, own)).distinct().order_by("proposed_at")
    related = found.select_related("concern__area", "concern__target")
    return [
        Row(
            f"Agree to: {one}",
            one.get_absolute_url(),
            "Proposed",
            "To agree",
            "yellow",
            one.proposed_at,
        )
        for one in related[:LONGEST]
    ]


def _of(looking: Looking, areas: frozenset[int]) -> QuerySet[Concern]:
    visible = Concern.objects.visible_to(looking.person).filter(area__in=areas)
    return visible.select_related("area", "target")
