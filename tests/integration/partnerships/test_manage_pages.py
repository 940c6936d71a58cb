"""The pages of those who run the service: what they show and do, and what others get instead."""

from datetime import date

import pytest
from django.urls import reverse

from laa_portal.foundation import mail
from laa_portal.foundation.models import AuditEvent, Job
from partnerships import actions
from partnerships.models import (
    ComparatorGroup,
    Cycle,
    Deadline,
    Invitation,
    Organisation,
    Role,
    RoleKind,
    Seat,
    User,
)
from tests.conftest import person
from tests.factories.partnerships import make_area, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in, administrator):
    """The browser of an administrator who has just given the second factor."""
    return sign_in(administrator)


@pytest.fixture
def granted(newcomer, cdrp, second_administrator, at):
    """A role that waits, granted by the other administrator."""
    return actions.grant_role(
        user=newcomer,
        kind=RoleKind.CDRP_OFFICER,
        over=cdrp,
        starts_on=None,
        ends_on=None,
        by=second_administrator,
        at=at,
    )


@pytest.fixture
def cycle(administrator, at):
    return actions.make_cycle(
        name="Agreements of 2008", starts_on=None, ends_on=None, by=administrator, at=at
    )


@pytest.fixture
def deadline(cycle, administrator, at):
    return actions.add_deadline(
        cycle_id=cycle.pk,
        version=1,
        what="Priorities due",
        due_on=date(2008, 4, 18),
        role_kinds=[RoleKind.CDRP_OFFICER],
        by=administrator,
        at=at,
    )


@pytest.fixture
def group(county, district, administrator, at):
    return actions.make_comparators(
        area=county,
        source="iQuanta",
        peers=[district],
        starts_on=date(2008, 4, 1),
        by=administrator,
        at=at,
    )


@pytest.fixture
def seat(lsp, council):
    return make_seat(lsp, council)


@pytest.fixture
def everything(granted, deadline, group, seat, council, newcomer, administrator):
    """The arguments of each page, by the name of its URL."""
    role, person = [granted.pk], [newcomer.pk]
    lsp, own = [seat.partnership_id], [council.pk]
    return {
        "manage": [],
        "manage-people": [],
        "invite": [],
        "manage-person": person,
        "deactivate": person,
        "grant-role": person,
        "manage-roles": [],
        "propose-role": [],
        "approve-role": role,
        "refuse-role": role,
        "end-role": role,
        "manage-organisations": [],
        "manage-organisation": own,
        "correct-organisation": own,
        "manage-partnerships": [],
        "manage-partnership": lsp,
        "correct-partnership": lsp,
        "add-seat": lsp,
        "correct-seat": [seat.pk],
        "end-seat": [seat.pk],
        "manage-cycles": [],
        "make-cycle": [],
        "manage-cycle": [deadline.cycle_id],
        "correct-cycle": [deadline.cycle_id],
        "add-deadline": [deadline.cycle_id],
        "correct-deadline": [deadline.pk],
        "remove-deadline": [deadline.pk],
        "manage-comparators": [],
        "make-comparators": [],
        "manage-comparator": [group.pk],
        "replace-comparators": [group.pk],
        "end-comparators": [group.pk],
        "manage-jobs": [],
        "manage-mail": [],
    }


def test_every_page_answers_administrators_and_has_one_heading(browser, everything):
    for name, arguments in everything.items():
        page = browser.get(reverse(name, args=arguments))

        assert page.status_code == 200, name
        assert page.text.count("<h1") == 1, name


def test_strangers_get_a_sentence_whether_or_not_there_is_such_a_record(
    sign_in, stranger, everything
):
    client = sign_in(stranger)
    for name, arguments in everything.items():
        page = client.get(reverse(name, args=arguments))

        assert page.status_code == 403, name
        assert "administrators" in page.text.lower(), name
        if arguments:
            absent = client.get(reverse(name, args=[999_999]))
            assert absent.status_code == 403, name


def test_visitors_are_asked_to_sign_in(client, everything):
    for name, arguments in everything.items():
        page = client.get(reverse(name, args=arguments))

        assert page.status_code == 302, name
        assert page["Location"].startswith("/sign-in/"), name


def test_record_that_is_not_there_is_a_404(browser, everything):
    for name, arguments in everything.items():
        if arguments:
            assert browser.get(reverse(name, args=[999_999])).status_code == 404, name


