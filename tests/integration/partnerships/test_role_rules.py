"""What the database itself refuses, and what happens when two act at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships import actions, policies
from partnerships.models import Role, RoleKind, User
from partnerships.states import MOVES, STARTS, RoleStatus
from tests.conftest import person

INSERT = """
INSERT INTO partnerships_role (user_id, kind, version, granted_by_id, granted_at,
                               approved_by_id, approved_at)
VALUES (%s, 'ho_analyst', 1, %s, now(), %s, CASE WHEN %s::bigint IS NULL THEN NULL ELSE now() END)
"""


@pytest.mark.parametrize("verb", [*MOVES, *STARTS])
def test_every_act_on_a_role_has_its_action_and_its_policy(verb):
    assert callable(getattr(actions, verb))
    assert callable(getattr(policies, f"may_{verb}"))


def test_every_status_of_a_role_can_be_reached_and_two_are_the_end():
    reached = {target for _, target in MOVES.values()} | {RoleStatus.GRANTED}

    assert reached == set(RoleStatus)
    sources = {source for sources, _ in MOVES.values() for source in sources}
    assert set(RoleStatus) - sources == {RoleStatus.REFUSED, RoleStatus.ENDED}


def test_every_kind_of_role_has_its_reach():
    assert set(policies.REACH) == set(RoleKind)


def insert(user, granted_by, approved_by):
    approver = approved_by.pk if approved_by else None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [user.pk, granted_by.pk, approver, approver])


@pytest.mark.django_db
def test_database_wants_two_others_whatever_the_code_says(
    newcomer, administrator, second_administrator
):
    for granted_by, approved_by, rule in (
        (newcomer, None, "nobody_grants_to_themselves"),
        (administrator, administrator, "a_second_person_approves"),
        (administrator, newcomer, "a_second_person_approves"),
    ):
        with pytest.raises(IntegrityError, match=rule):
            insert(newcomer, granted_by, approved_by)
    assert not newcomer.roles.exists()

    insert(newcomer, administrator, second_administrator)
    assert newcomer.roles.count() == 1


class Race:
    """Acts that start together, each on a connection of its own."""

    def __init__(self, *acts):
        self.barrier = threading.Barrier(len(acts))
        self.outcomes = []
        self.threads = [threading.Thread(target=self.run, args=(act,)) for act in acts]

    def run(self, act):
        try:
            self.barrier.wait(timeout=20)
            act()
            self.outcomes.append("done")
        except (Stale, PermissionDenied) as refusal:
            self.outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    def finish(self):
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join(timeout=30)
        return sorted(self.outcomes)


@pytest.fixture
def granted(transactional_db, at):
    """A role that one administrator of three has granted."""
    first = person("first", RoleKind.ADMINISTRATOR)
    newcomer = User.objects.create_user("newcomer", name="Newcomer")
    return actions.grant_role(
        user=newcomer,
        kind=RoleKind.HO_ANALYST,
        over=None,
        starts_on=None,
        ends_on=None,
        by=first,
        at=at,
    )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_approve_at_once_approve_once(granted, at):
    others = [person(name, RoleKind.ADMINISTRATOR) for name in ("second", "third")]

    outcomes = Race(
        *(
            lambda by=by: actions.approve_role(role_id=granted.pk, version=1, by=by, at=at)
            for by in others
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert AuditEvent.objects.filter(verb="approve_role").count() == 1


@pytest.mark.django_db(transaction=True)
def test_role_approved_while_it_is_ended_comes_to_one_of_the_two(granted, at):
    second = person("second", RoleKind.ADMINISTRATOR)

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


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one(transactional_db, at):
    first, second = (person(name, RoleKind.ADMINISTRATOR) for name in ("first", "second"))
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
    assert Role.objects.in_force(at.date()).filter(kind=RoleKind.ADMINISTRATOR).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_grants_that_exclude_each_other_come_to_one(transactional_db, at):
    administrators = [person(name, RoleKind.ADMINISTRATOR) for name in ("first", "second")]
    newcomer = User.objects.create_user("newcomer", name="Newcomer")
    kinds = (RoleKind.ADMINISTRATOR, RoleKind.INSPECTOR)

    outcomes = Race(
        *(
            lambda by=by, kind=kind: actions.grant_role(
                user=newcomer, kind=kind, over=None, starts_on=None, ends_on=None, by=by, at=at
            )
            for by, kind in zip(administrators, kinds, strict=True)
        )
    ).finish()

    assert outcomes == ["PermissionDenied", "done"]
    assert newcomer.roles.count() == 1
