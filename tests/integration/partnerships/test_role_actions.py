"""Giving, approving, refusing, ending and handing over roles: done, refused, stale, on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships import actions
from partnerships.models import Key, Role, RoleKind, User
from partnerships.states import RoleStatus
from tests.conftest import person
from tests.factories.partnerships import make_area, make_organisation, make_partnership

pytestmark = pytest.mark.django_db


def grant(user, kind, over=None, *, by, at, **dates):
    dates = {"starts_on": None, "ends_on": None} | dates
    return actions.grant_role(user=user, kind=kind, over=over, by=by, at=at, **dates)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def granted(newcomer, cdrp, administrator, at):
    return grant(newcomer, RoleKind.CDRP_OFFICER, cdrp, by=administrator, at=at)


@pytest.fixture
def approved(granted, second_administrator, at):
    return actions.approve_role(role_id=granted.pk, version=1, by=second_administrator, at=at)


def last_event():
    return AuditEvent.objects.order_by("-id").first()


def test_granted_role_counts_only_once_a_second_person_approves(
    granted, newcomer, second_administrator, district, at
):
    assert granted.status == RoleStatus.GRANTED
    assert not fresh(newcomer).current_roles

    actions.approve_role(role_id=granted.pk, version=1, by=second_administrator, at=at)

    assert fresh(newcomer).has_role(RoleKind.CDRP_OFFICER)
    event = last_event()
    assert (event.verb, event.area_id, event.made_by) == (
        "approve_role",
        district.pk,
        second_administrator,
    )


def test_granting_is_on_record_with_what_was_granted(granted, administrator, newcomer, district):
    event = last_event()

    assert (event.verb, event.target_id, event.made_by) == (
        "grant_role",
        str(granted.pk),
        administrator,
    )
    assert event.area_id == district.pk
    assert event.details["person"] == newcomer.pk
    assert event.details["kind"] == "cdrp_officer"


def test_role_over_a_body_of_two_areas_is_recorded_under_neither(administrator, newcomer, at):
    areas = [make_area("X07000911"), make_area("X07000912")]
    wide = make_partnership("x-wide", kind="cdrp", areas=areas)

    grant(newcomer, RoleKind.CDRP_CHAIR, wide, by=administrator, at=at)

    assert last_event().area_id is None


def test_nobody_grants_to_themselves(administrator, at):
    with pytest.raises(PermissionDenied, match="to themselves"):
        grant(administrator, RoleKind.HO_ANALYST, by=administrator, at=at)

    assert not Role.objects.filter(kind=RoleKind.HO_ANALYST).exists()


@pytest.mark.parametrize(
    ("kind", "over"),
    [
        (RoleKind.CDRP_OFFICER, "lsp"),
        (RoleKind.CDRP_OFFICER, "council"),
        (RoleKind.CDRP_OFFICER, None),
        (RoleKind.LSP_CHAIR, "cdrp"),
        (RoleKind.COUNCIL_LEADER, "district"),
        (RoleKind.GO_DIRECTOR, "council"),
        (RoleKind.GO_REVIEWER, "county"),
        (RoleKind.HO_ANALYST, "council"),
        (RoleKind.ADMINISTRATOR, "council"),
        (RoleKind.DATA_PROVIDER, "cdrp"),
    ],
)
def test_role_over_what_it_cannot_be_over_is_refused(
    request, kind, over, administrator, newcomer, at
):
    body = request.getfixturevalue(over) if over else None

    with pytest.raises(PermissionDenied, match=r"is over (a|an|the) "):
        grant(newcomer, kind, body, by=administrator, at=at)


def test_government_office_role_may_be_over_a_region(administrator, newcomer, at):
    region = make_area("X12000901", kind="region")

    role = grant(newcomer, RoleKind.GO_REVIEWER, region, by=administrator, at=at)

    assert role.over == region


def test_partner_of_central_government_is_refused(administrator, newcomer, at):
    office = make_organisation("x-go", kind="government_office")

    with pytest.raises(PermissionDenied, match="outside central government"):
        grant(newcomer, RoleKind.PARTNER, office, by=administrator, at=at)


def test_administrator_gets_no_business_role(administrator, second_administrator, cdrp, at):
    with pytest.raises(PermissionDenied, match="An administrator holds no other role"):
        grant(second_administrator, RoleKind.CDRP_OFFICER, cdrp, by=administrator, at=at)


def test_business_role_keeps_one_from_becoming_administrator(administrator, coordinator, at):
    with pytest.raises(PermissionDenied, match="An administrator holds no other role"):
        grant(coordinator, RoleKind.ADMINISTRATOR, by=administrator, at=at)


def test_role_that_merely_waits_counts_against_an_administrator_too(granted, administrator, at):
    with pytest.raises(PermissionDenied, match="An administrator holds no other role"):
        grant(granted.user, RoleKind.ADMINISTRATOR, by=administrator, at=at)


def test_former_administrator_may_get_a_business_role(administrator, newcomer, cdrp, at):
    yesterday = timezone.localdate(at) - timedelta(days=1)
    Role.objects.create(user=newcomer, kind=RoleKind.ADMINISTRATOR, ends_on=yesterday)

    assert grant(newcomer, RoleKind.CDRP_CHAIR, cdrp, by=administrator, at=at).pk


def test_same_role_twice_is_refused(granted, newcomer, cdrp, administrator, at):
    with pytest.raises(PermissionDenied, match="has this role already"):
        grant(newcomer, RoleKind.CDRP_OFFICER, cdrp, by=administrator, at=at)


def test_stranger_grants_nothing(stranger, newcomer, cdrp, at):
    with pytest.raises(PermissionDenied, match="Administrators grant roles"):
        grant(newcomer, RoleKind.CDRP_OFFICER, cdrp, by=stranger, at=at)


def test_coordinator_proposes_within_the_area_and_an_administrator_approves(
    coordinator, newcomer, cdrp, administrator, at
):
    role = grant(newcomer, RoleKind.CDRP_OFFICER, cdrp, by=coordinator, at=at)

    actions.approve_role(role_id=role.pk, version=1, by=administrator, at=at)

    assert fresh(newcomer).has_role(RoleKind.CDRP_OFFICER)


@pytest.mark.parametrize("kind", [RoleKind.HO_ANALYST, RoleKind.ADMINISTRATOR])
def test_coordinator_proposes_no_national_role(kind, coordinator, newcomer, at):
    with pytest.raises(PermissionDenied, match="your own area only"):
        grant(newcomer, kind, by=coordinator, at=at)


def test_coordinator_proposes_nothing_elsewhere(coordinator, newcomer, at):
    far = make_partnership("x-far", kind="cdrp", areas=[make_area("X07000955")])

    with pytest.raises(PermissionDenied, match="your own area only"):
        grant(newcomer, RoleKind.CDRP_OFFICER, far, by=coordinator, at=at)


def test_coordinator_proposes_nothing_over_a_body_that_reaches_further(
    coordinator, newcomer, county, at
):
    force = make_organisation(
        "x-force", kind="police_force", areas=[county, make_area("X10000956")]
    )

    with pytest.raises(PermissionDenied, match="your own area only"):
        grant(newcomer, RoleKind.PARTNER, force, by=coordinator, at=at)


def test_coordinator_approves_nothing(coordinator, granted, at):
    with pytest.raises(PermissionDenied, match="Only administrators decide"):
        actions.approve_role(role_id=granted.pk, version=1, by=coordinator, at=at)


def test_nobody_approves_what_they_granted(granted, administrator, at):
    with pytest.raises(PermissionDenied, match="A second administrator approves it"):
        actions.approve_role(role_id=granted.pk, version=1, by=administrator, at=at)

    granted.refresh_from_db()
    assert granted.approved_at is None


def test_nobody_decides_about_a_role_of_their_own(administrator, second_administrator, at):
    own = Role.objects.get(user=administrator)

    for act in (actions.end_role, actions.refuse_role):
        with pytest.raises(PermissionDenied, match="role of their own"):
            act(role_id=own.pk, version=1, reason="Enough", by=administrator, at=at)
    with pytest.raises(PermissionDenied, match="role of their own"):
        actions.approve_role(role_id=own.pk, version=1, by=administrator, at=at)


def test_approval_looks_again_at_what_else_the_person_holds(
    newcomer, cdrp, administrator, second_administrator, at
):
    role = grant(newcomer, RoleKind.CDRP_OFFICER, cdrp, by=administrator, at=at)
    Role.objects.create(user=newcomer, kind=RoleKind.ADMINISTRATOR)

    with pytest.raises(PermissionDenied, match="An administrator holds no other role"):
        actions.approve_role(role_id=role.pk, version=1, by=second_administrator, at=at)


@pytest.mark.parametrize("verb", ["approve_role", "refuse_role"])
def test_role_is_answered_once(verb, approved, administrator, at):
    arguments = {} if verb == "approve_role" else {"reason": "No"}

    with pytest.raises(PermissionDenied, match="approved already"):
        getattr(actions, verb)(role_id=approved.pk, version=2, by=administrator, at=at, **arguments)


def test_role_somebody_acted_on_meanwhile_is_stale(approved, administrator, at):
    with pytest.raises(Stale):
        actions.end_role(role_id=approved.pk, version=1, reason="Left", by=administrator, at=at)


def test_refused_role_never_counts_and_says_why(granted, second_administrator, newcomer, at):
    actions.refuse_role(
        role_id=granted.pk, version=1, reason="Wrong person", by=second_administrator, at=at
    )

    granted.refresh_from_db()
    assert granted.status == RoleStatus.REFUSED
    assert not fresh(newcomer).current_roles
    assert (last_event().verb, last_event().reason) == ("refuse_role", "Wrong person")


def test_role_that_waits_can_be_taken_back(granted, administrator, second_administrator, at):
    actions.end_role(role_id=granted.pk, version=1, reason="A slip", by=administrator, at=at)

    with pytest.raises(PermissionDenied, match="ended already"):
        actions.approve_role(role_id=granted.pk, version=2, by=second_administrator, at=at)


def test_ended_role_counts_no_more_and_the_person_is_signed_out(
    approved, administrator, newcomer, sign_in, at
):
    client = sign_in(newcomer)
    assert client.get("/home/").status_code == 200

    actions.end_role(role_id=approved.pk, version=2, reason="Left", by=administrator, at=at)

    assert not fresh(newcomer).current_roles
    assert client.get("/home/").status_code == 302
    assert last_event().reason == "Left"


def make_key(role, prefix="laa_test", at=None, **changes):
    values = {"name": "Nightly", "token_sha256": prefix.ljust(64, "0"), "scopes": ["values:read"]}
    values |= {"made_by": role.user, "made_at": at, "valid_until": at + timedelta(days=9)}
    return Key.objects.create(role=role, prefix=prefix, **(values | changes))


def test_handing_over_changes_nothing_until_approval_then_all_at_once(
    approved, administrator, second_administrator, newcomer, at
):
    successor = User.objects.create_user("successor", name="Successor")
    key = make_key(approved, at=at)
    revoked = make_key(approved, "laa_old", at=at, revoked_at=at, revoked_by=newcomer)

    new = actions.hand_over(
        role_id=approved.pk, version=2, to_user=successor, by=administrator, at=at
    )

    assert new.takes_over == approved
    assert fresh(newcomer).has_role(RoleKind.CDRP_OFFICER)
    assert not fresh(successor).current_roles

    actions.approve_role(role_id=new.pk, version=1, by=second_administrator, at=at)

    assert not fresh(newcomer).current_roles
    assert fresh(successor).has_role(RoleKind.CDRP_OFFICER)
    key.refresh_from_db()
    revoked.refresh_from_db()
    assert (key.role, revoked.role) == (new, approved)
    assert (last_event().verb, last_event().details["keys_passed"]) == ("end_role", 1)


def test_handing_over_twice_at_a_time_is_refused(approved, administrator, at):
    for name in ("first", "second"):
        User.objects.create_user(name, name=name)
    first, second = User.objects.get(username="first"), User.objects.get(username="second")
    actions.hand_over(role_id=approved.pk, version=2, to_user=first, by=administrator, at=at)

    with pytest.raises(PermissionDenied, match="successor waits"):
        actions.hand_over(role_id=approved.pk, version=3, to_user=second, by=administrator, at=at)
    with pytest.raises(Stale):
        actions.hand_over(role_id=approved.pk, version=2, to_user=second, by=administrator, at=at)


def test_handing_over_to_its_holder_is_refused(approved, administrator, newcomer, at):
    with pytest.raises(PermissionDenied, match="has this role already"):
        actions.hand_over(role_id=approved.pk, version=2, to_user=newcomer, by=administrator, at=at)


def test_handing_over_what_waits_is_refused(granted, administrator, coordinator, at):
    with pytest.raises(PermissionDenied, match="waits for approval"):
        actions.hand_over(
            role_id=granted.pk, version=1, to_user=coordinator, by=administrator, at=at
        )


def test_coordinator_hands_over_within_the_area_only(approved, coordinator, stranger, at):
    away = person("away", RoleKind.HO_ANALYST).roles.get()
    successor = User.objects.create_user("successor", name="Successor")

    assert actions.hand_over(
        role_id=approved.pk, version=2, to_user=successor, by=coordinator, at=at
    ).pk
    with pytest.raises(PermissionDenied, match="your own area only"):
        actions.hand_over(role_id=away.pk, version=1, to_user=successor, by=coordinator, at=at)
    with pytest.raises(PermissionDenied, match="Administrators grant roles"):
        actions.hand_over(role_id=away.pk, version=1, to_user=successor, by=stranger, at=at)


def test_successor_approved_after_the_old_role_ended_still_gets_its_keys(
    approved, administrator, second_administrator, at
):
    successor = User.objects.create_user("successor", name="Successor")
    key = make_key(approved, at=at)
    new = actions.hand_over(
        role_id=approved.pk, version=2, to_user=successor, by=administrator, at=at
    )
    actions.end_role(role_id=approved.pk, version=3, reason="Left", by=administrator, at=at)

    actions.approve_role(role_id=new.pk, version=1, by=second_administrator, at=at)

    key.refresh_from_db()
    assert key.role == new


def test_administrator_whose_role_has_ended_ends_nothing(
    administrator, second_administrator, approved, at
):
    assert second_administrator.is_administrator, "as read at the start of the request"
    theirs = Role.objects.get(user=second_administrator)
    actions.end_role(role_id=theirs.pk, version=1, reason="Moved", by=administrator, at=at)

    with pytest.raises(PermissionDenied, match="no longer an administrator"):
        actions.end_role(
            role_id=approved.pk, version=2, reason="Spite", by=second_administrator, at=at
        )


def test_role_still_to_come_is_handed_over_with_the_day_on_which_it_begins(
    administrator, second_administrator, newcomer, cdrp, at
):
    begins = timezone.localdate(at) + timedelta(days=30)
    granted = grant(
        newcomer, RoleKind.CDRP_OFFICER, cdrp, by=administrator, at=at, starts_on=begins
    )
    actions.approve_role(role_id=granted.pk, version=1, by=second_administrator, at=at)
    successor = User.objects.create_user("successor", name="Successor")

    new = actions.hand_over(
        role_id=granted.pk, version=2, to_user=successor, by=administrator, at=at
    )
    actions.approve_role(role_id=new.pk, version=1, by=second_administrator, at=at)

    assert not fresh(successor).current_roles
    assert list(Role.objects.in_force(begins).filter(kind=RoleKind.CDRP_OFFICER)) == [new]


def test_role_under_way_is_handed_over_from_its_approval(approved, administrator, newcomer, at):
    began = timezone.localdate(at) - timedelta(days=30)
    Role.objects.filter(pk=approved.pk).update(starts_on=began)
    successor = User.objects.create_user("successor", name="Successor")

    new = actions.hand_over(
        role_id=approved.pk, version=2, to_user=successor, by=administrator, at=at
    )

    assert new.starts_on is None


def test_role_that_is_over_by_its_dates_is_not_handed_over(approved, administrator, at):
    Role.objects.filter(pk=approved.pk).update(ends_on=timezone.localdate(at))
    successor = User.objects.create_user("successor", name="Successor")

    with pytest.raises(PermissionDenied, match="over by its dates"):
        actions.hand_over(
            role_id=approved.pk, version=2, to_user=successor, by=administrator, at=at
        )


@pytest.mark.parametrize("is_to_come", [True, False])
def test_last_administrator_does_not_hand_over_to_whoever_cannot_act_yet(
    administrator, second_administrator, is_to_come, at
):
    own, other = administrator.roles.get(), second_administrator.roles.get()
    successor = User.objects.create_user("successor", name="Successor", is_active=is_to_come)
    new = actions.hand_over(
        role_id=own.pk, version=1, to_user=successor, by=second_administrator, at=at
    )
    if is_to_come:
        soon = timezone.localdate(at) + timedelta(days=1)
        Role.objects.filter(pk=new.pk).update(starts_on=soon)
    actions.end_role(role_id=other.pk, version=1, reason="Left", by=administrator, at=at)

    with pytest.raises(PermissionDenied, match="Nobody would be left"):
        actions.approve_role(role_id=new.pk, version=1, by=administrator, at=at)
