"""Versions of agreements by key: read with their text and signatures, and never signed."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.models import Scope, User
from targets.models import Signature, SigningCapacity, digest
from tests.conftest import person
from tests.factories.negotiators import API, Negotiator
from tests.factories.signing import make_signing
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db
C = SigningCapacity


@pytest.fixture
def signing():
    return make_signing()


def test_a_version_is_read_with_its_text_its_hash_and_who_signed(signing):
    signing.approved()
    signing.sign(C.COUNCIL_LEADER)
    signing.sign(C.LSP_CHAIR)
    lsp = Negotiator(signing.coordinator, Scope.AGREEMENTS_READ)

    (listed,) = lsp.list("versions/", agreement=signing.talks.agreement.pk, status="approved")
    told = lsp.get(listed["links"]["self"])

    assert (told["number"], told["status"], told["valid_from"]) == (1, "approved", None)
    assert digest(told["content"]) == told["content_sha256"]
    assert told["intact"] is True
    assert json.loads(told["content"])["area"]["gss_code"] == signing.area.gss_code
    assert [one["capacity"] for one in told["signatures"]] == ["council_leader", "lsp_chair"]
    assert {one["content_sha256"] for one in told["signatures"]} == {told["content_sha256"]}
    assert "Council, item 7" in told["signatures"][0]["under"]
    assert signing.leader.name not in json.dumps(told)


def test_what_is_on_its_way_is_its_tables_and_what_is_signed_is_everybodys(signing):
    signing.approved()
    stranger = Negotiator(person("stranger", "lsp_coordinator"), Scope.AGREEMENTS_READ)
    address = f"versions/{signing.version.pk}/"

    assert stranger.list("versions/") == []
    assert stranger.client.get(f"{API}{address}").status_code == 404
    signing.sign_all()
    assert [one["status"] for one in stranger.list("versions/")] == ["signed"]
    assert len(stranger.get(address)["signatures"]) == 4


def test_a_key_with_every_scope_signs_nothing(signing):
    signing.approved()
    leader = Negotiator(signing.leader, *Scope)
    version = signing.version

    (told,) = [one for one in leader.get(f"versions/{version.pk}/")["actions"]
               if one["name"] == "sign_agreement"]  # fmt: skip
    assert (told["allowed"], told["method"]) == (False, "GET")
    assert "A key cannot sign" in told["reason_if_not"]
    assert leader.post(f"versions/{version.pk}/").status_code in (403, 405)
    assert leader.post(f"versions/{version.pk}/sign-agreement/").status_code == 404
    page = reverse(
        "targets:sign-agreement", args=[signing.area.gss_code, 1, C.COUNCIL_LEADER.value]
    )
    assert leader.client.post(page, {}).status_code == 302  # to sign in: pages know no keys
    by_key = User.objects.get(pk=signing.leader.pk)
    by_key.key = by_key.roles.get().keys.get()
    with pytest.raises(PermissionDenied, match="A key cannot sign"):
        signing.sign(C.COUNCIL_LEADER, by=by_key)
    assert not Signature.objects.exists()


def test_a_list_asks_as_many_queries_for_three_versions_as_for_one(analyst):
    nation = Negotiator(analyst, Scope.AGREEMENTS_READ)
    make_signing("A").approved()
    assert len(nation.list("versions/")) == 1  # the first use of a key is noted
    one = len(queries(lambda: nation.list("versions/")))
    for suffix in "BC":
        make_signing(suffix).approved()

    assert len(queries(lambda: nation.list("versions/"))) == one
    assert len(nation.list("versions/")) == 3
