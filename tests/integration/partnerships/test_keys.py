"""Keys in the browser: made for a role of one's own, shown once, revoked."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation.limits import TooMany
from laa_portal.foundation.models import AuditEvent
from partnerships import actions, key_tokens, policies, tokens
from partnerships.models import Key, Role, RoleKind, Scope
from tests.conftest import person
from tests.factories.keys import make_key, with_key
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db

NEW = reverse("make-key")
LIFE = timedelta(days=30)


def sign_in(client, user, *, given=0):
    """Sign somebody in whose second factor was given so many seconds ago."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - given}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def browser(client, provider):
    return sign_in(client, provider)


@pytest.fixture
def administrator(db):
    return person("administrator", RoleKind.ADMINISTRATOR)


def filled_in(page, **changes) -> dict:
    """What a person sends who fills in the form of a page."""
    sheet = page.context["form"]["sheet"].value()
    values = {
        "name": "Nightly",
        "scopes": ["values:read", "values:write"],
        "life": "91",
        "addresses": "",
    }
    return values | {"sheet": sheet} | changes


def make(client, **changes):
    return client.post(NEW, filled_in(client.get(NEW), **changes))


def shown_secret(page) -> str:
    return re.search(r'id="secret">([^<]+)<', page.text)[1]


def test_secret_is_shown_once_and_only_its_digest_is_kept(browser, provider):
    page = make(browser)

    key = Key.objects.get()
    token = shown_secret(page)
    assert key_tokens.is_whole(token)
    assert key.token_sha256 == tokens.digest(token)
    assert (key.role.user, key.made_by) == (provider, provider)
    assert key.valid_until - key.made_at == timedelta(days=91)
    assert "no-store" in page["Cache-Control"]
    assert with_key(token).get("/api/v1/figures/").status_code == 200
    assert token not in browser.get(reverse("keys")).text
    assert token not in str(list(AuditEvent.objects.values()))
    assert token not in str(browser.session.items())


def test_page_has_samples_with_the_area_and_without_the_secret(client):
    officer = person("officer", RoleKind.CDRP_OFFICER, area=make_area("X07000901"))

    page = make(sign_in(client, officer), scopes=["values:read"])

    assert page.text.count("area=X07000901&amp;limit=1") == 2
    assert page.text.count(shown_secret(page)) == 1


def test_form_sent_again_makes_no_second_key(browser):
    wanted = filled_in(browser.get(NEW))
    browser.post(NEW, wanted)

    again = browser.post(NEW, wanted, follow=True)

    assert Key.objects.count() == 1
    assert "That key was made already" in again.text
    assert 'id="secret"' not in again.text


def test_act_is_on_record(browser, provider):
    make(browser)

    event = AuditEvent.objects.get(verb="make_key")
    assert (event.made_by, event.target_type) == (provider, "partnerships.key")
    assert event.details["scopes"] == ["values:read", "values:write"]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"name": ""}, "Enter what the key is for"),
        ({"name": "x" * 101}, "must be 100 characters or fewer"),
        ({"scopes": []}, "Select what it may do"),
        ({"scopes": ["agreements:read"]}, "agreements:read is not one of the available choices"),
        ({"life": "366"}, "366 is not one of the available choices"),
        ({"addresses": "here"}, "“here” is not a network address"),
        ({"addresses": "192.0.2.7\n\n300.0.0.1"}, "“300.0.0.1” is not a network address"),
        ({"addresses": "\n".join(f"192.0.2.{n}" for n in range(21))}, "Enter at most 20 addresses"),
        ({"addresses": "x" * 1_000_000}, "must be 1000 characters or fewer"),
    ],
)
def test_form_says_how_to_mend_it(browser, changes, words):
    page = make(browser, **changes)

    assert page.status_code == 422
    assert words in page.text
    assert not Key.objects.exists()


def test_addresses_are_kept_as_networks(browser):
    make(browser, addresses=" 192.0.2.7 \n192.0.2.77/24\n2001:db8::1")

    assert Key.objects.get().addresses == ["192.0.2.7/32", "192.0.2.0/24", "2001:db8::1/128"]


