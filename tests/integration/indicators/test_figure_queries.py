"""A problem with a figure: reported, answered, asked again, closed; and who reads what of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators import actions
from indicators.models import FigureQuery, Status
from indicators.states import QueryStatus
from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import Notice, RoleKind
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_partnership

pytestmark = pytest.mark.django_db

WORDS = "Twice what the police report of the same year says"


@pytest.fixture
def force(db):
    return make_organisation("x-force", name="Greyshire Constabulary", kind="police_force")


@pytest.fixture
def figure(force):
    return make_figure(make_measure(make_indicator()), make_area(), make_return(force))


@pytest.fixture
def provider(force):
    return person("provider", RoleKind.DATA_PROVIDER, organisation=force)


@pytest.fixture
def officer(figure):
    partnership = make_partnership(areas=[figure.area])
    return person("officer", RoleKind.CDRP_OFFICER, partnership=partnership)


@pytest.fixture
def query(figure, officer, at):
    return actions.raise_query(figure=figure, text=WORDS, by=officer, at=at)


def page_of(figure):
    slug, code = figure.measure.indicator.slug, figure.area.gss_code
    return reverse("indicators:figure", args=[slug, code])


def report_of(figure, **changes):
    slug, code = figure.measure.indicator.slug, figure.area.gss_code
    asked = {"measure": figure.measure.code, "period": figure.period.code} | changes
    return reverse("indicators:raise-query", args=[slug, code], query=asked)


def test_report_is_answered_and_closed_in_the_browser(client, figure, officer, provider):
    client.force_login(officer)
    assert "Report a problem with this figure" in client.get(page_of(figure)).text
    page = client.post(report_of(figure), {"text": WORDS}, follow=True)
    assert "Greyshire Constabulary is asked" in page.text
    found = FigureQuery.objects.get()

    client.force_login(provider)
    assert f"Query {found.pk}" in client.get(reverse("indicators:queries")).text
    assert WORDS in client.get(found.get_absolute_url()).text
    answer = {"version": found.version, "text": "A row was counted twice; a return will follow"}
    client.post(reverse("indicators:answer-query", args=[found.pk]), answer)

    client.force_login(officer)
    page = client.get(found.get_absolute_url())
    assert "A row was counted twice" in page.text
    assert "Ask again" in page.text
    found.refresh_from_db()
    close = reverse("indicators:close-query", args=[found.pk])
    page = client.post(close, {"version": found.version}, follow=True)

    assert "The query is closed" in page.text
    found.refresh_from_db()
    assert (found.status, found.closed_by) == (QueryStatus.CLOSED, officer)


def test_everybody_sees_that_a_figure_is_under_query_but_not_by_whom(client, figure, query):
    page = client.get(page_of(figure))

    assert "Under query" in page.text
    assert "since 3 June 2013" in page.text
    assert WORDS not in page.text
    assert "officer (role)" not in page.text


def test_strangers_are_told_how_to_report(client, figure):
    page = client.get(page_of(figure))

    assert "Sign in to report it" in page.text
    assert "write to the data providers of Greyshire Constabulary" in page.text
    assert client.get(report_of(figure)).status_code == 302


def test_closed_query_leaves_no_mark_on_the_figure(client, figure, query, officer, at):
    actions.close_query(query_id=query.pk, version=1, by=officer, at=at)

    assert "Under query" not in client.get(page_of(figure)).text


def test_mark_stays_when_figures_are_worked_out_again(client, figure, query):
    figure.delete()
    make_figure(figure.measure, figure.area, figure.data_return)

    assert "Under query" in client.get(page_of(figure)).text


@pytest.mark.parametrize(
    "asked", [{"period": "1999/00"}, {"period": "x"}, {"measure": "NI 999"}, {"measure": "\0"}]
)
def test_figure_that_is_not_there_cannot_be_reported(client, figure, officer, asked):
    client.force_login(officer)

    assert client.get(report_of(figure, **asked)).status_code == 404


def test_figure_that_is_not_theirs_to_see_cannot_be_reported(client, figure, stranger):
    figure.status = Status.PROVISIONAL
    figure.save()
    client.force_login(stranger)

    assert client.post(report_of(figure), {"text": WORDS}).status_code == 404
    assert not FigureQuery.objects.exists()


def test_report_without_words_says_what_to_do(client, figure, officer):
    client.force_login(officer)

    page = client.post(report_of(figure), {"text": " "})

    assert page.status_code == 422
    assert "Answer “" in page.text


def test_same_figure_is_reported_once_by_a_person_while_it_is_open(figure, query, officer, at):
    with pytest.raises(actions.RaisedAlready):
        actions.raise_query(figure=figure, text="Again", by=officer, at=at)

    actions.close_query(query_id=query.pk, version=1, by=officer, at=at)
    again = actions.raise_query(figure=figure, text="Again", by=officer, at=at)

    assert again.pk != query.pk


def test_query_that_was_answered_meanwhile_is_not_closed_unread(
    client, query, provider, officer, at
):
    actions.answer_query(query_id=query.pk, version=1, text="It is right", by=provider, at=at)
    client.force_login(officer)

    page = client.post(reverse("indicators:close-query", args=[query.pk]), {"version": 1})

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert "It is right" in page.text
    assert page.text.count('name="version" value="2"') == 2, "to ask again, and to close it"


def test_asking_again_gives_the_provider_two_weeks_more(query, provider, officer, at):
    actions.answer_query(query_id=query.pk, version=1, text="It is right", by=provider, at=at)
    later = at + timedelta(days=9)

    asked = actions.ask_again(query_id=query.pk, version=2, text="Why?", by=officer, at=later)

    assert (asked.status, asked.due_on) == (QueryStatus.RAISED, date(2013, 6, 26))
    assert [one.is_answer for one in asked.messages.all()] == [False, True, False]


def test_second_of_two_who_answer_is_told(client, query, provider, analyst, at):
    actions.answer_query(query_id=query.pk, version=1, text="It is right", by=analyst, at=at)
    with pytest.raises(Stale):
        actions.answer_query(query_id=query.pk, version=1, text="Wrong", by=provider, at=at)
    client.force_login(provider)

    page = client.post(
        reverse("indicators:answer-query", args=[query.pk]), {"version": 1, "text": "Wrong"}
    )

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert query.messages.count() == 2


@pytest.mark.parametrize(
    ("act", "who", "sentence"),
    [
        ("answer_query", "officer", "Data providers of Greyshire Constabulary answer this"),
        ("ask_again", "provider", "Whoever raised this may ask again"),
        ("close_query", "provider", "Whoever raised this, or the Home Office, closes it"),
        ("ask_again", "officer", "This query is raised already"),
    ],
)
def test_each_act_belongs_to_its_side_and_its_turn(
    query, officer, provider, at, act, who, sentence
):
    by = {"officer": officer, "provider": provider}[who]
    typed = {} if act == "close_query" else {"text": "Words"}

    with pytest.raises(PermissionDenied, match=sentence):
        getattr(actions, act)(query_id=query.pk, version=1, by=by, at=at, **typed)


def test_nobody_else_reads_a_query(client, query, stranger):
    client.force_login(stranger)

    assert client.get(query.get_absolute_url()).status_code == 404
    assert "There is none" in client.get(reverse("indicators:queries")).text


def test_each_side_is_told_of_what_the_other_did(query, provider, officer, at):
    raised = make_event("raise_query", query, by=officer)
    answered = make_event("answer_query", query, by=provider)

    notice(at=at)

    told = {(one.event_id, one.user) for one in Notice.objects.filter(event__xid__lt=1000)}
    assert told == {(raised.pk, provider), (answered.pk, officer)}


def test_words_are_not_in_the_audit_trail(query):
    event = AuditEvent.objects.get(verb="raise_query")

    assert event.area_id is None
    assert WORDS not in f"{event.details} {event.reason} {event.target_name}"