def test_strangers_can_send_nothing(sign_in, stranger, everything):
    client = sign_in(stranger)

    for name, arguments in everything.items():
        form = {"version": 1, "reason": "Mine", "name": "Mine", "kind": "ho_analyst"}
        assert client.post(reverse(name, args=arguments), form).status_code in (403, 405), name

    assert not AuditEvent.objects.filter(made_by=stranger).exclude(verb="refuse").exists()


def test_index_says_what_waits_and_leaves_out_what_does_not_exist(browser, granted, settings):
    Job.objects.create(kind="note", key="n", state="dead")

    page = browser.get(reverse("manage"))

    assert "1 waits for approval" in page.text
    assert "1 was given up" in page.text
    assert 'href="/manage/jobs/"' in page.text


def test_manage_is_in_the_navigation_of_administrators_only(browser, sign_in, coordinator):
    assert 'href="/manage/"' in browser.get("/home/").text

    page = sign_in(coordinator).get("/home/")

    assert 'href="/manage/"' not in page.text
    assert 'href="/manage/roles/propose/"' in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "newc"}, {"Newcomer"}),
        ({"q": "newcomer@EXAMPLE"}, {"Newcomer"}),
        ({"kind": "cdrp_officer"}, {"Newcomer"}),
        ({"area": "Ashmere"}, {"Newcomer"}),
        ({"area": "X07000902"}, {"Newcomer"}),
        ({"area": "Nowhere"}, set()),
        ({"state": "waiting"}, {"Newcomer"}),
        ({"state": "inactive"}, {"Gone"}),
        ({"state": "invited"}, set()),
        ({"q": "newc", "kind": "administrator"}, set()),
    ],
)
def test_people_are_found_by_what_they_are(browser, granted, query, found):
    User.objects.create_user("gone", name="Gone", is_active=False)

    page = browser.get(reverse("manage-people"), query)

    assert {user.name for user in page.context["page"]} == found
    assert ("Nobody matches" in page.text) is not found or found


def test_people_page_needs_few_queries_however_many_there_are(
    browser, cdrp, django_assert_max_num_queries
):
    for number in range(12):
        person(f"officer-{number}", RoleKind.CDRP_OFFICER, partnership=cdrp)

    with django_assert_max_num_queries(12):
        page = browser.get(reverse("manage-people"))

    assert page.text.count("CDRP officer, Ashmere CDRP") == 12


def test_inviting_asks_for_the_role_then_for_the_person(browser, cdrp):
    first = browser.get(reverse("invite"))
    asked = browser.get(reverse("invite"), {"kind": "cdrp_officer"})
    form = {"name": "Newcomer", "email": "new@example.org", "over": f"partnership:{cdrp.pk}"}
    page = browser.post(f"{reverse('invite')}?kind=cdrp_officer", form, follow=True)

    assert "Which role?" in first.text
    assert "Ashmere CDRP" in asked.text
    assert "The invitation is on its way" in page.text
    assert Invitation.objects.get().user.email == "new@example.org"
    assert Role.objects.get(user__email="new@example.org").partnership == cdrp


def test_inviting_a_known_address_says_so_beside_it(browser, newcomer, cdrp):
    form = {"name": "X", "email": newcomer.email.upper(), "over": f"partnership:{cdrp.pk}"}

    page = browser.post(f"{reverse('invite')}?kind=cdrp_officer", form)

    assert page.status_code == 422
    assert page.text.count("Somebody with this e-mail address is here already") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "no address"}, "Enter an e-mail address like"),
        ({"name": ""}, "Enter the name"),
        ({"name": "x" * 1_000_000}, "must be 150 characters or fewer"),
        ({"over": "partnership:999999"}, "Select a valid choice"),
        ({"over": "organisation:1"}, "Select a valid choice"),
        ({"starts_on-day": "31", "starts_on-month": "2", "starts_on-year": "2008"}, "a day that"),
        (
            {
                f"{name}-{part}": value
                for name in ("starts_on", "ends_on")
                for part, value in (("day", "1"), ("month", "4"), ("year", "2030"))
            },
            "must be after the first day",
        ),
    ],
)
def test_bad_invitation_comes_back_with_what_to_mend(browser, cdrp, change, sentence):
    form = {"name": "New", "email": "new@example.org", "over": f"partnership:{cdrp.pk}"} | change

    page = browser.post(f"{reverse('invite')}?kind=cdrp_officer", form)

    assert page.status_code == 422
    assert sentence in page.text
    assert page.text.count("<title>Error: ") == 1
    assert not User.objects.filter(email="new@example.org").exists()