def test_person_of_several_roles_says_which(client, provider):
    area = make_area("X07000901")
    role = Role.objects.create(user=provider, kind=RoleKind.CDRP_OFFICER, area=area)
    browser = sign_in(client, provider)

    asked = browser.get(NEW)
    form = browser.get(NEW, {"role": role.pk})
    browser.post(f"{NEW}?role={role.pk}", filled_in(form, scopes=["agreements:read"]))

    assert "Which of your roles is the key for?" in asked.text
    assert Key.objects.get().role == role


def test_role_of_somebody_else_cannot_be_chosen(client, provider, analyst):
    Role.objects.create(user=provider, kind=RoleKind.CDRP_OFFICER, area=make_area("X07000901"))
    browser = sign_in(client, provider)
    other = analyst.roles.get()

    page = browser.get(NEW, {"role": other.pk})

    assert "Which of your roles is the key for?" in page.text
    assert policies.may_make_key(provider, other).reason.startswith("You may make keys only for")


def test_administrator_has_no_role_for_a_key(client, administrator):
    page = sign_in(client, administrator).get(NEW)

    assert page.status_code == 403
    assert "You have no role that a key could stand for" in page.text


@pytest.mark.parametrize("given", [601, 6000])
@pytest.mark.parametrize("name", ["make-key", "revoke-key"])
def test_second_factor_must_be_fresh(client, provider, given, name):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    browser = sign_in(client, provider, given=given)
    address = reverse(name, args=[key.pk] if name == "revoke-key" else [])

    answers = [browser.get(address), browser.post(address, {"name": "x"})]

    assert all(answer.status_code in {302, 403} for answer in answers)
    assert not any('name="sheet"' in answer.text for answer in answers)
    key.refresh_from_db()
    assert (Key.objects.count(), key.revoked_at) == (1, None)


def test_sixth_key_of_a_day_has_to_wait(provider, at):
    for _ in range(5):
        made(provider, at)

    with pytest.raises(TooMany, match="5 keys made is the most for a day"):
        made(provider, at)

    made(provider, at + timedelta(days=1))
    assert Key.objects.count() == 6


def test_sixth_key_of_a_day_is_refused_on_a_page_that_says_when(browser):
    pages = [make(browser, name=f"Key {number}") for number in range(6)]

    assert [page.status_code for page in pages] == [200] * 5 + [429]
    assert "You have done this too often" in pages[5].text
    assert int(pages[5]["Retry-After"]) > 0
    assert Key.objects.count() == 5


def made(user, at, **changes):
    values = {
        "role": user.roles.get(),
        "name": "a",
        "scopes": [Scope.VALUES_READ],
        "life": LIFE,
        "addresses": [],
    }
    return actions.make_key(by=user, at=at, **(values | changes))


def test_nobody_has_more_than_twenty_alive(provider, at):
    for _ in range(20):
        make_key(provider.roles.get(), Scope.VALUES_READ, made_at=at, valid_until=at + LIFE)

    with pytest.raises(PermissionDenied, match="You have 20 keys in force"):
        made(provider, at)


def test_key_lives_twelve_months_at_most(provider, at):
    key, _ = made(provider, at, life=timedelta(days=9999))

    assert key.valid_until == at + timedelta(days=365)


def test_key_does_no_more_than_its_role(provider, at):
    with pytest.raises(PermissionDenied, match="A key may do no more than its role"):
        made(provider, at, scopes=[Scope.OFFERS_WRITE])


@pytest.mark.parametrize("kind", RoleKind)
def test_every_kind_of_role_says_what_its_keys_could_do(kind):
    scopes = policies.scopes_of(Role(kind=kind))

    assert (Scope.VALUES_WRITE in scopes) == (kind == RoleKind.DATA_PROVIDER)
    assert bool(scopes) == (kind != RoleKind.ADMINISTRATOR)


