"""What the minimum standards ask, put on record with its date, or withdrawn where mistaken."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships.models import Organisation, Partnership, User
from targets import policies
from targets.models import RecordKind, StandardRecord

from .records import DoesNotFit, record_for, refuse_others

REVIEW_COMES_AFTER = "The review must come after the day it was signed"


class NotYet(Exception):
    """What is recorded lies in the future. The message is for the person acting."""


@transaction.atomic
def record_standard(
    *,
    partnership: Partnership,
    kind: str,
    happened_on: date,
    organisations: Collection[Organisation] = (),
    by: User,
    at: datetime,
    **more: Any,
) -> StandardRecord:
    """Put on record that something was done. `more`: text, review_due_on, year, quarter_start.

    Raises NotYet, DoesNotFit and PermissionDenied.
    """
    seated = set(partnership.seats.values_list("organisation_id", flat=True))
    policies.may_record_standard(by, partnership, kind, seated=seated).enforce()
    if happened_on > timezone.localdate(at):
        raise NotYet("Record it once it has happened: this day is still to come.")
    if (due_on := more.get("review_due_on")) and due_on <= happened_on:
        raise DoesNotFit(f"{REVIEW_COMES_AFTER}.")
    refuse_others(organisations, partnership.organisations.all())
    is_own = kind == RecordKind.ALIGNMENT and policies.speaks_for_police_authority(by, seated)
    record = StandardRecord.objects.create(
        partnership=partnership,
        kind=kind,
        happened_on=happened_on,
        is_by_police_authority=is_own,
        recorded_by=by,
        recorded_at=at,
        **more,
    )
    record.organisations.set(organisations)
    record_for(partnership, "record_standard", record, by, at, kind=kind)
    return record


@transaction.atomic
def withdraw_standard(
    *, record_id: int, version: int, reason: str, by: User, at: datetime
) -> StandardRecord:
    """Withdraw what was recorded by mistake. Raises Stale and PermissionDenied."""
    record: StandardRecord = StandardRecord.objects.claim(record_id, version)
    policies.may_withdraw_standard(by, record).enforce()
    record.advance(withdrawn_by=by, withdrawn_at=at, withdrawn_because=reason)
    record_for(
        record.partnership, "withdraw_standard", record, by, at, is_private=True, reason=reason
    )
    return record
