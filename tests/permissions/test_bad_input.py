"""Whatever is sent: the right page or problem, nothing written, nothing revealed, never a 500."""

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from .inputs import BODIES, LONG, LONGEST_ADDRESS, Bad, addresses, field_names, values
from .matrix import Cell, entries
from .watching import contents, tables

pytestmark = pytest.mark.django_db

SENDERS = ("data_provider", "administrator", "anonymous")
"""One who may do something, one who may do most, and a stranger."""

PAST = {"retry": 1, "revoke-key": -2, "remove-deadline": -1}
"""Acts that any request is good for, and the record that is past them (by its place)."""

ANYTHING_WILL_DO = frozenset(
    {
        # leaving, ending, reading: what is sent with it does not matter
        *("sign-out", "account_logout", "django-admin/logout/", "end-session", "export-audit"),
        *("end-other-sessions", "read-notice", "read-notices", "save-draft"),
        *("mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_generate_recovery_codes"),
        # a text alone, which may say what it likes: a password, a name, a reason
        *("accept-invitation", "make-cycle", "correct-cycle", "deactivate", "end-role"),
        *("manage-reset-second-factor", "indicators:raise-query"),
        *("indicators:test-webhook", "indicators:rotate-webhook-secret"),
        *("indicators:disable-webhook", "indicators:ask-for-export"),
    }
)
"""Acts that may be done whatever is sent. Where they are refused, they too change nothing."""

PUT_ON_RECORD = {
    # a wrong code or signature
    "mfa_reauthenticate": {"foundation_auditevent"},
    "mfa_reauthenticate_webauthn": {"foundation_auditevent"},
}
"""What a refusal of these writes."""

ACTS = [name for name, entry in entries().items() if entry.acts]

FORM = "application/x-www-form-urlencoded"

PROPER = {
    HTTPStatus.OK, HTTPStatus.NO_CONTENT,
    HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.PERMANENT_REDIRECT,
    HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_ACCEPTABLE, HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.PRECONDITION_REQUIRED,
    HTTPStatus.TOO_MANY_REQUESTS,
}  # fmt: skip

LONGEST_PAGE = 400_000
"""Characters. A page that is longer has printed what it was sent."""

LONGEST_FORM = LONGEST_PAGE + 2 * LONG
"""Characters. A form gives back what was typed, and may say once more what is wrong with it."""


@pytest.fixture(scope="module")
def names(django_db_setup):
    return sorted(field_names())


@pytest.fixture(scope="module")
def foreign(world):
    """Ids of a return, a body, a place and a person of the south."""
    south = next(one for one in world.targets["return"] if one.organisation == "south")
    return [
        int(south.kwargs["return_id"]),
        world.organisations["south"].pk,
        world.areas["south"].pk,
        world.users["administrator"].pk,
    ]


def faults(world, asker, what: str, send, *, route: str, senders=SENDERS, longest=LONGEST_PAGE):
    """Send something as each of the senders; return all that is wrong with the answers."""
    found = []
    for name in senders:
        answer = asker.watch(world.actor(name), send)
        if answer.status not in PROPER:
            found.append(f"{what} by {name}: answered {answer.status}")
        is_refused = answer.status >= HTTPStatus.BAD_REQUEST
        changed = answer.changed - PUT_ON_RECORD.get(route, set())
        if changed and (is_refused or route not in ANYTHING_WILL_DO):
            found.append(f"{what} by {name}: changed {changed}")
        if len(answer.text) > longest:
            found.append(f"{what} by {name}: answered with {len(answer.text):,} characters")
        found += world.aviary.escaped(world.actor(name), f"{answer.text}\n{answer.beside}")
    return found


def address_of(world, name: str) -> str:
    entry = entries()[name]
    return entry.address(world.targets[entry.target][PAST.get(name, 0)])


def encoded(fields: dict) -> str:
    return urlencode(fields, doseq=True, errors="surrogatepass")


@pytest.mark.parametrize("name", entries())
def test_no_value_of_a_parameter_breaks_a_page(world, asker, names, foreign, name):
    address = address_of(world, name)
    found = []
    for bad in [*values(foreign), Bad("a long text", "x" * (LONGEST_ADDRESS // len(names)))]:
        begun = f"{address}&" if "?" in address else f"{address}?"
        asked = f"{begun}{encoded(dict.fromkeys(names, bad.value))}"
        found += faults(
            world, asker, f"{name}?{bad.name}", lambda client, a=asked: client.get(a), route=name
        )

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("name", ACTS)
def test_no_value_of_a_field_breaks_an_act(world, asker, names, foreign, name):
    address = address_of(world, name)
    found = []
    for bad in values(foreign):
        fields = dict.fromkeys(names, bad.value)
        for sent in (fields, fields | {"version": 1}):
            send = partial(Client.post, path=address, data=encoded(sent), content_type=FORM)
            found += faults(world, asker, f"{name} with {bad.name}", send, route=name)

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("name", ACTS)
def test_no_field_of_a_million_characters_breaks_an_act(world, asker, names, name):
    address = address_of(world, name)
    found = []
    for place in range(0, len(names), 2):  # more than two and the request itself is too long
        some = names[place : place + 2]
        send = partial(Client.post, path=address, data=dict.fromkeys(some, "x" * LONG))
        what = f"{name} with long {' and '.join(some)}"
        found += faults(
            world, asker, what, send, route=name, senders=SENDERS[:1], longest=LONGEST_FORM
        )

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("name", entries())
def test_no_body_breaks_a_page(world, asker, name):
    """Whoever sends it, where it may be read; where nothing is read, one sender tells."""
    address = address_of(world, name)
    senders = {"POST": SENDERS if name in ACTS else SENDERS[:1], "PUT": SENDERS[:1]}
    found = []
    for what, (kind, body) in BODIES.items():
        for method in senders:
            send = partial(
                Client.generic, method=method, path=address, data=body, content_type=kind
            )
            told = f"{method} {name} with {what}"
            found += faults(world, asker, told, send, route=name, senders=senders[method])

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("name", [name for name, entry in entries().items() if entry.target])
def test_no_key_breaks_a_page(world, asker, name):
    entry = entries()[name]
    found = []
    for address in addresses(entry, world.targets[entry.target][0]):
        for method in ("GET", "POST"):
            send = partial(Client.generic, method=method, path=address)
            found += faults(world, asker, f"{method} {address[:80]}", send, route=name)

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("name", ["token", "key", "access_token", "authorization"])
def test_secret_in_an_address_lets_nobody_in(world, asker, name):
    session = world.clients["data_provider"].cookies["sessionid"].value
    address = f"{address_of(world, 'indicators:return')}?{name}={session}"

    answer = asker.watch(world.actor("anonymous"), lambda client: client.get(address))

    assert answer.location.startswith(reverse("sign-in"))


def test_a_good_request_is_seen_to_change_something(world, asker):
    """So that nothing above is right only because no change is ever seen."""
    checked = next(one for one in world.targets["return"] if one.status == "checked")
    cell = Cell(entries()["indicators:confirm"], "POST", world.actor("data_provider"), checked)

    assert "indicators_datareturn" in asker.ask(cell).changed
    assert contents(tables()) == asker.tables.before
