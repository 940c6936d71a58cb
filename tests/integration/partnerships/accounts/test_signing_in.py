"""Coming in by name and password, then second factor; and every way to be turned away."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import User

from .conftest import PASSWORD, SECRET, code, give_code, give_password, letters, sign_in, verbs

pytestmark = pytest.mark.django_db
HOME = reverse("home")
SET_UP = reverse("mfa_activate_totp")


@pytest.mark.parametrize("login", ["partner", "PARTNER", "partner@example.invalid", " partner "])
def test_name_or_address_then_password_then_code(client, partner, login):
    asked = give_password(client, login)
    assert asked["Location"] == reverse("mfa_authenticate")
    assert client.get(HOME).status_code == 302

    assert give_code(client)["Location"] == HOME

    assert client.get(HOME).status_code == 200
    assert verbs() == ["sign_in"]
    assert AuditEvent.objects.get().details["second_factor"] == "totp"


def test_sign_in_goes_on_to_the_page_that_was_wanted(client, partner):
    give_password(client, next="/returns/")

    assert give_code(client)["Location"] == "/returns/"


def test_sign_in_leads_nowhere_else(client, partner):
    give_password(client, next="https://evil.example/")

    assert give_code(client)["Location"] == HOME


@pytest.mark.parametrize("login", ["partner", "partner@example.invalid", "nobody", "n@x.invalid"])
def test_wrong_password_reads_the_same_for_everybody(client, partner, login):
    page = give_password(client, login, "wrong")

    assert "The name and password do not match" in page.text
    assert verbs() == ["refuse_sign_in"]


def test_a_name_that_nobody_has_is_not_kept(client, partner):
    give_password(client, "my secret by mistake", "wrong")

    event = AuditEvent.objects.get()
    assert "mistake" not in str(vars(event))


def test_account_that_is_switched_off_is_refused_like_a_wrong_password(client, partner):
    User.objects.filter(pk=partner.pk).update(is_active=False)

    page = give_password(client)

    assert "The name and password do not match" in page.text


def test_an_empty_name_is_nobody(client, partner):
    User.objects.create_user("without-address", password=PASSWORD, name="W")

    assert "Enter the user name" in give_password(client, "").text


def test_one_password_is_hashed_whoever_is_asked_for(client, partner, monkeypatch):
    from django.contrib.auth import hashers

    hashed = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or real(*a, **k)
    )
    counts = []
    for login in ("partner", "partner@example.invalid", "nobody", "nobody@example.invalid"):
        hashed.clear()
        give_password(client, login, "wrong")
        counts.append(len(hashed))

    assert set(counts) == {1}


def test_code_is_refused_the_second_time(client, browser, partner):
    used = code()
    sign_in(client)
    other = browser()
    give_password(other)

    page = give_code(other, used)

    assert page.status_code == 422
    assert "was used before" in page.text
    assert other.get(HOME).status_code == 302
    assert "refuse_second_factor" in verbs()


@pytest.mark.parametrize("typed", ["000000", "", "abc", "1" * 30])
def test_wrong_code_lets_nobody_in(client, partner, typed):
    give_password(client)

    page = client.post(reverse("mfa_authenticate"), {"code": typed})

    assert page.status_code == 422
    assert client.get(HOME).status_code == 302


def test_sixth_wrong_code_has_to_wait(client, partner):
    give_password(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    page = give_code(client)

    assert "Wait 5 minutes" in page.text
    assert client.get(HOME).status_code == 302


def test_recovery_code_works_once_and_is_told(client, browser, partner):
    codes = Authenticator.objects.get(user=partner, type="recovery_codes").wrap()
    first = codes.get_unused_codes()[0]
    give_password(client)
    assert give_code(client, first)["Location"] == HOME

    other = browser()
    give_password(other)
    assert give_code(other, first).status_code == 422

    assert "use_recovery_code" in verbs()
    assert letters() == ["A recovery code was used to sign in to your account"]


def test_second_factor_page_without_a_password_leads_back(client, partner):
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("sign-in")


def test_secrets_are_encrypted_at_rest(partner):
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in rows
    assert rows.count("gAAAA") == 2


def test_secrets_open_with_the_key_before(partner, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key" * 9

    app = Authenticator.objects.get(user=partner, type="totp").wrap()

    assert app.validate_code(code())


def test_sign_in_gives_the_session_a_new_key(client, partner):
    give_password(client)
    before = client.session.session_key

    give_code(client)

    assert client.session.session_key != before


def test_sign_out_is_recorded_and_is_a_post(client, partner):
    sign_in(client)

    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("start")
    assert client.get(HOME).status_code == 302
    assert verbs() == ["sign_in", "sign_out"]


# Without a second factor


def test_without_a_second_factor_only_its_set_up_is_reached(client, bare):
    assert give_password(client).status_code == 302

    assert client.get(HOME)["Location"] == f"{reverse('sign-in')}?next={HOME}"
    assert client.get(reverse("sign-in"))["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    assert client.get(reverse("account")).status_code == 302
    assert bare.name not in client.get(reverse("start")).text
    assert client.get("/api/v1/figures/").status_code == 200
    assert not client.get(reverse("start")).wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "name",
    [
        "account", "account_change_password", "sessions", "end-other-sessions", "session",
        "save-draft", "drop-draft", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_deactivate_totp", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "home",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_an_account_need_the_second_factor(client, partner, name, method):
    client.force_login(partner, second_factor=False)

    answer = getattr(client, method)(reverse(name))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign-in"))
    assert verbs() == []


def test_django_admin_leads_to_our_sign_in(client, administrator):
    administrator.is_staff = administrator.is_superuser = True
    administrator.save()

    assert client.get("/django-admin/login/")["Location"].startswith(reverse("sign-in"))
    client.force_login(administrator, second_factor=False)
    assert client.get("/django-admin/").status_code == 302
    client.force_login(administrator)
    assert client.get("/django-admin/").status_code == 200
    assert client.get("/django-admin/password_change/")["Location"] == reverse("account")


def test_nobody_signs_up(client):
    for path in ("/signup/", "/accounts/signup/", "/sign-up/"):
        assert client.get(path).status_code == 404


def test_no_job_or_letter_comes_of_a_refusal(client, partner):
    give_password(client, "partner", "wrong")

    assert not Job.objects.exists()
    assert letters() == []
