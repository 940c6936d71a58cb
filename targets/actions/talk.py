"""What is written about a target: to both sides, or for one's own alone."""

from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import User
from targets import policies, queries
from targets.models import Message, PrivateNote, Target


@transaction.atomic
def write_message(*, target: Target, text: str, by: User, at: datetime) -> Message:
    """Write to both sides about a target. Raises PermissionDenied."""
    policies.may_write_message(by, target).enforce()
    side = policies.sits_on(by, target.agreement)
    assert side  # as the policy has made sure
    last = queries.last_offer(target.agreement)
    message = Message(
        target=target,
        side=side.value,
        text=text,
        written_by=by,
        written_at=at,
        offer=last.number if last else None,
    )
    message.save(force_insert=True)
    audit.record("write_message", message, by=by, at=at, area_id=target.agreement.area_id)
    return message


@transaction.atomic
def write_note(*, target: Target, text: str, by: User, at: datetime) -> PrivateNote:
    """Note something for one's own side alone. Raises PermissionDenied."""
    policies.may_write_note(by, target).enforce()
    side = policies.sits_on(by, target.agreement)
    assert side  # as the policy has made sure
    note = PrivateNote(target=target, side=side.value, text=text, written_by=by, written_at=at)
    note.save(force_insert=True)
    _record("write_note", note, by, at)
    return note


@transaction.atomic
def remove_note(*, note: PrivateNote, by: User, at: datetime) -> Target:
    """Take one's own note away. Raises PermissionDenied."""
    policies.may_remove_note(by, note).enforce()
    _record("remove_note", note, by, at)
    note.delete()
    return note.target


def _record(verb: str, note: PrivateNote, by: User, at: datetime) -> None:
    """Record on the one side alone, and never what the note says."""
    area_id = note.target.agreement.area_id
    audit.record(verb, note, by=by, at=at, area_id=area_id, side=note.side)
