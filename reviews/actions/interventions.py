"""What bodies open and close in an area, once they have seen what others have open there."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from partnerships.models import Area, User
from reviews import policies
from reviews.models import Acknowledgement, Advice, Concern, Intervention, areas_touching

from .refusals import NotAcknowledged, TooEarly, refuse_targets
from .steps import hold


@transaction.atomic
def open_intervention(
    *,
    area: Area,
    body: str,
    kind: str,
    step: int,
    title: str,
    text: str,
    due_on: date | None,
    acknowledged: Collection[int] = (),
    by: User,
    at: datetime,
) -> Intervention:
    """Open an intervention for a body, after what other bodies have open there was acknowledged.

    `acknowledged` are the ids of what the person was shown and says to have seen. Of two who open
    at once the second is shown what the first has opened. Raises NotAcknowledged, SetsTarget,
    TooEarly and PermissionDenied.
    """
    policies.may_open_intervention(by, area, body, kind, step).enforce()
    refuse_targets(title, text)
    if due_on and due_on < timezone.localdate(at):
        raise TooEarly("The day it is due must not be past.")
    _hold(area)
    acknowledge_first(acknowledged, area=area, body=body, by=by, at=at)
    intervention = Intervention(
        area=area,
        body=body,
        kind=kind,
        step=step,
        title=title,
        text=text,
        due_on=due_on,
        opened_by=by,
        opened_at=at,
    )
    intervention.save(force_insert=True)
    audit.record(
        "open_intervention", intervention, by=by, at=at, area_id=area.pk, body=body, step=step
    )
    return intervention


@transaction.atomic
def acknowledge_intervention(*, intervention_id: int, by: User, at: datetime) -> Acknowledgement:
    """Say that one has seen what another body has open. Saying so again changes nothing."""
    intervention = Intervention.objects.select_related("area").get(pk=intervention_id)
    policies.may_acknowledge_intervention(by, intervention).enforce()
    return _seen(intervention, by, at)


@transaction.atomic
def close_intervention(
    *, intervention_id: int, version: int, outcome: str, by: User, at: datetime
) -> Intervention:
    """Close an intervention with what came of it. Raises Stale and PermissionDenied."""
    related = Intervention.objects.select_related("area")
    intervention: Intervention = related.claim(intervention_id, version)
    policies.may_close_intervention(by, intervention).enforce()
    intervention.advance(closed_by=by, closed_at=at, outcome=outcome)
    audit.record("close_intervention", intervention, by=by, at=at, area_id=intervention.area_id)
    return intervention


@transaction.atomic
def advise(*, concern_id: int, body: str, text: str, by: User, at: datetime) -> Advice:
    """Put on record what a body advises on a concern: among government, until somebody asks."""
    hold(pk=concern_id)
    concern = Concern.objects.select_related("area").get(pk=concern_id)
    policies.may_advise(by, concern, body).enforce()
    advice = Advice(concern=concern, body=body, text=text, given_by=by, given_at=at)
    advice.save(force_insert=True)
    audit.record(
        "advise", advice, by=by, at=at, area_id=concern.area_id, side="government", body=body
    )
    return advice


def _hold(area: Area) -> None:
    """Have all who open something that meets here come one after the other."""
    touching = Area.objects.filter(pk__in=areas_touching(area)).order_by("pk")
    list(touching.select_for_update(of=("self",), no_key=True))


def acknowledge_first(
    ids: Collection[int], *, area: Area, body: str, by: User, at: datetime
) -> None:
    """Note what somebody says to have seen, and refuse whoever has not seen all of it.

    Raises NotAcknowledged.
    """
    seen = Intervention.objects.visible_to(by).open().touching(area)
    for one in seen.filter(pk__in=ids).select_related("area"):
        _seen(one, by, at)
    if refused := policies.has_seen_all(by, area, body).reason:
        raise NotAcknowledged(refused)


def _seen(intervention: Intervention, by: User, at: datetime) -> Acknowledgement:
    found, is_new = Acknowledgement.objects.get_or_create(
        intervention=intervention, acknowledged_by=by, defaults={"acknowledged_at": at}
    )
    if is_new:
        audit.record(
            "acknowledge_intervention", intervention, by=by, at=at, area_id=intervention.area_id
        )
    return found
