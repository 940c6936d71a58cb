"""What is new since lately: figures for the person's areas, their returns, acts in their areas."""

from collections.abc import Iterable

from django.db.models import Max, Q
from django.urls import reverse

from indicators.models import DataReturn, Figure
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent
from laa_portal.links import page
from partnerships.audiences import SIDES, areas_on_side
from partnerships.models import RoleKind

from .blocks import LONGEST, Block, Looking, Row, gathered

READ_OF_THEIR_AREAS = frozenset(
    {
        RoleKind.CDRP_CHAIR,
        RoleKind.COUNTY_OFFICER,
        RoleKind.LSP_COORDINATOR,
        RoleKind.LSP_CHAIR,
        RoleKind.COUNCIL_LEADER,
        RoleKind.GO_REVIEWER,
        RoleKind.GO_DIRECTOR,
    }
)
"""Roles that may read what others did in the areas they are over."""


def changed(looking: Looking) -> Block:
    return Block(
        "Recently changed",
        gathered(SOURCES, looking),
        "Nothing has changed in the last 30 days. What is published or done for your areas and "
        "organisations will be here.",
    )


def figures(looking: Looking) -> Iterable[Row]:
    """Indicators with new figures for the person's areas, as one row each."""
    areas = looking.person.area_ids
    found = Figure.objects.visible_to(looking.person).filter(
        area__in=areas, is_published=True, vintage__gte=looking.lately
    )
    newest = found.order_by().values(
        "measure__indicator__slug", "measure__indicator__code", "measure__indicator__title"
    )
    return [
        Row(
            f"{one['measure__indicator__code']} {one['measure__indicator__title']}",
            reverse("indicators:indicator", args=[one["measure__indicator__slug"]]),
            "New figures for your areas, published",
            when=one["newest_at"],
        )
        for one in newest.annotate(newest_at=Max("vintage")).order_by("-newest_at")[:LONGEST]
    ]


def returns(looking: Looking) -> Iterable[Row]:
    """Returns lately sent that are published, for those who may see them."""
    found = DataReturn.objects.visible_to(looking.person).filter(
        status=ReturnStatus.PUBLISHED, sent_at__gte=looking.lately
    )
    return [
        Row(
            f"Return {one.pk}, {one.name}",
            one.get_absolute_url(),
            f"{one.organisation}, sent",
            "Published",
            "green",
            one.sent_at,
        )
        for one in found.select_related("organisation")[:LONGEST]
    ]


def acts(looking: Looking) -> Iterable[Row]:
    """What others did in the areas whose trail the person may read: of the sides, their own."""
    if not looking.kinds & READ_OF_THEIR_AREAS:
        return []
    shared = Q(side="", area_id__in=looking.person.area_ids)
    private = Q()
    for side in SIDES:
        private |= Q(side=side, area_id__in=areas_on_side(looking.person, side))
    found = AuditEvent.objects.filter(shared | private, made_at__gte=looking.lately)
    others = found.exclude(made_by=looking.person).order_by("-id")
    link = page("audit")
    return [
        Row(_in_words(one), link, "In one of your areas,", when=one.made_at)
        for one in others[:LONGEST]
    ]


def _in_words(event: AuditEvent) -> str:
    verb = event.verb.replace("_", " ").capitalize()
    return f"{verb}: {event.target_name}" if event.target_name else verb


SOURCES = (figures, returns, acts)
