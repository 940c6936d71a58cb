"""Concerns that wait: for the Government Office to look at, for the partnership to answer."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT
from reviews import policies
from reviews.models import Concern
from reviews.states import ConcernStatus

from .blocks import LONGEST, Looking, Row, shortened

S = ConcernStatus


def to_answer(looking: Looking) -> Iterable[Row]:
    """Questions of the Government Office, for those who answer for the partnership."""
    areas = areas_within(looking.person, policies.ANSWERERS)
    found = _of(looking, areas).filter(status=S.ASKED.value).order_by("answer_due_on")
    rows = [
        Row(
            f"Answer the question about {one}",
            one.get_absolute_url(),
            "Due",
            "Late" if one.answer_due_on < looking.today else "To answer",
            "red" if one.answer_due_on < looking.today else "yellow",
            one.answer_due_on,
        )
        for one in found[: LONGEST + 1]
    ]
    return shortened(rows, Row("All questions", f"{reverse('reviews:worklist')}?show=asked"))


def to_look_at(looking: Looking) -> Iterable[Row]:
    """Concerns that are open or answered, as one row: the work list has them."""
    areas = areas_within(looking.person, GOVERNMENT)
    count = _of(looking, areas).filter(status__in=(S.OPEN, S.ANSWERED)).count() if areas else 0
    if not count:
        return []
    text = f"Look at {count} concern{'' if count == 1 else 's'}"
    link = f"{reverse('reviews:worklist')}?show=to_do"
    return [Row(text, link, "The most serious first", "To do", "yellow")]


def _of(looking: Looking, areas: frozenset[int]) -> QuerySet[Concern]:
    visible = Concern.objects.visible_to(looking.person).filter(area__in=areas)
    return visible.select_related("area", "target")
