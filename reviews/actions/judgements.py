"""What inspectorates found and the Home Office advised, entered by them or withdrawn."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from indicators.models import Indicator
from laa_portal.foundation import audit
from partnerships.models import Area, User
from reviews import policies
from reviews.bodies import CAA_FROM, CAA_SOURCE, UNTIL_CQC, Body, inspectorates_on
from reviews.models import OF_CAA, Judgement, JudgementKind

from .refusals import DoesNotBelong, TooEarly


@transaction.atomic
def enter_judgement(
    *,
    area: Area,
    kind: str,
    body: str,
    published_on: date,
    indicators: Collection[Indicator] = (),
    by: User,
    at: datetime,
    **said: object,
) -> Judgement:
    """Enter a finding about an area; targets by its indicators are looked at again.

    `said` has organisation, theme, question, weight, score, text, in_hand, report and place. Raises
    TooEarly, DoesNotBelong and PermissionDenied.
    """
    policies.may_enter_judgement(by, kind).enforce()
    _refuse_days(kind, published_on, timezone.localdate(at))
    _refuse_bodies(kind, body, published_on)
    _refuse_parts(kind, said)
    judgement = Judgement(
        area=area,
        kind=kind,
        body=body,
        published_on=published_on,
        entered_by=by,
        entered_at=at,
        **said,
    )
    judgement.save(force_insert=True)
    judgement.indicators.set(indicators)
    audit.record("enter_judgement", judgement, by=by, at=at, area_id=area.pk, kind=kind)
    return judgement


@transaction.atomic
def withdraw_judgement(
    *, judgement_id: int, version: int, reason: str, by: User, at: datetime
) -> Judgement:
    """Withdraw what was entered by mistake; it stays on record. Raises Stale."""
    judgement: Judgement = Judgement.objects.select_related("area").claim(judgement_id, version)
    policies.may_withdraw_judgement(by, judgement).enforce()
    judgement.advance(withdrawn_by=by, withdrawn_at=at, withdrawn_because=reason)
    audit.record("withdraw_judgement", judgement, by=by, at=at, area_id=judgement.area_id)
    return judgement


def _refuse_days(kind: str, published_on: date, today: date) -> None:
    if published_on > today:
        raise TooEarly("Enter it once it is published: this day is still to come.")
    if kind in OF_CAA and published_on < CAA_FROM:
        raise TooEarly(
            f"{JudgementKind(kind).label}s began on 1 April 2009, and this day is before it. "
            f"Source: {CAA_SOURCE}."
        )


def _refuse_bodies(kind: str, body: str, published_on: date) -> None:
    """Refuse a body that gives no judgement of a kind, or was not there on the day."""
    if kind == JudgementKind.AT_RISK:
        if body != Body.HOME_OFFICE:
            raise DoesNotBelong("It is the Home Office that advises on this.")
        return
    if body in inspectorates_on(published_on):
        return
    label = Body(body).label
    if body == Body.CQC:
        raise DoesNotBelong(f"The {label} took up its work on 1 April 2009.")
    if body in UNTIL_CQC:
        raise DoesNotBelong(
            f"The {label} became part of the Care Quality Commission on 1 April 2009. Choose that."
        )
    raise DoesNotBelong(f"The {label} is no inspectorate.")


def _refuse_parts(kind: str, said: dict[str, object]) -> None:
    is_area = kind == JudgementKind.AREA_ASSESSMENT
    if is_area != bool(said.get("question")):
        raise DoesNotBelong("An area assessment answers one of the three questions, no other does.")
    if said.get("score") and kind != JudgementKind.ORGANISATIONAL:
        raise DoesNotBelong("Only an organisational assessment has a score.")
    if kind == JudgementKind.ORGANISATIONAL and not said.get("organisation"):
        raise DoesNotBelong("Say of which organisation it is.")
