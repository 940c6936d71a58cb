"""The workspace of one target: what each side is shown there, and what it prepares."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.actions.editions import count_figures
from indicators.models import Figure
from targets import actions
from targets.models import DraftLine
from targets.sides import Side
from targets.states import LineKind
from tests.factories.evidence import make_known
from tests.factories.negotiation import AT, make_talks

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    """A table with a target of which everything is known, and one of which nothing is."""
    talks = make_talks()
    measure = talks.measures["Burglary"]
    measure.delete()
    talks.measures["Burglary"] = make_known(talks.area, 961, indicator=measure.indicator)
    return talks


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip()


def address(talks, name="negotiate", *more, title="Burglary"):
    return reverse(f"targets:{name}", args=[talks.target(title).pk, *more])


def see(client, person, talks, name="negotiate", *more, title="Burglary"):
    client.force_login(person)
    return client.get(address(talks, name, *more, title=title))


def opened(talks, offer):
    by = talks.reviewer if offer.side == P else talks.coordinator
    actions.open_offer(offer_id=offer.pk, by=by, at=AT)


def test_before_any_offer(client, talks):
    page = see(client, talks.coordinator, talks)

    said = text(page)
    assert "Not offered yet" in said
    assert "It is your turn. No offer has been made yet" in said
    assert "Nothing is proposed yet. Your side offers first." in said
    assert "Offer terms" in said
    assert page.text.count("<svg") >= 3
    assert client.get(f"{page.request['PATH_INFO']}?format=csv&chart=trend").status_code == 200
    assert see(client, talks.reviewer, talks).status_code == 404


def test_an_offer_is_read_once_it_is_opened(client, talks):
    offer = talks.say(P, Burglary="14.44")

    sealed = see(client, talks.reviewer, talks)
    assert "nobody of your side has opened it yet" in text(sealed)
    assert "14.44" not in sealed.text
    assert "Because" not in text(sealed)
    form = client.get(address(talks, "draft-line", "counter"))
    assert "14.44" not in form.text
    assert "Open it to read" in text(form)

    opened(talks, offer)
    read = see(client, talks.reviewer, talks)
    assert "14.440 in 2010/11" in text(read)
    assert "Because" in text(read)
    assert "Accept these terms" in text(read)
    assert "14.440 in 2010/11" in text(see(client, talks.coordinator, talks))


def test_what_was_withdrawn_unopened_stays_with_the_side_that_took_it_back(client, talks):
    talks.say(P, Burglary="14.44", Violence="16.00")
    offer = talks.agreement.offers.get()
    actions.withdraw_offer(offer_id=offer.pk, reason="A slip", by=talks.coordinator, at=AT)
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "15.55"))
    opened(talks, talks.make_offer(P))

    page = see(client, talks.reviewer, talks)

    assert "15.55" in page.text
    assert "14.44" not in page.text
    assert "before anybody of your side opened it" in text(page)
    assert "A slip" in text(see(client, talks.coordinator, talks))


def test_both_sides_are_shown_the_same_evidence_and_each_its_own_drafts(client, talks):
    offer = talks.say(P, Burglary="14.44")
    opened(talks, offer)
    talks.draft(G, "Burglary", K.COUNTER, talks.terms("Burglary", "13.33"), rationale="A secret")

    ours, theirs = (see(client, one, talks) for one in (talks.coordinator, talks.reviewer))

    assert drawn(ours) == drawn(theirs)
    assert "13.33" in theirs.text
    assert "A secret" in theirs.text
    assert "13.33" not in ours.text
    assert "A secret" not in ours.text


def drawn(page):
    return [str(one.chart.svg) for one in page.context["known"].exhibits if one.chart]


def test_terms_stand_side_by_side_with_those_of_before(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))
    opened(talks, talks.say(G, Burglary="13.33"))

    page = see(client, talks.coordinator, talks)

    headings = [one.heading for one in page.context["columns"]]
    assert headings == [
        "On the table: offer 2 of the Government Office",
        "Before: offer 1 of the partnership",
    ]
    row = next(one for one in page.context["compared"] if one.label == "2010/11")
    assert [(one.text, one.is_changed) for one in row.cells] == [
        ("13.330", True),
        ("14.440", False),
    ]
    history = [(one.offer.number, one.whose) for one in page.context["history"]]
    assert history == [(2, "Government Office"), (1, "partnership")]


def test_who_speaks_for_no_side_reads_why(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))

    said = text(see(client, talks.director, talks))

    assert "Only the coordinator of the Local Strategic Partnership" in said
    assert "Accept these terms" not in said


def test_those_of_no_side_see_what_is_settled_without_the_talks(client, talks, analyst):
    opened(talks, talks.say(P, Burglary="14.44", Violence="16.00"))
    talks.say(G, Burglary=K.ACCEPT, Violence=K.HOLD)

    page = see(client, analyst, talks)

    assert "Agreed" in text(page)
    assert "14.44" not in page.text
    assert see(client, analyst, talks, "draft-line", "reopen").status_code == 404
    assert see(client, analyst, talks, "discard-line").status_code == 404
    assert see(client, analyst, talks, title="Violence").status_code == 404


def test_a_candidate_leads_to_its_negotiation_and_back(client, talks):
    page = see(client, talks.coordinator, talks, "target")
    assert address(talks) in page.text
    assert talks.target("Burglary").get_absolute_url() == address(talks, "target")

    talks.county.act("longlist_again", "Burglary")
    assert see(client, talks.coordinator, talks)["Location"] == address(talks, "target")

    talks.county.act("shortlist", "Burglary")
    talks.say(P, Burglary="14.44")
    assert talks.target("Burglary").get_absolute_url() == address(talks)


def typed(page, **changes):
    """What a browser would send of a page's form, with changes; None leaves a field out."""
    form = page.context["form"]
    fields = {one.html_name: one.value() for one in form if one.name != "reopens_on"}
    fields = {name: value for name, value in fields.items() if value is not False}
    data = {
        name: value for name, value in fields.items() if value is not None and value is not False
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def test_terms_begin_with_the_portals_own_figure(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")

    form = page.context["form"]
    assert form["baseline"].value() == "11.95"
    assert form["baseline_period"].value() == "2006/07"
    assert form["baseline_source"].value() == "Police recorded crime"
    assert "The portal's figure: 11.950" in text(page)


def test_terms_are_saved_incomplete_and_said_to_be(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")

    done = client.post(address(talks, "draft-line", "offer"), typed(page), follow=True)

    draft = DraftLine.objects.get()
    assert (draft.baseline_period, draft.last_value) == ("2006/07", None)
    said = text(done)
    assert "is prepared for “Burglary”" in said
    assert "Set a value for at least one year" in said
    again = see(client, talks.coordinator, talks, "draft-line", "offer")
    values = {"in_2008_09": "11.5", "not_in_2009_10": "on", "in_2010_11": "1,0.9"}
    wrong = client.post(address(talks, "draft-line", "offer"), typed(again, **values))
    assert wrong.status_code == 422
    assert 'value="1,0.9"' in wrong.text
    values["in_2010_11"] = "10.9"
    client.post(address(talks, "draft-line", "offer"), typed(again, **values))
    draft.refresh_from_db()
    assert [str(one) for one in draft.values] == ["11.500000", "None", "10.900000"]


def test_a_preview_says_what_rules_find_and_saves_nothing(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")
    values = {"not_in_2008_09": "on", "not_in_2009_10": "on", "in_2010_11": "12.5", "preview": "1"}

    preview = client.post(address(talks, "draft-line", "offer"), typed(page, **values))

    said = text(preview)
    assert "12.5 is worse than the baseline" in said
    assert "Source:" in said
    assert 'value="12.5"' in preview.text
    assert not DraftLine.objects.exists()


def test_a_preview_says_how_ambitious_it_is_and_mandates_nothing(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")
    values = {"not_in_2008_09": "on", "not_in_2009_10": "on", "in_2010_11": "10.9", "preview": "1"}

    said = text(client.post(address(talks, "draft-line", "offer"), typed(page, **values)))

    assert "It breaks no rule." in said
    assert "How ambitious is it? 10.900 offences per 1,000 people in 2010/11" in said
    assert "This informs both sides alike" in said


def test_empty_years_are_filled_in_and_nothing_is_saved(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")
    values = typed(page, in_2010_11="10.9", fill="1")

    filled = client.post(address(talks, "draft-line", "offer"), values)

    assert "The empty years are filled in below" in text(filled)
    assert all(value.value() for _, value, _ in filled.context["form"].years)
    assert not DraftLine.objects.exists()
    without = client.post(address(talks, "draft-line", "offer"), values | {"baseline": ""})
    assert without.status_code == 422


def test_evidence_shows_how_ambitious_the_terms_are_and_what_is_new_since(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))
    before = see(client, talks.reviewer, talks)
    assert "How ambitious is it?" in text(before)
    assert "New data arrived" not in text(before)
    measure, area = talks.measures["Burglary"], talks.area
    Figure.objects.filter(measure=measure, area=area, period_start="2006-04-01").update(value=2.5)
    count_figures(measure, at=AT)

    after = see(client, talks.reviewer, talks)

    assert "New data arrived" in text(after)
    same = [page.context["known"].ambition for page in (before, after)]
    assert same[0] == same[1]


def test_two_colleagues_are_shown_both_texts(client, talks):
    page = see(client, talks.coordinator, talks, "draft-line", "offer")
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "14.44"), rationale="A colleague's")

    overtaken = client.post(
        address(talks, "draft-line", "offer"), typed(page, rationale="My own words")
    )

    assert overtaken.status_code == 409
    said = text(overtaken)
    assert "A colleague&#x27;s" in overtaken.text
    assert "14.44" in said
    assert "My own words" in said
    on_purpose = typed(overtaken)
    assert client.post(address(talks, "draft-line", "offer"), on_purpose).status_code == 302
    assert DraftLine.objects.get().rationale == "My own words"


def test_what_was_typed_is_kept_when_the_other_side_has_moved(client, talks):
    offer = talks.say(P, Burglary="14.44")
    opened(talks, offer)
    page = see(client, talks.coordinator, talks, "draft-line", "offer")
    opened(talks, talks.say(G, Burglary="13.33"))

    late = client.post(address(talks, "draft-line", "offer"), typed(page, rationale="My own words"))

    assert late.status_code == 403
    assert "My own words" in text(late)
    assert "are the other side&#x27;s" in late.text
    assert f'action="{address(talks, "draft-line", "counter")}"' in late.text
    saved = client.post(address(talks, "draft-line", "counter"), typed(late))
    assert saved.status_code == 302
    assert DraftLine.objects.get().kind == K.COUNTER


@pytest.mark.parametrize("kind", ["hold", "accept"])
def test_short_answers(client, talks, kind):
    opened(talks, talks.say(P, Burglary="14.44"))
    page = see(client, talks.reviewer, talks, "draft-line", kind)
    url = address(talks, "draft-line", kind)

    bare = client.post(url, typed(page))
    if kind == "hold":
        assert bare.status_code == 422
        bare = client.post(url, typed(page, rationale="We wait for the survey"))

    assert bare.status_code == 302
    assert DraftLine.objects.get().kind == kind


def test_what_is_settled_is_reopened_from_the_terms_agreed(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))
    talks.say(G, Burglary=K.ACCEPT)
    page = see(client, talks.reviewer, talks, "draft-line", "reopen")
    assert page.context["form"]["in_2010_11"].value() == "14.44"

    client.post(
        address(talks, "draft-line", "reopen"), typed(page, in_2010_11="13.33", rationale="Data")
    )

    assert DraftLine.objects.get().kind == K.REOPEN


def test_what_is_prepared_is_dropped_on_purpose(client, talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "14.44"))
    page = see(client, talks.coordinator, talks, "discard-line")
    assert "14.44" in text(page)

    client.post(address(talks, "discard-line"), typed(page))
    assert not DraftLine.objects.exists()
    again = client.post(address(talks, "discard-line"), typed(page))
    assert again.status_code == 403
    assert "Nothing is prepared" in text(again)


@pytest.mark.parametrize("kind", ["agree", "hold_open", "nothing"])
def test_no_other_kind_is_prepared(client, talks, kind):
    assert see(client, talks.coordinator, talks, "draft-line", kind).status_code == 404


def test_only_those_who_speak_prepare(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))
    assert "Only the coordinator" in text(
        see(client, talks.director, talks, "draft-line", "accept")
    )

    assert client.post(address(talks, "draft-line", "accept"), {"version": 0}).status_code == 403


def test_the_workspace_takes_few_queries(client, talks):
    opened(talks, talks.say(P, Burglary="14.44"))
    opened(talks, talks.say(G, Burglary="13.33"))
    talks.draft(P, "Burglary", K.COUNTER, talks.terms("Burglary", "14.04"))
    client.force_login(talks.coordinator)

    first, again = asked_for(client, address(talks)), asked_for(client, address(talks))

    assert len(first) <= 16, "\n\n".join(first)
    assert len(again) <= 12, "\n\n".join(again)


def asked_for(client, url):
    """Return the queries that a page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    of_tests = ("SAVEPOINT", "RELEASE")
    return [one["sql"] for one in asked if not one["sql"].startswith(of_tests)]
