"""What can happen to a role: it is granted, approved by a second person, ended, handed over."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from laa_portal.foundation import audit
from partnerships import policies
from partnerships.models import (
    Area,
    Key,
    Organisation,
    Partnership,
    Role,
    RoleKind,
    User,
)
from partnerships.models.roles import RoleQuerySet

from .ending import end_sessions

ADMINISTRATION = 2
"""The first key of the advisory lock that `keep_administration` takes."""

Over = Organisation | Partnership | Area | None


@transaction.atomic
def grant_role(
    *,
    user: User,
    kind: RoleKind,
    over: Over,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Role:
    """Say that somebody is to have a role. It counts once a second person has approved it.

    Raises PermissionDenied.
    """
    role = Role(
        user=user,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by,
        granted_at=at,
        **_body(over),
    )
    return _grant("grant_role", role, by, at)


def _body(over: Over) -> dict[str, Over]:
    """Return which column of a role holds what it is over."""
    return {over._meta.model_name: over} if over and over._meta.model_name else {}


def _grant(verb: str, role: Role, by: User, at: datetime) -> Role:
    """Judge and save a role beside those its person holds, who is locked so that none is added."""
    policies.may_grant_role(by, role, _held(role.user, at)).enforce()
    role.save(force_insert=True)
    audit.record(
        verb,
        role,
        by=by,
        at=at,
        area_id=role.only_area_id,
        person=role.user_id,
        kind=role.kind,
        over=str(role.over or ""),
        takes_over=role.takes_over_id,
    )
    return role


def _held(user: User, at: datetime) -> list[Role]:
    """Return the roles somebody has or may come to have, and let nobody add one meanwhile."""
    User.objects.select_for_update().get(pk=user.pk)
    lasting = user.roles.lasting(timezone.localdate(at))
    return list(lasting.select_related("user", "organisation", "partnership", "area"))


@transaction.atomic
def approve_role(*, role_id: int, version: int, by: User, at: datetime) -> Role:
    """Let a role count. One that it takes over ends, and its keys pass to the new one.

    Raises Stale and PermissionDenied.
    """
    keep_administration(by, at)
    role = _claim(role_id, version)
    policies.may_approve_role(by, role, _held(role.user, at)).enforce()
    role.advance(approved_by=by, approved_at=at)
    audit.record("approve_role", role, by=by, at=at, area_id=role.only_area_id)
    if role.takes_over_id is not None:
        _take_over(role, by, at)
    return role


def _take_over(role: Role, by: User, at: datetime) -> None:
    """End the role before this one, unless that was done, and pass its keys on."""
    old = _roles().select_for_update(of=("self",)).get(pk=role.takes_over_id)
    passed = Key.objects.filter(role=old, revoked_at=None).update(role=role)
    if old.ended_at is None:
        _end(old, by, at, reason=f"Handed over to {role.user}", keys_passed=passed)
    if not administrators(at).exists():
        raise PermissionDenied(
            f"Nobody would be left to manage the service: {role.user} does not work in it yet. "
            "Have a second administrator appointed first."
        )


@transaction.atomic
def refuse_role(*, role_id: int, version: int, reason: str, by: User, at: datetime) -> Role:
    """Turn down a role that waits. Raises Stale and PermissionDenied."""
    role = _claim(role_id, version)
    policies.may_refuse_role(by, role).enforce()
    role.advance(refused_by=by, refused_at=at)
    audit.record("refuse_role", role, by=by, at=at, area_id=role.only_area_id, reason=reason)
    return role


@transaction.atomic
def end_role(*, role_id: int, version: int, reason: str, by: User, at: datetime) -> Role:
    """Have a role count no more, from the person's next request on.

    Raises Stale and PermissionDenied.
    """
    keep_administration(by, at)
    role = _claim(role_id, version)
    policies.may_end_role(by, role).enforce()
    _end(role, by, at, reason=reason)
    return role


def _end(role: Role, by: User, at: datetime, *, reason: str, keys_passed: int = 0) -> None:
    role.advance(ended_by=by, ended_at=at)
    end_sessions(user=role.user)
    audit.record(
        "end_role",
        role,
        by=by,
        at=at,
        area_id=role.only_area_id,
        reason=reason,
        keys_passed=keys_passed,
    )


@transaction.atomic
def hand_over(*, role_id: int, version: int, to_user: User, by: User, at: datetime) -> Role:
    """Propose somebody for a role in the place of its holder, who keeps it until approval.

    One that has yet to begin begins for the successor on the same day. Raises Stale and
    PermissionDenied.
    """
    today = timezone.localdate(at)
    role = _claim(role_id, version)
    is_passing = role.passed_to.awaiting_approval().exists()
    policies.may_hand_over(by, role, on=today, is_passing=is_passing).enforce()
    role.advance()
    is_to_come = role.starts_on is not None and role.starts_on > today
    successor = Role(
        user=to_user,
        kind=role.kind,
        organisation=role.organisation,
        partnership=role.partnership,
        area=role.area,
        starts_on=role.starts_on if is_to_come else None,
        ends_on=role.ends_on,
        takes_over=role,
        granted_by=by,
        granted_at=at,
    )
    return _grant("hand_over", successor, by, at)


def _claim(role_id: int, version: int) -> Role:
    role: Role = _roles().claim(role_id, version)
    return role


def _roles() -> RoleQuerySet:
    return Role.objects.select_related("user", "organisation", "partnership", "area")


def keep_administration(by: User, at: datetime) -> None:
    """Let administrators who take something from each other do so one after the other.

    Else two could end each other's role at once, or one end the role of whoever is handing theirs
    over, and leave nobody to manage the service.
    """
    if not by.is_administrator:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [ADMINISTRATION])
    if not administrators(at).filter(user=by).exists():
        raise PermissionDenied("You are no longer an administrator.")


def administrators(at: datetime) -> RoleQuerySet:
    """Return the roles of those who can manage the service now."""
    in_force = Role.objects.in_force(timezone.localdate(at)).filter(user__is_active=True)
    return in_force.filter(kind=RoleKind.ADMINISTRATOR)
