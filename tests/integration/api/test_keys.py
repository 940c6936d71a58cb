"""A key opens what its one role opens, while all of it is in force; and is never written down."""

import io
import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from indicators.models import DataReturn
from laa_portal.foundation.models import AuditEvent
from partnerships.authentication import NOT_KNOWN
from partnerships.models import Key, Role, RoleKind, Scope
from tests.factories.keys import make_key, program, with_key
from tests.factories.partnerships import make_area
from tests.integration.api.conftest import codes, queries
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
RETURNS = "/api/v1/returns/"


@pytest.fixture
def role(officer):
    return officer.roles.get()


@pytest.fixture
def key(role):
    return make_key(role, Scope.VALUES_READ)


def test_key_sees_what_its_role_sees(world, key):
    world.figure("2009/10", status="provisional")

    assert codes(with_key(key[1]).get(FIGURES)) == ["ni-901.X07000901.2009_10"]


def test_key_stands_for_one_role_and_not_for_the_others_of_its_person(world, key, officer):
    Role.objects.create(
        user=officer, kind=RoleKind.CDRP_OFFICER, area=(elsewhere := make_area("X07000902"))
    )
    world.figure("2009/10", status="provisional", area=elsewhere)

    assert codes(with_key(key[1]).get(FIGURES)) == []


def change(**changes):
    return lambda key: Key.objects.filter(pk=key.pk).update(**changes)


def of_role(**changes):
    return lambda key: Role.objects.filter(pk=key.role_id).update(**changes)


def leave(key):
    key.role.user.is_active = False
    key.role.user.save()


def revoke(key):
    change(revoked_at=datetime.now(UTC), revoked_by=key.role.user)(key)


@pytest.mark.parametrize(
    "end",
    [
        change(valid_until=datetime.now(UTC) - timedelta(seconds=1)),
        change(addresses=["192.0.2.0/24"]),
        change(addresses=["2001:db8::/32"]),
        change(token_sha256="0" * 64),
        of_role(ends_on=date(2012, 1, 1)),
        of_role(starts_on=date(2999, 1, 1)),
        leave,
        revoke,
    ],
    ids=["expired", "elsewhere", "IPv6", "unknown", "role-over", "role-to-come", "left", "revoked"],
)
def test_what_is_not_in_force_opens_nothing_and_does_not_say_why(world, key, end):
    made, token = key
    assert with_key(token).get(FIGURES).status_code == 200
    end(made)

    answer = with_key(token).get(FIGURES)

    assert problem(answer, 401, "unauthenticated")["detail"] == NOT_KNOWN
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["", "laa_", "x" * 10_000, "laa_" + "0" * 49, "é\x00"])
def test_what_is_no_key_opens_nothing(api, world, token):
    answer = api.get(FIGURES, headers={"authorization": f"Bearer {token}"})

    assert problem(answer, 401, "unauthenticated")["detail"] == NOT_KNOWN


@pytest.mark.parametrize("network", ["127.0.0.1", "127.0.0.0/8"])
def test_key_opens_from_the_addresses_it_is_for(world, role, network):
    _, token = make_key(role, Scope.VALUES_READ, addresses=[network])

    assert with_key(token).get(FIGURES).status_code == 200


def test_address_is_not_believed_from_the_caller(world, role):
    _, token = make_key(role, Scope.VALUES_READ, addresses=["192.0.2.7"])

    answer = with_key(token).get(FIGURES, headers={"x-forwarded-for": "192.0.2.7"})

    problem(answer, 401, "unauthenticated")


def test_known_and_unknown_keys_take_the_same_queries(world, key):
    refused = queries(lambda: with_key("laa_" + "0" * 49).get(FIGURES))

    asked = [sql for sql in refused if "partnerships_key" in sql]
    accepted = queries(lambda: with_key(key[1]).get(FIGURES))
    assert len(asked) == 1
    assert len([sql for sql in accepted if sql.startswith("SELECT") and "_key" in sql]) == 1


@pytest.mark.parametrize("name", ["token", "key", "access_token", "anything", "area"])
@pytest.mark.parametrize("path", [FIGURES, RETURNS, "/api/v1/", "/api/v1/openapi.json", "/api/x/"])
def test_key_in_the_address_is_refused_whatever_it_is_called(api, key, name, path):
    document = problem(api.get(path, {name: key[1]}), 400, "invalid")

    (error,) = document["errors"]
    assert (error["parameter"], error["code"]) == (name, "key_in_address")
    assert key[1] not in str(document)


def test_key_as_the_name_of_a_parameter_is_refused_and_not_repeated(api, key):
    document = problem(api.get(f"{FIGURES}?{key[1]}=1"), 400, "invalid")

    assert key[1] not in str(document)


def test_use_is_noted_once_a_minute_whatever_the_answer(world, key):
    made, token = key
    client = with_key(token)

    client.get(f"{FIGURES}nothing/")
    made.refresh_from_db()
    first = made.last_used_at
    client.get(FIGURES)
    made.refresh_from_db()

    assert datetime.now(UTC) - first < timedelta(seconds=30)
    assert made.last_used_at == first

    change(last_used_at=first - timedelta(minutes=2))(made)
    client.get(FIGURES)
    made.refresh_from_db()
    assert made.last_used_at > first


def test_answers_to_keys_are_kept_nowhere(world, key, api):
    answer = with_key(key[1]).get(FIGURES)

    assert "no-store" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]
    assert "Authorization" in api.get(FIGURES)["Vary"]


def test_act_by_key_is_on_record_as_such(catalogue, provider):
    sender = program(provider, Scope.VALUES_WRITE)

    sender.post(
        RETURNS, b"indicator,x\n", content_type="text/csv", headers={"idempotency-key": "1"}
    )

    event = AuditEvent.objects.get(verb="send")
    assert (event.made_by, event.key_prefix) == (provider, Key.objects.get().prefix)
    assert DataReturn.objects.get().sent_by == provider


def test_session_reads_and_does_not_write(client, catalogue, provider):
    client.force_login(provider)

    assert client.get(RETURNS).status_code == 200
    document = problem(client.post(RETURNS, headers={"idempotency-key": "1"}), 403, "forbidden")
    assert "Only keys write" in document["detail"]
    assert not DataReturn.objects.exists()


def test_no_secret_is_logged_whatever_is_asked(world, key, caplog):
    """As the handler of the settings writes: SQL, which has only digests, included."""
    made, token = key
    client = with_key(token)
    written = io.StringIO()
    (handler,) = (h for h in logging.getLogger().handlers if h.filters)
    before = handler.setStream(written)
    with caplog.at_level(logging.DEBUG):
        client.get(FIGURES)
        client.get(FIGURES, {"key": token})
        client.get(f"{FIGURES}{token}/")
        client.post(FIGURES)
        client.post(RETURNS, token, content_type="text/csv")
        revoke(made)
        client.get(FIGURES)

    handler.setStream(before)
    logged = written.getvalue()
    assert token not in logged
    assert f"Not Found: {FIGURES}{made.prefix}…/" in logged
