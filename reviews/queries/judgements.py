"""What was found about an area, beside what is already being done there."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.models import Area, User
from reviews.models import Concern, ImprovementPlan, Judgement
from reviews.states import ConcernStatus, ImprovementStatus


def judgements_of(area: Area, reader: User) -> QuerySet[Judgement]:
    """Return what was found about an area, the newest first, in two queries."""
    found: QuerySet[Judgement] = Judgement.objects.visible_to(reader).touching(area)
    return found.select_related("area", "organisation").prefetch_related("indicators")


def in_hand(area: Area, reader: User) -> list[Concern]:
    """Return the concerns of an area about which something is being done already."""
    agreed = ImprovementPlan.objects.filter(
        concern=OuterRef("pk"), status=ImprovementStatus.AGREED.value
    )
    known = Q(status=ConcernStatus.IN_HAND.value) | Exists(agreed)
    found = Concern.objects.visible_to(reader).alive().filter(known, area=area)
    return list(found.select_related("target__indicator", "area"))


def by_indicator(concerns: Collection[Concern]) -> Mapping[int, list[Concern]]:
    """Return concerns by the indicator of their target."""
    found: dict[int, list[Concern]] = {}
    for one in concerns:
        if one.target and one.target.indicator_id:
            found.setdefault(one.target.indicator_id, []).append(one)
    return found
