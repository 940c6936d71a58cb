"""Second factors are added, removed and reset; never the last, never one's own."""

import pyotp
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships import actions
from partnerships.models import User

from .conftest import code, give_password, letters, sign_in, verbs

pytestmark = pytest.mark.django_db
ADD_APP = reverse("mfa_activate_totp")
CODES = reverse("mfa_view_recovery_codes")


def set_up(client):
    """Set up an authenticator app; returns its secret."""
    secret = client.get(ADD_APP).context["form"].secret
    answer = client.post(ADD_APP, {"code": pyotp.TOTP(secret).now()})
    assert answer["Location"] == CODES
    return secret


def test_set_up_shows_the_secret_as_picture_and_text_then_the_codes_once(client, bare):
    give_password(client)
    page = client.get(ADD_APP)
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert page.context["form"].secret in page.text

    set_up(client)

    first = client.get(CODES)
    assert len(first.context["unused_codes"]) == 10
    again = client.get(CODES)
    assert not set(first.context["unused_codes"]) & set(again.context["unused_codes"])
    assert client.get(reverse("home")).status_code == 200
    assert verbs() == ["sign_in", "add_second_factor"]
    assert letters() == ["A second factor was added to your account"]


def test_code_of_the_set_up_is_used_up(client, browser, bare):
    give_password(client)
    secret = client.get(ADD_APP).context["form"].secret
    used = pyotp.TOTP(secret).now()
    client.post(ADD_APP, {"code": used})
    other = browser()
    give_password(other)

    assert other.post(reverse("mfa_authenticate"), {"code": used}).status_code == 422


def test_wrong_code_sets_nothing_up(client, bare):
    give_password(client)
    client.get(ADD_APP)

    client.post(ADD_APP, {"code": "000000"})

    assert not Authenticator.objects.exists()
    assert client.get(reverse("home")).status_code == 302


def test_session_gets_a_new_key_with_the_second_factor(client, bare):
    give_password(client)
    client.get(ADD_APP)
    before = client.session.session_key

    set_up(client)

    assert client.session.session_key != before


def test_only_second_factor_stays(client, partner):
    sign_in(client)

    page = client.post(reverse("mfa_deactivate_totp"))

    assert "This is your only second factor" in page.text
    assert Authenticator.objects.filter(type="totp").exists()


def passkey(user, name="Passkey 1"):
    return Authenticator.objects.create(
        user=user, type="webauthn", data={"name": name, "credential": {}}
    )


def test_app_beside_a_passkey_may_go(client, partner):
    passkey(partner)
    sign_in(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(type="totp").exists()
    assert verbs()[-1] == "remove_second_factor"
    assert letters() == ["A second factor was removed from your account"]


def test_only_passkey_stays(client, bare):
    key = passkey(bare)
    client.force_login(bare)

    page = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert page.status_code == 403
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_passkeys_of_others_do_not_exist(client, partner, administrator):
    key = passkey(administrator)
    sign_in(client)

    assert client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_new_recovery_codes_end_the_old(client, partner):
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client)

    client.post(reverse("mfa_generate_recovery_codes"))

    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    assert verbs()[-1] == "make_recovery_codes"


def grow_stale(client):
    """Let eleven minutes pass since the second factor."""
    session = client.session
    given = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [one | {"at": one["at"] - 660} for one in given]
    session.save()


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_deactivate_totp",
                                  "mfa_generate_recovery_codes"])  # fmt: skip
def test_changing_second_factors_asks_for_it_again(client, partner, name):
    sign_in(client)
    grow_stale(client)

    answer = client.get(reverse(name))

    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_giving_it_again_goes_on_with_a_new_session_key(client, partner):
    sign_in(client)
    grow_stale(client)
    asked = client.get(reverse("mfa_generate_recovery_codes"))
    before = client.session.session_key

    wrong = client.post(asked["Location"], {"code": "000000"})
    right = client.post(asked["Location"], {"code": code(1)})

    assert wrong.status_code == 422
    assert right["Location"] == reverse("mfa_generate_recovery_codes")
    assert client.session.session_key != before
    assert client.get(right["Location"]).status_code == 200
    assert verbs() == ["sign_in", "refuse_second_factor"]


# Lost, and reset by an administrator


def page_for(user):
    return reverse("manage-reset-second-factor", args=[user.pk])


def test_administrator_resets_it_and_the_person_sets_up_a_new_one(
    client, browser, partner, administrator
):
    theirs = browser()
    sign_in(theirs)
    client.force_login(administrator)
    client.get(page_for(partner))

    client.post(page_for(partner), {"version": 1, "reason": "Lost phone; called back"})

    assert not Authenticator.objects.filter(user=partner).exists()
    assert theirs.get(reverse("home")).status_code == 302
    give_password(theirs)
    assert theirs.get(reverse("sign-in"))["Location"] == ADD_APP
    event = AuditEvent.objects.get(verb="reset_second_factor")
    assert (event.made_by, event.reason) == (administrator, "Lost phone; called back")


def test_reset_while_somebody_is_half_way_in_lets_them_start_anew(client, partner):
    give_password(client)
    Authenticator.objects.filter(user=partner).delete()

    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("sign-in")
    assert client.get(reverse("sign-in")).status_code == 200
    give_password(client)
    assert client.get(reverse("sign-in"))["Location"] == ADD_APP


def test_reset_asks_for_a_fresh_second_factor(client, partner, administrator):
    client.force_login(administrator)
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "x"})
    grow_stale(client)

    assert client.get(page_for(partner))["Location"].startswith(reverse("mfa_reauthenticate"))


def test_reset_needs_a_reason(client, partner, administrator):
    client.force_login(administrator)

    page = client.post(page_for(partner), {"version": 1, "reason": ""})

    assert page.status_code == 422
    assert Authenticator.objects.filter(user=partner).exists()


def test_reset_of_somebody_changed_meanwhile_is_a_conflict(client, partner, administrator):
    client.force_login(administrator)

    page = client.post(page_for(partner), {"version": 7, "reason": "Lost phone"})

    assert page.status_code == 409
    assert "Lost phone" in page.text


def test_nobody_resets_their_own(client, administrator):
    client.force_login(administrator)

    page = client.get(page_for(administrator))

    assert page.status_code == 403
    assert "Another administrator" in page.text


def test_others_do_not_find_the_page_and_may_not_act(client, partner, administrator, at):
    client.force_login(partner)

    assert client.get(page_for(administrator)).status_code == 404
    assert client.get(page_for(partner)).status_code == 403
    with pytest.raises(PermissionDenied, match="Only administrators"):
        actions.reset_second_factor(
            user_id=administrator.pk, version=1, reason="r", by=partner, at=at
        )


def test_action_refuses_what_is_stale(partner, administrator, at):
    with pytest.raises(Stale):
        actions.reset_second_factor(
            user_id=partner.pk, version=3, reason="r", by=administrator, at=at
        )


def test_account_that_is_not_in_use_is_left_alone(partner, administrator):
    User.objects.filter(pk=partner.pk).update(is_active=False)

    with pytest.raises(PermissionDenied, match="not in use"):
        actions.reset_second_factor(
            user_id=partner.pk, version=1, reason="r", by=administrator, at=timezone.now()
        )
