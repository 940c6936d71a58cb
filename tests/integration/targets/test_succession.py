"""What was signed passes to the areas that come after, by offers both sides agree to."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from laa_portal.foundation.versioning import Stale
from laa_portal.home.blocks import Looking
from laa_portal.home.waiting import waiting
from targets import actions, queries
from targets.models import DraftLine
from targets.states import VersionStatus
from tests.factories.collation import make_county
from tests.factories.revising import LATER, make_signed
from tests.factories.succession import agree_and_sign, make_successor, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return make_signed()


def test_what_was_signed_holds_until_all_who_succeed_have_signed_their_own(signed):
    east, west = make_successor(signed, "east"), make_successor(signed, "west")
    agreement = take_over(signed, east, "Burglary")
    take_over(signed, west, "Violence")
    draft = DraftLine.objects.get(target__agreement=agreement)
    assert draft.rationale == f"As signed for {signed.area}, version 1"
    assert str(draft.in_2010_11) == "14.400000"

    first = agree_and_sign(east, "Burglary", "e")
    signed.first.refresh_from_db()
    assert first.status == VersionStatus.SIGNED
    assert signed.first.status == VersionStatus.SIGNED, "the west has not signed yet"

    agree_and_sign(west, "Violence", "w")
    signed.first.refresh_from_db()
    assert (signed.first.status, signed.first.ends_on) == (
        VersionStatus.SUPERSEDED,
        LATER.date(),
    )
    ((line, _),) = queries.agreement_as_at(agreement, LATER.date()).lines
    assert line.target.passed_from.version == signed.first
    before = LATER.date() - timedelta(days=1)
    assert queries.agreement_as_at(signed.agreement, before).version == signed.first
    assert queries.agreement_as_at(signed.agreement, LATER.date()).version is None
    assert [queries.verify(one).faults for one in queries.all_signed()] == [[], [], []]


def test_only_the_new_areas_coordinator_takes_over_and_each_line_once(signed):
    east, other = make_successor(signed, "east"), make_county("other", districts=())
    with pytest.raises(PermissionDenied, match="Only the coordinator"):
        take_over(signed, east, "Burglary", by=signed.coordinator)
    with pytest.raises(PermissionDenied, match="does not succeed"):
        take_over(signed, other, "Burglary")
    with pytest.raises(actions.NotPossible, match="Tick at least one"):
        take_over(signed, east)

    agreement = take_over(signed, east, "Burglary")
    with pytest.raises(actions.NotPossible, match="not taken over yet"):
        take_over(signed, east, "Burglary", version=agreement.version)
    with pytest.raises(Stale):
        take_over(signed, east, "Violence")


def test_page_shows_what_passes_and_leads_to_the_offer(client, signed):
    east = make_successor(signed, "east")
    address = reverse("targets:take-over", args=[signed.area.gss_code, 1, east.area.gss_code])
    rows = waiting(Looking(east.coordinator, LATER)).rows
    assert address in {row.link for row in rows}
    client.force_login(east.coordinator)
    after = client.get(reverse("targets:after-signing", args=[signed.area.gss_code, 1]))
    assert address in after.content.decode()

    assert "Burglary: 14.40 in 2010/11" in client.get(address).content.decode()
    assert client.post(address, {"version": 0}).status_code == 422
    line = signed.version.lines.get(title="Burglary")
    sent = client.post(address, {"version": 0, "lines": [line.pk]})
    assert sent["Location"].endswith("/negotiation/offer/")
    client.force_login(signed.coordinator)
    assert "Only the coordinator" in client.get(address).content.decode()
