"""What is new since lately: figures for the person's areas, their returns, acts in their areas."""

from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse

from indicators.models import DataReturn, Figure
from indicators.states import ReturnStatus
from partnerships.queries import events_visible_to
from partnerships.reading import audit_trail

from .blocks import LONGEST, Block, Looking, Row, gathered


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
    """What other people did in the areas whose trail the person may read.

    What the service did by itself is left out: a load of reference data touches every area at once.
    """
    found = events_visible_to(looking.person).filter(
        area_id__isnull=False, made_by__isnull=False, made_at__gte=looking.lately
    )
    others = found.exclude(made_by=looking.person).select_related("made_by").order_by("-id")
    return [
        Row(
            f"{act.did.capitalize()}: {act.name}" if act.name else act.did.capitalize(),
            reverse("audit-act", args=[act.id]),
            "In one of your areas,",
            when=act.made_at,
        )
        for act in audit_trail.acts(others[:LONGEST], looking.person)
    ]


SOURCES = (figures, returns, acts)
