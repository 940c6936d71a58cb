"""Two who act on a role at once: one does, the other is told. Each commits, as in life."""

import uuid

import pytest
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from partnerships import actions
from partnerships.models import Role, RoleKind, User
from tests.conftest import person as person_called
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


def administrator():
    return person_called(uuid.uuid4().hex, RoleKind.ADMINISTRATOR)


def newcomer():
    return User.objects.create_user(uuid.uuid4().hex, name="Newcomer")


@pytest.fixture
def granted(at):
    """A role that one administrator of three has granted."""
    return actions.grant_role(
        user=newcomer(),
        kind=RoleKind.HO_ANALYST,
        over=None,
        starts_on=None,
        ends_on=None,
        by=administrator(),
        at=at,
    )


def test_two_administrators_who_approve_at_once_approve_once(granted, at):
    others = [administrator(), administrator()]

    outcomes = Race(
        *(
            lambda by=by: actions.approve_role(role_id=granted.pk, version=1, by=by, at=at)
            for by in others
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert AuditEvent.objects.filter(verb="approve_role", target_id=str(granted.pk)).count() == 1


def test_role_approved_while_it_is_ended_comes_to_one_of_the_two(granted, at):
    second = administrator()

    outcomes = Race(
        lambda: actions.approve_role(role_id=granted.pk, version=1, by=second, at=at),
        lambda: actions.end_role(
            role_id=granted.pk, version=1, reason="A slip", by=granted.granted_by, at=at
        ),
    ).finish()

    assert outcomes == ["Stale", "done"]
    granted.refresh_from_db()
    assert (granted.approved_at is None) != (granted.ended_at is None)
    assert granted.version == 2


def test_two_administrators_who_end_each_other_leave_one(at):
    first, second = administrator(), administrator()
    assert first.is_administrator
    assert second.is_administrator

    outcomes = Race(
        *(
            lambda by=by, other=other: actions.end_role(
                role_id=other.roles.get().pk, version=1, reason="Out", by=by, at=at
            )
            for by, other in ((first, second), (second, first))
        )
    ).finish()

    assert outcomes == ["PermissionDenied", "done"]
    assert (
        Role.objects.in_force(timezone.localdate(at)).filter(user__in=[first, second]).count() == 1
    )


def test_administrator_who_passes_a_role_on_does_not_end_that_of_whoever_lets_it_pass(at):
    leaving, staying, granter = administrator(), administrator(), administrator()
    successor = newcomer()
    User.objects.filter(pk=successor.pk).update(is_active=False)
    passing = actions.hand_over(
        role_id=leaving.roles.get().pk, version=1, to_user=successor, by=granter, at=at
    )

    outcomes = Race(
        lambda: actions.approve_role(role_id=passing.pk, version=1, by=staying, at=at),
        lambda: actions.end_role(
            role_id=staying.roles.get().pk, version=1, reason="Out", by=leaving, at=at
        ),
    ).finish()

    assert outcomes == ["PermissionDenied", "done"]
    in_force = Role.objects.in_force(timezone.localdate(at))
    assert in_force.filter(user__in=[leaving, staying]).count() == 1


def test_two_grants_that_exclude_each_other_come_to_one(at):
    administrators = [administrator(), administrator()]
    person = newcomer()
    kinds = (RoleKind.ADMINISTRATOR, RoleKind.INSPECTOR)

    outcomes = Race(
        *(
            lambda by=by, kind=kind: actions.grant_role(
                user=person, kind=kind, over=None, starts_on=None, ends_on=None, by=by, at=at
            )
            for by, kind in zip(administrators, kinds, strict=True)
        )
    ).finish()

    assert outcomes == ["PermissionDenied", "done"]
    assert person.roles.count() == 1
