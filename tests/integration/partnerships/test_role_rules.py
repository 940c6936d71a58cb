"""What the tables say of roles, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from partnerships import actions, policies
from partnerships.models import RoleKind
from partnerships.states import MOVES, STARTS, RoleStatus

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