def test_role_is_granted_by_one_and_approved_by_another(
    sign_in, administrator, second_administrator, newcomer
):
    grant = f"{reverse('grant-role', args=[newcomer.pk])}?kind=ho_analyst"
    page = sign_in(administrator).post(grant, {}, follow=True)
    role = Role.objects.get(user=newcomer)
    approve = reverse("approve-role", args=[role.pk])

    assert "waits for a second administrator" in page.text
    assert "You granted it yourself" in page.text
    refused = sign_in(administrator).post(approve, {"version": 1})
    assert refused.status_code == 403
    assert "A second administrator approves it" in refused.text

    done = sign_in(second_administrator).post(approve, {"version": 1}, follow=True)
    assert "The role is approved" in done.text
    role.refresh_from_db()
    assert role.approved_by == second_administrator


def test_granting_what_is_not_allowed_says_why(browser, coordinator):
    page = browser.post(f"{reverse('grant-role', args=[coordinator.pk])}?kind=administrator", {})

    assert page.status_code == 403
    assert "An administrator holds no other role" in page.text


def test_approving_what_somebody_refused_meanwhile_is_a_conflict_that_shows_it(
    browser, granted, second_administrator, at
):
    actions.refuse_role(role_id=granted.pk, version=1, reason="No", by=second_administrator, at=at)

    page = browser.post(reverse("approve-role", args=[granted.pk]), {"version": 1})

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert "This role is refused already" in page.text
    assert "Approve the role</button>" not in page.text


def test_old_second_factor_is_asked_for_again(client, administrator, granted, settings):
    client.force_login(administrator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1_000_000_000}]
    session["account_authentication_methods_user"] = str(administrator.pk)
    session.save()

    client.raise_request_exception = False
    page = client.post(reverse("approve-role", args=[granted.pk]), {"version": 1})

    granted.refresh_from_db()
    assert page.status_code != 200
    assert granted.approved_at is None


def test_refusing_wants_a_reason_and_ends_there(browser, granted):
    refuse = reverse("refuse-role", args=[granted.pk])

    unsaid = browser.post(refuse, {"version": 1, "reason": ""})
    said = browser.post(refuse, {"version": 1, "reason": "Wrong person"}, follow=True)

    assert unsaid.status_code == 422
    assert "Answer “Why?”" in unsaid.text
    assert "The role is refused" in said.text


def test_handing_over_on_the_pages(browser, administrator, granted, at):
    actions.approve_role(role_id=granted.pk, version=1, by=administrator, at=at)
    successor = User.objects.create_user("successor", name="Successor")

    page = browser.post(
        reverse("hand-over", args=[granted.pk]),
        {"version": 2, "to_user": successor.pk},
        follow=True,
    )

    assert "Until then nothing changes" in page.text
    assert successor.roles.get().takes_over == granted


def test_coordinator_proposes_and_hands_over_in_their_area(sign_in, coordinator, newcomer, cdrp):
    officer = person("officer", RoleKind.CDRP_OFFICER, partnership=cdrp)
    client = sign_in(coordinator)
    overview = client.get(reverse("propose-role"))
    kinds = {value for value, _ in overview.context["form"].fields["kind"].choices}
    form = client.get(reverse("propose-role"), {"kind": "cdrp_chair"}).context["form"]
    page = client.post(
        f"{reverse('propose-role')}?kind=cdrp_chair",
        {"user": officer.pk, "over": f"partnership:{cdrp.pk}"},
        follow=True,
    )

    assert "officer (role)" in overview.text
    assert reverse("hand-over", args=[officer.roles.first().pk]) in overview.text
    assert "administrator" not in kinds
    assert newcomer not in form.fields["user"].queryset, "whom they do not see"
    assert "waits for a second administrator" in page.text
    assert officer.roles.count() == 2


def test_coordinator_does_not_find_roles_of_elsewhere(sign_in, coordinator, stranger):
    away = stranger.roles.get()
    client = sign_in(coordinator)

    foreign = client.get(reverse("hand-over", args=[away.pk]))
    absent = client.get(reverse("hand-over", args=[999_999]))

    assert (foreign.status_code, absent.status_code) == (404, 404)


def test_person_page_tells_the_life_of_a_role(browser, granted, administrator, at):
    actions.approve_role(role_id=granted.pk, version=1, by=administrator, at=at)

    page = browser.get(reverse("manage-person", args=[granted.user_id]))

    assert "by administrator-2 (role)" in page.text
    assert "Approved" in page.text
    assert reverse("end-role", args=[granted.pk]) in page.text


