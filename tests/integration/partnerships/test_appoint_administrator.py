"""How the first two administrators of a new service come in, and nobody after them."""

import re

import pytest
from django.core.management import CommandError, call_command

from laa_portal.foundation.models import AuditEvent
from partnerships.models import Role, User

pytestmark = pytest.mark.django_db


def appoint(number):
    call_command(
        "appoint_administrator", f"admin-{number}@example.invalid", f"Administrator {number}"
    )


def test_the_first_two_are_appointed_and_the_third_is_not():
    appoint(1)
    appoint(2)

    with pytest.raises(CommandError, match="There are two administrators"):
        appoint(3)

    assert User.objects.count() == Role.objects.count() == 2
    assert (
        list(AuditEvent.objects.values_list("verb", "made_by"))
        == [("appoint_administrator", None)] * 2
    )


def test_the_same_address_is_not_appointed_twice():
    appoint(1)

    with pytest.raises(CommandError, match="is here already"):
        appoint(1)


def test_they_choose_a_password_at_the_printed_address_and_are_let_in(client, capsys):
    appoint(1)
    (path,) = re.findall(r"https?://[^/]+(/\S+)", capsys.readouterr().out)

    form = client.get(path, follow=True)
    chosen = "a long and quiet password"
    client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})

    person = User.objects.get()
    assert person.check_password(chosen)
    assert person.is_administrator
