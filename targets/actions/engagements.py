"""What can happen to a record of consulting: written, published, set right, withdrawn."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships.models import Organisation, Partnership, User
from targets import policies
from targets.models import Attendance, Engagement, EngagementKind, Priority
from targets.states import EngagementStatus

from .records import DoesNotFit, record_for, refuse_others

DESCRIBED = frozenset(
    {
        *("kind", "title", "began_on", "ended_on", "source"),
        *("groups", "asked", "number_asked", "duties"),
        *("announced_on", "announced_how", "discussed"),
    }
)
"""What may be said of an engagement, a step at a time."""

CORRECTED = frozenset({"title", "number_asked", "number_taking_part", "heard", "changed"})
"""What of a published one may be set right while it stays published."""


@transaction.atomic
def add_engagement(
    *,
    partnership: Partnership,
    kind: str,
    title: str,
    began_on: date,
    ended_on: date | None = None,
    source: str = "",
    by: User,
    at: datetime,
) -> Engagement:
    """Put on record that a CDRP consults, or did. Raises DoesNotFit and PermissionDenied."""
    policies.may_add_engagement(by, partnership).enforce()
    said = {"kind": kind, "title": title, "began_on": began_on, "ended_on": ended_on}
    made = Engagement(partnership=partnership, added_by=by, added_at=at, source=source, **said)
    _check(made)
    made.save(force_insert=True)
    _record("add_engagement", made, by, at)
    return made


@transaction.atomic
def describe_engagement(
    *,
    engagement_id: int,
    version: int,
    changes: Mapping[str, Any],
    by: User,
    at: datetime,
    organisations: Collection[Organisation] | None = None,
    priorities: Collection[Priority] | None = None,
) -> Engagement:
    """Say more of an engagement: any of DESCRIBED, who took part, and the priorities it bears on.

    Raises DoesNotFit, Stale and PermissionDenied.
    """
    assert set(changes) <= DESCRIBED
    engagement = _claim(engagement_id, version)
    policies.may_describe_engagement(by, engagement).enforce()
    _write(engagement, changes)
    if organisations is not None:
        refuse_others(organisations, engagement.partnership.organisations.all())
        engagement.organisations.set(organisations)
    if priorities is not None:
        own = Priority.objects.filter(assessment__partnership=engagement.partnership_id)
        refuse_others(priorities, own)
        engagement.priorities.set(priorities)
    _record("describe_engagement", engagement, by, at, changed=sorted(changes))
    return engagement


@transaction.atomic
def record_attendance(
    *, engagement_id: int, version: int, positions: Mapping[int, str], by: User, at: datetime
) -> Engagement:
    """Say who of the responsible authorities was at a public meeting.

    `positions` gives the post of whoever came for each seat, by its id; who is not there was not.
    Raises DoesNotFit, Stale and PermissionDenied.
    """
    engagement = _claim(engagement_id, version)
    policies.may_report_heard(by, engagement, timezone.localdate(at)).enforce()
    if not engagement.is_public_meeting:
        raise DoesNotFit("Only a public meeting has a list of who attended.")
    own = set(engagement.partnership.seats.values_list("pk", flat=True))
    if not set(positions) <= own:
        raise DoesNotFit("Name only those who sit on this partnership.")
    engagement.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(engagement=engagement, seat_id=seat_id, position=position)
        for seat_id, position in positions.items()
    )
    engagement.advance()
    _record("record_attendance", engagement, by, at, present=sorted(positions))
    return engagement


@transaction.atomic
def report_heard(
    *,
    engagement_id: int,
    version: int,
    heard: str,
    number_taking_part: int | None,
    by: User,
    at: datetime,
) -> Engagement:
    """Say what people said, and how many they were where that is known.

    Raises DoesNotFit, Stale and PermissionDenied.
    """
    engagement = _claim(engagement_id, version)
    policies.may_report_heard(by, engagement, timezone.localdate(at)).enforce()
    _write(engagement, {"heard": heard, "number_taking_part": number_taking_part})
    _record("report_heard", engagement, by, at)
    return engagement


@transaction.atomic
def say_what_changed(
    *, engagement_id: int, version: int, changed: str, by: User, at: datetime
) -> Engagement:
    """Say what changed because of what was heard; where it is published, at once to everybody.

    Raises Stale and PermissionDenied.
    """
    engagement = _claim(engagement_id, version)
    policies.may_say_what_changed(by, engagement).enforce()
    engagement.advance(changed=changed)
    _record("say_what_changed", engagement, by, at)
    return engagement


@transaction.atomic
def publish_engagement(*, engagement_id: int, version: int, by: User, at: datetime) -> Engagement:
    """Let everybody read it. Raises Stale and PermissionDenied."""
    engagement = _claim(engagement_id, version)
    policies.may_publish_engagement(by, engagement).enforce()
    engagement.advance(status=EngagementStatus.PUBLISHED, published_by=by, published_at=at)
    _record("publish_engagement", engagement, by, at)
    return engagement


@transaction.atomic
def correct_engagement(
    *,
    engagement_id: int,
    version: int,
    changes: Mapping[str, Any],
    reason: str,
    by: User,
    at: datetime,
) -> Engagement:
    """Set right any of CORRECTED in what everybody reads, with the reason beside it.

    Raises DoesNotFit, Stale and PermissionDenied.
    """
    assert set(changes) <= CORRECTED
    engagement = _claim(engagement_id, version)
    policies.may_correct_engagement(by, engagement).enforce()
    why = {"corrected_by": by, "corrected_at": at, "corrected_because": reason}
    _write(engagement, {**changes, **why})
    _record("correct_engagement", engagement, by, at, reason=reason, changed=sorted(changes))
    return engagement


@transaction.atomic
def withdraw_engagement(
    *, engagement_id: int, version: int, reason: str, by: User, at: datetime
) -> Engagement:
    """Take it off the public page, and say why. Raises Stale and PermissionDenied."""
    engagement = _claim(engagement_id, version)
    policies.may_withdraw_engagement(by, engagement).enforce()
    engagement.advance(
        status=EngagementStatus.WITHDRAWN,
        withdrawn_by=by,
        withdrawn_at=at,
        withdrawn_because=reason,
    )
    _record("withdraw_engagement", engagement, by, at, reason=reason, is_private=False)
    return engagement


@transaction.atomic
def remove_engagement(*, engagement_id: int, version: int, by: User, at: datetime) -> Partnership:
    """Delete a record that was never published. Raises Stale and PermissionDenied."""
    engagement = _claim(engagement_id, version)
    policies.may_remove_engagement(by, engagement).enforce()
    _record("remove_engagement", engagement, by, at)
    partnership: Partnership = engagement.partnership
    engagement.delete()
    return partnership


def _claim(engagement_id: int, version: int) -> Engagement:
    engagement: Engagement = Engagement.objects.claim(engagement_id, version)
    return engagement


def _write(engagement: Engagement, changes: Mapping[str, Any]) -> None:
    """Write changes if the record still makes sense with them. Raises DoesNotFit."""
    for name, value in changes.items():
        setattr(engagement, name, value)
    _check(engagement)
    engagement.advance(**changes)


def _check(engagement: Engagement) -> None:
    """Refuse what the constraints of the table would refuse, in a sentence. Raises DoesNotFit."""
    if engagement.ended_on and engagement.ended_on < engagement.began_on:
        raise DoesNotFit("The last day is before the first. Change one of them.")
    asked, taking_part = engagement.number_asked, engagement.number_taking_part
    if asked is not None and taking_part is not None and taking_part > asked:
        raise DoesNotFit(
            f"{taking_part:,} took part, but {asked:,} were asked. Change one of the numbers, or "
            "leave out how many were asked if anybody could take part."
        )
    if engagement.kind == EngagementKind.OF_OTHERS and not engagement.source.strip():
        raise DoesNotFit("Say whose consultation it is and where it can be read.")


def _record(
    verb: str,
    engagement: Engagement,
    by: User,
    at: datetime,
    *,
    is_private: bool | None = None,
    reason: str = "",
    **details: object,
) -> None:
    """Record an act: on the partnership's side alone, unless everybody may read of it."""
    if is_private is None:
        is_private = engagement.status != EngagementStatus.PUBLISHED
    record_for(
        engagement.partnership,
        verb,
        engagement,
        by,
        at,
        is_private=is_private,
        reason=reason,
        **details,
    )