def test_deactivating_and_letting_in_again_on_the_pages(browser, newcomer):
    newcomer.set_password("x" * 20)
    newcomer.save()

    out = browser.post(
        reverse("deactivate", args=[newcomer.pk]), {"version": 1, "reason": "Left"}, follow=True
    )
    stale = browser.post(reverse("activate", args=[newcomer.pk]), {"version": 1, "reason": "Oh"})
    back = browser.post(
        reverse("activate", args=[newcomer.pk]), {"version": 2, "reason": "Back"}, follow=True
    )

    assert "They are signed out" in out.text
    assert stale.status_code == 409
    assert "They may sign in again" in back.text


def test_nobody_deactivates_themselves_on_the_page(browser, administrator):
    page = browser.get(reverse("deactivate", args=[administrator.pk]))

    assert page.status_code == 403
    assert "Nobody deactivates themselves" in page.text


def test_invitation_is_sent_again_and_withdrawn_on_the_pages(browser, administrator, at):
    actions.invite(
        name="New",
        email="new@example.org",
        kind=RoleKind.INSPECTOR,
        over=None,
        starts_on=None,
        ends_on=None,
        by=administrator,
        at=at,
    )
    invited = User.objects.get(email="new@example.org")

    again = browser.post(reverse("invite-again", args=[invited.pk]), {"version": 1}, follow=True)
    gone = browser.post(
        reverse("withdraw-invitation", args=[invited.pk]), {"version": 2}, follow=True
    )

    assert "A new invitation is on its way" in again.text
    assert "The invitation is withdrawn" in gone.text
    assert not Invitation.objects.open().exists()


def correction(body, areas, **changes):
    form = {"version": body.version, "name": "Put right", "areas": areas, "reason": "SI 2008/1"}
    return form | changes


def test_organisation_is_put_right_and_says_files_leave_it_alone(browser, council, district):
    page = browser.post(
        reverse("correct-organisation", args=[council.pk]),
        correction(council, f"{district.gss_code} Ashmere"),
        follow=True,
    )

    council.refresh_from_db()
    assert (council.name, list(council.areas.all())) == ("Put right", [district])
    assert "Loading the reference files leaves it alone" in page.text


def test_correction_overtaken_shows_what_stands_and_can_be_sent_on_purpose(
    browser, council, county
):
    Organisation.objects.get(pk=council.pk).advance(name="Set by somebody else")
    url = reverse("correct-organisation", args=[council.pk])

    page = browser.post(url, correction(council, county.gss_code))

    assert page.status_code == 409
    assert "As it stands now" in page.text
    assert "Set by somebody else" in page.text
    assert 'value="Put right"' in page.text
    version = page.context["form"]["version"].value()
    assert (
        browser.post(url, correction(council, county.gss_code, version=version)).status_code == 302
    )


@pytest.mark.parametrize(
    ("areas", "sentence"),
    [("E99999999", "No area has the code E99999999"), ("X10000901\nX10000901", "is named twice")],
)
def test_areas_that_are_not_there_are_refused_by_code(browser, council, areas, sentence):
    page = browser.post(
        reverse("correct-organisation", args=[council.pk]), correction(council, areas)
    )

    assert page.status_code == 422
    assert sentence in page.text


def test_partnership_keeps_at_least_one_area(browser, lsp):
    url = reverse("correct-partnership", args=[lsp.pk])

    assert browser.post(url, correction(lsp, "")).status_code == 422
    assert browser.post(url, correction(lsp, lsp.areas.get().gss_code)).status_code == 302


def test_seats_are_managed_on_the_pages(browser, lsp, council):
    form = {"organisation": council.pk, "capacity": "invitee", "is_senior": "on"}
    add = reverse("add-seat", args=[lsp.pk])

    added = browser.post(add, form | {"version": 1}, follow=True)
    twice = browser.post(add, form | {"version": 2})
    seat = Seat.objects.get(partnership=lsp)
    stale = browser.post(
        reverse("correct-seat", args=[seat.pk]), {"version": 1, "capacity": "cooperating_body"}
    )
    ended = browser.post(
        reverse("end-seat", args=[seat.pk]),
        {"version": 2, "ends_on-day": "1", "ends_on-month": "4", "ends_on-year": "2009"},
        follow=True,
    )

    assert "Its seats are put right" in added.text
    assert twice.status_code == 422
    assert "has a seat in this capacity" in twice.text
    assert stale.status_code == 409
    assert "Its seats as they stand now" in stale.text
    assert "Ends 1 April 2009" in ended.text


