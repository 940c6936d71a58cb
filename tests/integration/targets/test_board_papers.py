"""The paper for a board: all targets as they stand, for whoever may read them, and no draft."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laa_portal.foundation import typesetting
from targets import actions
from targets.models import SharedIssue
from targets.sides import Side
from targets.states import LineKind
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_organisation
from tests.factories.summaries import make_summary

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


def page(talks):
    return reverse("targets:board-paper", args=[talks.area.gss_code])


def text(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def look(client, who, talks):
    client.force_login(who)
    return text(client.get(page(talks)))


def two_rounds(talks):
    talks.say(P, Burglary="14.40", Violence="16.00")
    offer = talks.say(G, Burglary="13.00", Violence=K.ACCEPT)
    actions.open_offer(offer_id=offer.pk, by=talks.coordinator, at=AT)


def test_each_target_has_last_round_this_round_and_what_changed(client, talks):
    two_rounds(talks)
    make_summary(talks.measures["Burglary"], talks.area, full=True, projected=16.4)

    said = look(client, talks.coordinator, talks)

    assert "Paper for the partnership's board For decision" in said
    assert "Offer 2 of the Government Office" in said
    assert (
        "Offer 2 waits for your side's answer. Terms of offer 2; the last round is offer 1" in said
    )
    assert "2010/11: 13.00. ▼ 1.40 lower than 14.40" in said
    assert (
        "If nothing new is done, 16.40 (21.30 to 30.10) is likely. The average of similar" in said
    )
    assert "Agreed on the terms of offer 1. Terms of offer 1, the first for this target" in said


def test_partners_issues_and_rules_stand_with_their_target(client, talks, analyst):
    two_rounds(talks)
    body = make_organisation("x-police", name="Force", areas=[talks.area])
    target = talks.target("Burglary")
    actions.ask_partners(
        target_id=target.pk, organisations=[body], question="", by=talks.coordinator, at=AT
    )
    issue = SharedIssue.objects.create(
        indicator=target.indicator, title="No baseline", text="None", raised_by=analyst,
        raised_at=AT,
    )  # fmt: skip

    said = look(client, talks.coordinator, talks)

    assert "Partners Force: asked" in said
    assert f"Open issues {issue.title}" in said
    assert "Partners Nobody is named for it yet" in said
    assert "No organisation is named for it" in said


def test_what_a_side_prepares_and_notes_is_not_in_it(client, talks):
    two_rounds(talks)
    talks.draft(P, "Burglary", K.COUNTER, talks.terms("Burglary", "12.34"), rationale="Our limit")
    actions.write_note(target=talks.target("Burglary"), text="Weak", by=talks.coordinator, at=AT)

    said = look(client, talks.coordinator, talks)

    assert "12.34" not in said
    assert "Our limit" not in said
    assert "Weak" not in said


def test_an_offer_that_ones_side_has_not_opened_is_not_in_it(client, talks, analyst):
    talks.say(P, Burglary="14.40")

    said = look(client, talks.reviewer, talks)

    assert "Paper for the Government Office" in said
    assert "14.40" not in said
    assert "Nothing that your side has read is on the table yet" in said
    client.force_login(analyst)
    assert client.get(page(talks)).status_code == 404
    assert "paper for decision" not in client.get(talks.agreement.get_absolute_url()).text


def test_one_click_makes_a_pdf_and_a_failure_is_told(client, talks, monkeypatch):
    two_rounds(talks)
    client.force_login(talks.coordinator)

    made = client.post(page(talks))

    assert made.content.startswith(b"%PDF")
    assert made["Content-Disposition"].startswith('attachment; filename="oakshire-paper')

    def fail(*args):
        raise typesetting.NotTypeset("no")

    monkeypatch.setattr("targets.views.board_papers.typeset", fail)
    assert "The PDF could not be made" in text(client.post(page(talks), follow=True))


def test_it_asks_as_much_for_many_targets_as_for_few(client, talks):
    two_rounds(talks)
    other = make_talks("B", titles=("Arson", "Burglary", "Cars", "Drugs", "Violence"))
    other.say(P, **dict.fromkeys(("Arson", "Burglary", "Cars", "Drugs", "Violence"), "14.40"))
    client.force_login(talks.coordinator)
    client.get(page(talks))
    with CaptureQueriesContext(connection) as few:
        client.get(page(talks))
    client.force_login(other.coordinator)
    client.get(page(other))

    with CaptureQueriesContext(connection) as many:
        client.get(page(other))
    assert len(many) <= len(few)