@pytest.mark.parametrize(
    "kind, scope",
    [
        (RoleKind.CDRP_OFFICER, Scope.ASSESSMENTS_WRITE),
        (RoleKind.COUNTY_OFFICER, Scope.ASSESSMENTS_WRITE),
        (RoleKind.PARTNER, Scope.ASSESSMENTS_WRITE),
        (RoleKind.LSP_COORDINATOR, Scope.OFFERS_WRITE),
    ],
)
def test_whoever_acts_on_a_page_may_have_a_key_that_does(kind, scope):
    assert scope in policies.scopes_of(Role(kind=kind))


def test_key_neither_makes_nor_revokes_keys(provider, at):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    provider.key = key

    assert "A key cannot make keys" in policies.may_make_key(provider, key.role).reason
    assert "A key cannot revoke keys" in policies.may_revoke_key(provider, key).reason


def test_holder_revokes_a_key_at_once(browser, provider):
    key, token = make_key(provider.roles.get(), Scope.VALUES_READ)
    address = reverse("revoke-key", args=[key.pk])
    asked = browser.get(address)

    done = browser.post(address, follow=True)

    assert "Programs that use it are refused from then on" in asked.text
    assert "is revoked. It opens nothing any more." in done.text
    assert with_key(token).get("/api/v1/figures/").status_code == 401
    event = AuditEvent.objects.get(verb="revoke_key")
    assert (event.made_by, event.target_id) == (provider, str(key.pk))


def test_key_is_revoked_once(browser, provider):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    address = reverse("revoke-key", args=[key.pk])
    browser.post(address)

    again = browser.post(address)

    assert again.status_code == 403
    assert "This key is revoked already." in again.text
    assert AuditEvent.objects.filter(verb="revoke_key").count() == 1


def test_administrator_sees_everybodys_keys_and_revokes_them(client, administrator, provider):
    key, token = make_key(provider.roles.get(), Scope.VALUES_READ)
    browser = sign_in(client, administrator)

    page = browser.get(reverse("manage-keys"))
    browser.post(reverse("revoke-key", args=[key.pk]))

    assert key.name in page.text
    assert provider.name in page.text
    assert token not in page.text
    assert key.token_sha256 not in page.text
    key.refresh_from_db()
    assert key.revoked_by == administrator


def test_strangers_key_is_as_one_that_does_not_exist(client, provider, stranger):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    browser = sign_in(client, stranger)

    for number in (key.pk, 999_999):
        assert browser.get(reverse("revoke-key", args=[number])).status_code == 404
        assert browser.post(reverse("revoke-key", args=[number])).status_code == 404
    assert browser.get(reverse("manage-keys")).status_code == 403
    assert key.name not in browser.get(reverse("keys")).text
    key.refresh_from_db()
    assert key.revoked_at is None


@pytest.mark.parametrize("name", ["keys", "make-key", "manage-keys"])
def test_pages_are_for_those_who_are_signed_in(client, db, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


def test_list_says_what_has_become_of_each_key(browser, provider):
    role = provider.roles.get()
    now = datetime.now(UTC)
    make_key(role, Scope.VALUES_READ, name="Living")
    make_key(role, Scope.VALUES_READ, name="Over", valid_until=now)
    make_key(role, Scope.VALUES_READ, name="Gone", revoked_at=now, revoked_by=provider)

    page = browser.get(reverse("keys"))
    states = {key.name: key.state for key in page.context["keys"]}
    Role.objects.filter(pk=role.pk).update(ends_on=timezone.localdate(now))
    after = {key.name: key.state for key in browser.get(reverse("keys")).context["keys"]}

    assert states == {"Living": "in_force", "Over": "expired", "Gone": "revoked"}
    assert after == {"Living": "role_ended", "Over": "expired", "Gone": "revoked"}


def test_list_takes_as_many_queries_for_many_as_for_one(
    browser, provider, django_assert_num_queries
):
    make_key(provider.roles.get(), Scope.VALUES_READ)
    browser.get(reverse("keys"))
    with django_assert_num_queries(7) as counted:
        browser.get(reverse("keys"))
    for _ in range(5):
        make_key(provider.roles.get(), Scope.VALUES_READ)
    with django_assert_num_queries(len(counted)):
        browser.get(reverse("keys"))