def test_organisations_are_found_by_name_code_and_kind(browser, council, home_office):
    url = reverse("manage-organisations")

    assert list(browser.get(url, {"q": "greyshire"}).context["page"]) == [council]
    departments = browser.get(url, {"kind": "department", "q": "home o"})
    assert list(departments.context["page"]) == [home_office]
    nothing = browser.get(url, {"q": "nowhere"})
    assert "No organisations match" in nothing.text


def test_calendar_is_kept_on_the_pages(browser):
    empty = browser.get(reverse("manage-cycles"))
    browser.post(reverse("make-cycle"), {"name": "Agreements"})
    cycle = Cycle.objects.get()
    twice = browser.post(reverse("make-cycle"), {"name": "Agreements"})
    day = {"due_on-day": "18", "due_on-month": "april", "due_on-year": "2008"}
    form = {"what": "Priorities", "role_kinds": ["cdrp_officer", "county_officer"], **day}
    page = browser.post(
        reverse("add-deadline", args=[cycle.pk]), form | {"version": 1}, follow=True
    )
    deadline = Deadline.objects.get()
    stale = browser.post(reverse("remove-deadline", args=[deadline.pk]), {"version": 1})
    browser.post(reverse("remove-deadline", args=[deadline.pk]), {"version": 2})

    assert "No cycles yet" in empty.text
    assert "called “Agreements” already" in twice.text
    assert "CDRP officer, County strategy group officer" in page.text
    assert "18 April 2008" in page.text
    assert stale.status_code == 409
    assert not Deadline.objects.exists()


def test_comparators_are_made_replaced_and_ended_on_the_pages(browser, county, district):
    other = make_area("X07000903", name="Bexford")
    first = {"starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2008"}
    form = {"area": county.gss_code, "source": "iQuanta", **first}
    empty = browser.get(reverse("manage-comparators"))
    own = browser.post(reverse("make-comparators"), form | {"peers": county.gss_code})
    browser.post(
        reverse("make-comparators"), form | {"peers": f"{other.gss_code}\n{district.gss_code}"}
    )
    group = ComparatorGroup.objects.get()
    page = browser.get(reverse("manage-comparator", args=[group.pk]))
    browser.post(
        reverse("replace-comparators", args=[group.pk]),
        form | {"version": 1, "peers": district.gss_code, "starts_on-year": "2009"},
    )
    late = browser.get(reverse("end-comparators", args=[group.pk]))

    assert "No comparator groups yet" in empty.text
    assert "cannot be among its own comparators" in own.text
    assert page.text.index("Bexford") < page.text.index("Ashmere")
    assert ComparatorGroup.objects.count() == 2
    assert late.status_code == 403
    assert "ends on 1 April 2009 already" in late.text


def test_jobs_page_shows_errors_and_tries_again_once(browser):
    dead = Job.objects.create(
        kind="send_mail", key="7", state="dead", attempts=5, failures=5, error="OSError: gone"
    )
    url = reverse("retry", args=[dead.pk])

    listed = browser.get(reverse("manage-jobs"))
    again = browser.post(url, follow=True)
    twice = browser.post(url)

    assert "OSError: gone" in listed.text
    assert "No work waits" in listed.text
    assert "The work is asked for again" in again.text
    assert "The oldest work that is open was asked for" in again.text
    assert twice.status_code == 403
    assert Job.objects.filter(state="queued").count() == 1


def test_mail_page_shows_what_is_sent_but_never_what_it_says(browser):
    mail.ask(key="a", to="a@example.org", subject="You are invited", body="SECRET-LINK")

    page = browser.get(reverse("manage-mail"))

    assert "a@example.org" in page.text
    assert "You are invited" in page.text
    assert "SECRET-LINK" not in page.text


def test_django_admin_only_looks_at_people_and_roles(browser, administrator, newcomer):
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)

    page = browser.get(reverse("admin:partnerships_user_change", args=[newcomer.pk]))
    change = browser.post(
        reverse("admin:partnerships_user_change", args=[newcomer.pk]), {"name": "Changed"}
    )

    assert page.status_code == 200
    assert 'name="_save"' not in page.text
    assert change.status_code == 403
    assert browser.get(reverse("admin:partnerships_user_add")).status_code == 403
