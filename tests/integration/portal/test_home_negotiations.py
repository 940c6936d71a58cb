"""Agreements under negotiation on the home page, in the menu, and in the search."""

import pytest
from django.urls import reverse

from targets import actions
from targets.sides import Side
from targets.states import LineKind
from tests.factories.negotiation import AT, make_talks

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


def block(client, who, title):
    """The rows of a block of somebody's home page, by text, with their tags."""
    client.force_login(who)
    blocks = client.get(reverse("home")).context["blocks"]
    rows = next(one.rows for one in blocks if one.title == title)
    return {one.text: one.tag for one in rows if "/negotiation/" in one.link}


def test_an_agreement_waits_for_whoever_speaks_for_the_side_in_turn(client, talks):
    first = f"Make the first offer: {talks.area}"
    assert block(client, talks.coordinator, "Waiting for you") == {first: "Your turn"}
    assert block(client, talks.reviewer, "Waiting for you") == {}

    offer = talks.say(P, Burglary="14.40")

    answer = {f"Answer to offer 1: {talks.area}": "Not opened"}
    assert block(client, talks.coordinator, "Waiting for others") == answer
    to_open = {f"Open and answer offer 1: {talks.area}": "Your turn"}
    assert block(client, talks.reviewer, "Waiting for you") == to_open
    assert block(client, talks.director, "Waiting for you") == {}
    actions.open_offer(offer_id=offer.pk, by=talks.director, at=AT)
    opened = {f"Answer to offer 1: {talks.area}": "Opened"}
    assert block(client, talks.coordinator, "Waiting for others") == opened


def test_an_offer_that_asks_for_no_answer_waits_to_be_opened(client, talks):
    talks.say(P, Burglary="14.40")
    talks.say(G, Burglary=K.ACCEPT)

    to_open = {f"Open offer 2: {talks.area}": "To open"}
    assert block(client, talks.coordinator, "Waiting for you") == to_open
    assert block(client, talks.reviewer, "Waiting for you") == {}


def test_the_menu_has_negotiations_for_both_tables_and_onlookers(client, talks, analyst):
    at_the_table = dict.fromkeys(
        (talks.coordinator, talks.director, talks.county.officer), "review"
    )
    for who, page in {**at_the_table, analyst: "all-negotiations"}.items():
        client.force_login(who)
        menu = client.get(reverse("home")).context["navigation"]
        leads_to = {one["label"]: one["url"] for one in menu}
        assert leads_to["Negotiation"] == reverse(f"targets:{page}")

    client.force_login(talks.coordinator)
    ledger = reverse("targets:partner-ledger", args=[talks.area.gss_code])
    for page in (talks.agreement.get_absolute_url(), ledger, reverse("targets:issues")):
        menu = client.get(page).context["navigation"]
        assert [one["label"] for one in menu if one["current"]] == ["Negotiation"]


def test_search_finds_agreements_and_targets_as_far_as_one_may_see_them(client, talks, analyst):
    talks.say(P, Burglary="14.40")

    def found(who, words):
        client.force_login(who)
        groups = client.get(reverse("search"), {"q": words}).context["outcome"].groups
        return {group.kind.name: [one.text for one in group.found] for group in groups}

    assert found(talks.coordinator, "violence")["targets"] == ["Violence"]
    assert "targets" not in found(talks.reviewer, "violence")
    assert found(talks.reviewer, "burglary")["targets"] == ["Burglary"]
    assert "targets" not in found(analyst, "burglary")
    assert found(analyst, "oakshire")["agreements"] == [str(talks.agreement)]
