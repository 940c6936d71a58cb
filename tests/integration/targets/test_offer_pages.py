"""The pages of a negotiation: all targets of an agreement, offers prepared, sent, opened, read."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from targets import actions
from targets.models import DraftLine, Offer, SharedIssue
from targets.sides import Side
from targets.states import LineKind
from tests.factories.indicators import make_indicator
from tests.factories.negotiation import AT, make_talks
from tests.factories.summaries import make_summary

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


def address(talks, name, *args):
    return reverse(f"targets:{name}", args=[talks.area.gss_code, *args])


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def look(client, who, url, **query):
    client.force_login(who)
    return client.get(url, query)


def opened(talks, offer, by=None):
    actions.open_offer(offer_id=offer.pk, by=by or talks.speaker(Side(offer.side).other), at=AT)


# --- All targets of one agreement -----------------------------------------------------------------


def test_every_target_has_its_row_with_figures_and_where_it_stands(client, talks):
    make_summary(talks.measures["Burglary"], talks.area, full=True, projected=16.4)
    opened(talks, talks.say(P, Burglary="14.40"))
    opened(talks, talks.say(G, Burglary="13.00"))
    talks.draft(P, "Violence", K.OFFER, talks.terms("Violence", "16.00"))

    said = text(look(client, talks.coordinator, address(talks, "negotiation")))

    assert "It is your turn" in said
    assert "2 targets: 1 on the table, 1 waiting for your side, 0 agreed, 0 placeholders." in said
    assert "2 of 35 designated , with what your side has prepared" in said
    assert "18.00 2007/08 14.40 13.00 On the table 16.40 (21.30 to 30.10)" in said
    assert "Below the projected range" in said
    assert "Offer 2 waits for your side's answer" in said
    assert "The partnership has not offered it yet Prepared: To offer" in said
    assert "1 line prepared. 1 without an answer." in said


def test_targets_are_filtered_sorted_and_taken_away(client, talks):
    opened(talks, talks.say(P, Burglary="14.40", Violence="16.00"))
    opened(talks, talks.say(G, Burglary=K.ACCEPT, Violence=K.HOLD))
    page = address(talks, "negotiation")

    agreed = text(look(client, talks.reviewer, page, show="agreed"))
    assert "Agreed on the terms of offer 1" in agreed
    assert "Violence NI" not in agreed
    assert "No target is like that" in text(look(client, talks.reviewer, page, show="waiting"))
    downwards = look(client, talks.reviewer, page, sort="-title").context["rows"]
    assert [one.row.target.title for one in downwards] == ["Violence", "Burglary"]
    header, burglary, violence = look(
        client, talks.coordinator, page, format="csv", sort="title"
    ).text.splitlines()
    assert header.endswith("status,position,partnership,government_office,prepared")
    assert burglary.startswith("Burglary,NI 930")
    assert burglary.endswith("Agreed,Agreed on the terms of offer 1,14.40,,")
    assert "The Government Office holds its answer to offer 1" in violence


def test_what_an_unopened_offer_says_is_nowhere_for_the_other_side(client, talks):
    offer = talks.say(P, Burglary="14.40")
    names = (("negotiation",), ("prepare-offer",), ("offer", offer.number))
    pages = [address(talks, *name) for name in names]

    for page in pages:
        said = text(look(client, talks.reviewer, page))
        assert "Offer 1" in said
        assert "14.40" not in said
        assert "Burglary" not in said

    opened(talks, offer)
    assert "14.40" in text(look(client, talks.reviewer, pages[0]))


def test_before_anything_is_chosen_or_offered_the_page_says_what_to_do(client, talks):
    for title in ("Burglary", "Violence"):
        talks.county.act("longlist_again", title)

    own = look(client, talks.coordinator, address(talks, "negotiation"))
    other = text(look(client, talks.reviewer, address(talks, "negotiation")))

    assert address(talks, "collation") in own.text
    assert "Nothing is on the short list yet" in text(own)
    assert "The partnership has offered nothing yet" in other


def test_what_is_prepared_is_shown_to_ones_own_side_alone(client, talks):
    opened(talks, talks.say(P, Burglary="14.40"))
    talks.draft(G, "Burglary", K.COUNTER, talks.terms("Burglary", "12.34"), rationale="Too far")

    for who in (talks.reviewer, talks.director):
        page = text(look(client, who, address(talks, "prepare-offer")))
        assert "12.34" in page
        assert "Too far" in page
    for name in ("negotiation", "prepare-offer"):
        said = text(look(client, talks.coordinator, address(talks, name)))
        assert "12.34" not in said
        assert "To counter" not in said


def test_national_roles_read_what_is_settled_and_nothing_else(client, talks, analyst):
    opened(talks, talks.say(P, Burglary="14.40", Violence="16.00"))
    offer = talks.say(G, Burglary=K.ACCEPT, Violence="15.55")

    said = text(look(client, analyst, address(talks, "negotiation")))

    assert "Burglary" in said
    assert "14.40" in said
    assert "Violence" not in said
    assert "15.55" not in said
    for page in (address(talks, "prepare-offer"), offer.get_absolute_url()):
        assert look(client, analyst, page).status_code == 404


def test_what_if_one_more_were_added(client, talks):
    make_indicator(72, title="Early years")
    opened(talks, talks.say(P, Burglary="14.40"))
    page = address(talks, "negotiation")
    known, other = talks.measures["Burglary"].indicator, make_indicator(921, title="Dogs")

    def ask(indicator, type_):
        found = look(client, talks.coordinator, page, add=indicator.pk, as_type=type_)
        assert "accessible-autocomplete" in found.content.decode(), "the look of the type-ahead"
        return text(found)

    assert "in the agreement already, as “Burglary”" in ask(known, "designated")
    assert "would keep the rules on what it may hold" in ask(other, "designated")
    wrong = ask(other, "statutory")
    assert "NI 921 is none of the 16" in wrong
    assert "Source: Hampshire County Council" in wrong
    assert not talks.agreement.targets.filter(indicator=other).exists()


def waiting_for_an_issue(talks, title):
    raised = {"raised_by": talks.reviewer, "raised_at": AT}
    indicator = talks.measures[title].indicator
    issue = SharedIssue.objects.create(indicator=indicator, title="Which year?", **raised)
    return {**talks.placeholder(title), "placeholder_reason": "shared_issue", "issue": issue}


def test_as_many_queries_for_twenty_targets_as_for_two(client):
    asked = {}
    for count in (2, 20):
        talks = make_talks(f"n{count}", titles=[f"Target {n}" for n in range(count)])
        offer = talks.say(P, **{f"Target {n}": f"{14 + n / 10:.2f}" for n in range(count)})
        opened(talks, offer)
        for n in range(count):
            talks.draft(G, f"Target {n}", K.COUNTER, waiting_for_an_issue(talks, f"Target {n}"))
        for name, args in (("negotiation", ()), ("prepare-offer", ()), ("offer", (1,))):
            url = address(talks, name, *args)
            look(client, talks.reviewer, url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            asked.setdefault(name, []).append(len(seen))

    assert {name: few for name, (few, _) in asked.items()} == {
        name: many for name, (_, many) in asked.items()
    }
    assert max(asked["negotiation"]) <= 22


# --- Preparing and sending ------------------------------------------------------------------------


def send(client, talks, by=None, **changes):
    """Send what the page of an offer shows, with what is changed in it."""
    client.force_login(by or talks.coordinator)
    form = client.get(address(talks, "prepare-offer")).context["form"]
    typed = {
        "version": form["version"].value(),
        "shown": form["shown"].value(),
        "rationale": "As far as we can go",
    }
    return client.post(address(talks, "prepare-offer"), typed | changes)


def test_what_is_prepared_is_checked_sent_and_not_sent_twice(client, talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))
    client.force_login(talks.coordinator)
    page = client.get(address(talks, "prepare-offer"))
    form = page.context["form"]
    typed = {name: form[name].value() for name in ("version", "shown")} | {"rationale": "Ours"}

    first = client.post(address(talks, "prepare-offer"), typed)
    second = client.post(address(talks, "prepare-offer"), typed)

    assert "Offered for the first time." in text(page)
    assert "You can send the offer all the same. Burglary: No organisation is named" in text(page)
    assert "Mend these before you send it" not in text(page)
    assert "▼ 3.60 lower than 18.00" in text(page)
    assert first["Location"] == second["Location"] == address(talks, "offer", 1)
    assert Offer.objects.get().rationale == "Ours"


def test_a_broken_rule_is_named_with_its_source_and_nothing_is_lost(client, talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "18.10"))

    answer = send(client, talks, rationale="Words that took an hour")

    said = text(answer)
    assert answer.status_code == 422
    assert "Burglary: 18.1 is worse than the baseline" in said
    assert "Source: 2007 Act s.105" in said
    assert "Words that took an hour" in said
    assert not Offer.objects.exists()


def test_all_the_rest_is_accepted_and_the_words_stay(client, talks):
    opened(talks, talks.say(P, Burglary="14.40", Violence="16.00"))
    talks.draft(G, "Violence", K.COUNTER, talks.terms("Violence", "15.00"))
    page = address(talks, "prepare-offer")

    before = text(look(client, talks.reviewer, page))
    refused = send(client, talks, by=talks.reviewer)
    after = client.post(page, {"act": "accept_all", "rationale": "Words so far"})

    assert "Without an answer" in before
    assert refused.status_code == 422
    assert "These wait for your answer: Burglary." in text(refused)
    assert "Words so far" in after.text
    assert "Accepts the terms of offer 1." in text(after)
    assert "Without an answer" not in text(after)
    assert send(client, talks, by=talks.reviewer).status_code == 302
    assert talks.status("Burglary") == "agreed"


def test_an_offer_made_meanwhile_is_named_and_the_words_are_kept(client, talks):
    opened(talks, talks.say(P, Burglary="14.40"))
    talks.draft(G, "Burglary", K.ACCEPT)
    shown = talks.version
    talks.say(G, Burglary=K.HOLD)
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "14.00"))

    answer = send(client, talks, version=shown)

    assert answer.status_code == 409
    assert "Offer 2 was made at" in text(answer)
    assert "As far as we can go" in text(answer)
    assert "Open offer 2 before you send yours" in text(answer)
    assert "Send the offer" not in text(answer)
    again = answer.context["form"]
    assert int(again["version"].value()) == talks.version

    opened(talks, Offer.objects.get(number=2))
    typed = {"act": "look_again", "rationale": "As far as we can go"}
    looked = client.post(address(talks, "prepare-offer"), typed)
    assert "As far as we can go" in looked.text
    assert "Send the offer" in text(looked)


def test_what_a_colleague_changed_is_not_sent_unseen(client, talks):
    draft = talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))
    shown = f"{draft.pk}:{draft.version}"
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "13.50"))

    answer = send(client, talks, shown=shown)

    assert answer.status_code == 409
    assert "A colleague has changed what is prepared for Burglary." in text(answer)
    again = answer.context["form"]
    typed = {name: again[name].value() for name in ("version", "shown", "rationale")}
    assert client.post(address(talks, "prepare-offer"), typed).status_code == 302


def test_those_who_read_along_send_nothing(client, talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))

    said = text(look(client, talks.county.officer, address(talks, "prepare-offer")))
    answer = send(client, talks, by=talks.county.officer)

    assert "Only the coordinator of the Local Strategic Partnership" in said
    assert answer.status_code == 403


def test_out_of_turn_one_prepares_and_cannot_send(client, talks):
    talks.say(P, Burglary="14.40")
    talks.draft(P, "Violence", K.OFFER, talks.terms("Violence"))

    page = look(client, talks.coordinator, address(talks, "prepare-offer"))

    assert "It is the Government Office's turn" in text(page)
    assert "Send the offer" not in text(page)
    assert send(client, talks).status_code == 403


# --- Offers ---------------------------------------------------------------------------------------


def test_an_offer_is_opened_on_purpose_and_read_with_its_redline(client, talks):
    opened(talks, talks.say(P, Burglary="14.40", Violence="16.00"))
    talks.draft(G, "Burglary", K.COUNTER, talks.terms("Burglary", "13.00"), rationale="Others do")
    talks.draft(G, "Violence", K.ACCEPT)
    page = talks.make_offer(G).get_absolute_url()

    cover = text(look(client, talks.coordinator, page))
    assert "Open this offer" in cover
    assert "13.00" not in cover
    assert client.post(page).status_code == 302

    said = text(client.get(page))
    assert "Counters offer 1" in said
    assert "▼ 1.40 lower than 14.40" in said
    assert "▼ 5.00 lower than 18.00" in said
    assert "Accepts the terms of offer 1" in said
    assert "Reason: Others do" in said
    assert "Offer before" in said
    file = client.get(page, {"format": "csv"}).text
    assert (
        ",Counter,Counters offer 1,2010/11,13.00,1.40 lower than 14.40,5.00 lower than 18.00,,"
        in file
    )
    assert "Paper for committee" in text(client.get(page, {"print": "1"}))
    assert 'class="govuk-details" open' in client.get(page, {"print": "1"}).text


def test_nobody_of_ones_own_side_opens_an_offer(client, talks):
    offer = talks.say(P, Burglary="14.40")
    client.force_login(talks.coordinator)

    assert client.post(offer.get_absolute_url()).status_code == 403
    offer.refresh_from_db()
    assert offer.opened_at is None


def test_what_was_agreed_before_stands_beside_what_is_offered_now(client, talks):
    opened(talks, talks.say(P, Burglary="14.40", Violence="16.00"))
    talks.say(G, Burglary=K.ACCEPT, Violence=K.HOLD)
    talks.draft(P, "Burglary", K.REOPEN, talks.terms("Burglary", "15.00"))
    talks.draft(P, "Violence", K.HOLD)
    offer = talks.make_offer(P)

    said = text(look(client, talks.coordinator, offer.get_absolute_url()))

    assert "Against what was agreed" in said
    assert (
        "2010/11 15.00 ▲ 0.60 higher than 14.40 ▼ 3.00 lower than 18.00 ▲ 0.60 higher than 14.40"
        in said
    )


def test_an_unopened_offer_is_withdrawn_and_its_words_go_no_further(client, talks):
    offer = talks.say(P, Burglary="14.40")
    page = address(talks, "withdraw-offer", 1)
    client.force_login(talks.coordinator)

    assert client.post(page, {"reason": ""}).status_code == 422
    done = client.post(page, {"reason": "A slip of the pen"}, follow=True)

    assert "What it said is prepared again" in text(done)
    assert DraftLine.objects.get().kind == K.OFFER
    cover = text(look(client, talks.reviewer, offer.get_absolute_url()))
    assert "A slip of the pen" in cover
    assert "14.40" not in cover
    assert "Open this offer" not in cover


def test_an_opened_offer_cannot_be_withdrawn(client, talks):
    opened(talks, talks.say(P, Burglary="14.40"))
    page = address(talks, "withdraw-offer", 1)

    assert "opened this offer on" in text(look(client, talks.coordinator, page))
    assert client.post(page, {"reason": "Too late"}).status_code == 403


# --- The queue ------------------------------------------------------------------------------------


def test_the_queue_has_what_waits_first(client, talks):
    offer = talks.say(P, Burglary="14.40")
    page = reverse("targets:review")

    waiting = look(client, talks.reviewer, page)
    theirs = look(client, talks.coordinator, page)

    assert [it["one"].agreement for it in waiting.context["waiting"]] == [talks.agreement]
    assert "Offer 1 to open" in text(waiting)
    assert not theirs.context["waiting"]
    assert "It has not opened your offer 1" in text(theirs)
    opened(talks, offer)
    assert "1 on the table, 0 agreed" in text(look(client, talks.director, page))


def test_a_government_office_sees_no_agreement_before_its_first_offer(client, talks):
    page = reverse("targets:review")

    assert not look(client, talks.reviewer, page).context["waiting"]
    (own,) = look(client, talks.coordinator, page).context["waiting"]
    assert "No offer has been made yet" in own["said"]
    assert "2 not offered yet" in text(look(client, talks.coordinator, page))
