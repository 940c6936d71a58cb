"""Evidence frozen and opened."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from indicators.models import Indicator, Measure
from laa_portal.foundation import audit
from laa_portal.foundation.canonical import canonical
from partnerships.models import Area, User
from targets import policies, queries
from targets.models import (
    EvidencePack,
    PriorityEvidence,
    Receipt,
    StrategicAssessment,
    digest,
)

POST_LENGTH = 300


class NothingKnown(Exception):
    """There is no figure to freeze. The message is for the person acting."""


@transaction.atomic
def freeze(*, measure: Measure, area: Area, by: User, at: datetime, side: str = "") -> EvidencePack:
    """Keep what is known of a measure in an area; the same knowledge is the same pack.

    `side` is whose alone it is, for now, that it was frozen: "" for both. Raises NothingKnown and
    PermissionDenied.
    """
    policies.may_freeze_evidence(by, area).enforce()
    known = queries.known_of(measure, area)
    if known is None:
        raise NothingKnown(f"There is no figure of {measure} in {area} to keep as evidence.")
    content = canonical(known)
    pack, is_new = EvidencePack.objects.get_or_create(
        sha256=digest(content),
        defaults={
            "content": content,
            "measure": measure,
            "area": area,
            "holds_unpublished": not all(one["is_published"] for one in known["figures"]),
            "frozen_by": by,
            "frozen_at": at,
        },
    )
    if is_new:
        audit.record(
            "freeze_evidence", pack, by=by, at=at, area_id=area.pk, side=side, sha256=pack.sha256
        )
    return pack


@transaction.atomic
def freeze_under_priorities(
    *, assessment: StrategicAssessment, by: User, at: datetime
) -> list[PriorityEvidence]:
    """Freeze what the priorities of a submitted assessment bear on, each measure and area once.

    What an earlier submission froze under them gives way; its packs stay.
    """
    areas = list(assessment.partnership.areas.order_by("name"))
    priorities = assessment.priorities.prefetch_related("indicators__measures__definitions")
    under = {priority: _measures(priority.indicators.all()) for priority in priorities}
    packs = {
        (measure.pk, area.pk): _pack(measure, area, by, at)
        for measure in dict.fromkeys(one for measures in under.values() for one in measures)
        for area in areas
    }
    PriorityEvidence.objects.filter(priority__assessment=assessment).delete()
    return PriorityEvidence.objects.bulk_create(
        PriorityEvidence(
            priority=priority, measure=measure, area=area, pack=packs[measure.pk, area.pk]
        )
        for priority, measures in under.items()
        for measure in measures
        for area in areas
    )


def _measures(indicators: Iterable[Indicator]) -> list[Measure]:
    return [measure for indicator in indicators for measure in indicator.measures.all()]


def _pack(measure: Measure, area: Area, by: User, at: datetime) -> EvidencePack | None:
    """Return the pack of what is known; None where nothing is, which is put on record too."""
    try:
        return freeze(measure=measure, area=area, by=by, at=at, side="partnership")
    except NothingKnown:
        return None


@transaction.atomic
def open_evidence(*, pack: EvidencePack, by: User, at: datetime) -> Receipt:
    """Give a receipt that somebody opened a pack: one for each person. Raises PermissionDenied."""
    policies.may_open_evidence(by, pack).enforce()
    post = "; ".join(str(role) for role in by.current_roles)[:POST_LENGTH]
    receipt, is_new = Receipt.objects.get_or_create(
        pack=pack, opened_by=by, defaults={"opened_at": at, "post": post}
    )
    if is_new:
        audit.record("open_evidence", pack, by=by, at=at, area_id=pack.area_id)
    return receipt
