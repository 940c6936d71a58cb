"""Somebody with an account, and what they sign in with."""

import time

import pyotp
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse

from laa_portal.foundation.models import AuditEvent, Mail
from partnerships.models import Role, RoleKind, User
from tests.browsing import Visitor

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def quick(settings):
    """Do not slow down, and count no tries of other tests."""
    settings.LONGEST_SIGN_IN_DELAY = 0
    settings.SITE_ADDRESS = "https://portal.example"


@pytest.fixture
def bare(db):
    """A partner who has a password and no second factor yet."""
    cache.clear()
    user = User.objects.create_user(
        "partner", email="partner@example.invalid", password=PASSWORD, name="Partner (role)"
    )
    Role.objects.create(user=user, kind=RoleKind.PARTNER)
    return user


@pytest.fixture
def partner(bare):
    """A partner with an authenticator app and recovery codes."""
    TOTP.activate(bare, SECRET)
    RecoveryCodes.activate(bare)
    return bare


@pytest.fixture
def administrator(db):
    user = User.objects.create_user(
        "administrator", name="Administrator (role)", email="a@x.invalid"
    )
    Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR)
    return user


@pytest.fixture
def browser():
    """Another visitor, from an address of their own."""

    def make(address="198.51.100.7", agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"):
        return Visitor(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)

    return make


def code(step=0):
    return pyotp.TOTP(SECRET).at(int(time.time()) + 30 * step)


def give_password(client, login="partner", password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"login": login, "password": password} | more)


def give_code(client, value=None):
    return client.post(reverse("mfa_authenticate"), {"code": value or code()})


def sign_in(client, step=0):
    """Sign the partner in, both steps."""
    give_password(client)
    answer = give_code(client, code(step))
    assert answer.status_code == 302, answer.text
    return answer


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def letters():
    return list(Mail.objects.order_by("id").values_list("subject", flat=True))
