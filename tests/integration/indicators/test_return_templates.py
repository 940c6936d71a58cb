"""A return to fill in has what is due from its sender and not in, and is taken as it was given."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import actions
from indicators.models import StagedRow
from indicators.periods import Period, PeriodKind, add_months
from indicators.reading import return_templates
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure, make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2009, 1, 1, tzinfo=UTC)


@pytest.fixture
def areas():
    return [
        make_area(f"X0700090{number}", name=name)
        for number, name in enumerate(("Ashmere", "Coldwell"))
    ]


@pytest.fixture
def force(areas):
    return make_organisation("x-force", areas=areas, kind="police_force")


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=0))


@pytest.fixture
def months():
    """The last three months that have ended, the oldest first."""
    first = timezone.localdate().replace(day=1)
    return [Period(PeriodKind.MONTH, add_months(first, -back)) for back in (3, 2, 1)]


@pytest.fixture
def agree(force, months):
    """Have the force provide a measure from the first of the months on, and be late with it."""

    def act(measure):
        provision = actions.agree_provision(
            organisation=force,
            measure=measure,
            level="district",
            starts_on=months[0].start,
            by=None,
            at=LONG_AGO,
        )
        actions.expect(at=timezone.now())
        return provision

    return act


@pytest.fixture
def sender(force):
    return person("force-provider", RoleKind.DATA_PROVIDER, organisation=force)


@pytest.fixture
def browser(client, sender):
    client.force_login(sender)
    return client


def ask(browser, measure, **asked):
    code = measure.code if measure else ""
    address = reverse("indicators:template")
    return browser.get(address, {"measure": code, "format": "csv"} | asked)


def rows_of(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def cells(answer):
    return [(row["period"], row["area_name"]) for row in rows_of(answer)]


def confirm(force, sender, content, until=None):
    now = timezone.now()
    sent, _ = actions.send(organisation=force, name="a.csv", content=content, by=sender, at=now)
    assert sent.status == "checked", list(sent.errors.all())
    return actions.confirm(
        return_id=sent.pk, version=sent.version, by=sender, at=now, embargoed_until=until
    )


def filled(answer, figure="5"):
    """Fill in the figures of a template, and leave all else as it was given."""
    rows = rows_of(answer)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for row in rows:
        asked = {name: figure for name in ("numerator", "value") if name in row}
        base = {"denominator": "1000"} if "denominator" in row else {}
        writer.writerow(row | asked | base)
    return text.getvalue().encode()


def test_template_has_every_late_period_and_none_that_is_not_over(browser, agree, measure, months):
    agree(measure)

    assert cells(ask(browser, measure)) == [
        (month.code, name) for month in months for name in ("Ashmere", "Coldwell")
    ]


def test_areas_that_are_in_are_left_out_and_those_said_to_be_missing_are_not(
    browser, agree, measure, force, areas, months
):
    agree(measure)
    sent = make_return(force)
    make_observation(measure, areas[0], sent, months[0].code, numerator=Decimal(7))
    make_observation(measure, areas[1], sent, months[2].code, status="missing", numerator=None)

    rows = rows_of(ask(browser, measure))

    assert (months[0].code, "Ashmere") not in [(row["period"], row["area_name"]) for row in rows]
    assert len(rows) == 5
    assert {row["previous figure"] for row in rows if row["area_name"] == "Ashmere"} == {"7"}


def test_what_waits_under_an_embargo_is_not_asked_for_again(
    browser, agree, measure, force, sender, months
):
    agree(measure)
    later = timezone.now() + timedelta(days=1)
    confirm(force, sender, filled(ask(browser, measure)), later)

    again = ask(browser, measure)

    assert again.status_code == 422
    assert "Nothing of this is due" in again.text


def test_excused_periods_are_left_out(browser, agree, measure, analyst, months):
    provision = agree(measure)

    def excuse(period):
        one = provision.expectations.get(period_start=period.start)
        actions.excuse(
            expectation_id=one.pk, version=1, reason="Flood", by=analyst, at=timezone.now()
        )

    excuse(months[1])
    assert {period for period, _ in cells(ask(browser, measure))} == {
        months[0].code,
        months[2].code,
    }
    excuse(months[0])
    excuse(months[2])
    assert ask(browser, measure).status_code == 422


def test_filled_in_template_is_taken_and_then_nothing_is_due(
    browser, agree, measure, force, sender
):
    agree(measure)

    confirm(force, sender, filled(ask(browser, measure)))

    assert ask(browser, measure).status_code == 422
    everything = ask(browser, None)
    assert everything.status_code == 422
    assert "Nothing is due now. Select a measure" in everything.text


def test_row_that_is_left_empty_is_refused_with_what_to_do(browser, agree, measure, force, sender):
    agree(measure)
    content = ask(browser, measure).content

    sent, _ = actions.send(
        organisation=force, name="a.csv", content=content, by=sender, at=timezone.now()
    )

    assert {(error.code, error.field) for error in sent.errors.all()} == {
        ("no_figure", "numerator"),
    }
    assert "delete the row" in sent.errors.first().message


def test_one_template_has_all_that_is_due_of_every_measure(
    browser, agree, measure, force, sender, months
):
    score = make_measure(
        make_indicator(902, lag_months=0), code="NI 902ii", kind="score", base="", unit="points"
    )
    for one in (measure, score):
        agree(one)

    answer = ask(browser, None)
    rows = rows_of(answer)
    # Each measure takes what it is worked out from; the other's columns stay empty.
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for row in rows:
        is_score = row["measure"] == "NI 902ii"
        writer.writerow(
            row | ({"value": "3"} if is_score else {"numerator": "5", "denominator": "1000"})
        )
    confirm(force, sender, text.getvalue().encode(), timezone.now() + timedelta(days=1))

    assert [row["indicator"] for row in rows] == ["NI 901"] * 6 + ["NI 902"] * 6
    assert StagedRow.objects.count() == 12
    assert ask(browser, None).status_code == 422


def test_template_has_no_more_rows_than_a_return_may(browser, agree, measure, months, monkeypatch):
    agree(measure)
    assert len(cells(ask(browser, measure))) == 6
    monkeypatch.setattr(return_templates, "MOST_ROWS", 3)

    first = cells(ask(browser, measure))

    assert first == [
        (months[0].code, "Ashmere"),
        (months[0].code, "Coldwell"),
        (months[1].code, "Ashmere"),
    ]


def test_body_that_owes_nothing_gets_what_has_ended_and_no_choice_of_everything(
    browser, measure, months
):
    page = browser.get(reverse("indicators:template"))

    assert "Everything that is due" not in page.text
    assert cells(ask(browser, measure)) == [
        (months[2].code, "Ashmere"),
        (months[2].code, "Coldwell"),
    ]


def test_what_was_taken_back_is_asked_for_again(browser, measure, force, sender):
    taken = confirm(force, sender, filled(ask(browser, measure)))
    assert ask(browser, measure).status_code == 422

    actions.withdraw(
        return_id=taken.pk, version=taken.version, reason="Wrong", by=sender, at=timezone.now()
    )

    assert len(rows_of(ask(browser, measure))) == 2


def test_page_of_a_late_return_leads_to_the_file(browser, agree, measure):
    late = agree(measure).expectations.earliest("due_on")

    page = browser.get(reverse("indicators:expectation", args=[late.pk]))

    assert "?measure=NI%20901&amp;format=xlsx" in page.text
    assert "Everything that is due" in browser.get(reverse("indicators:template")).text


def test_another_body_is_not_asked_for_what_the_force_owes(client, agree, measure, areas, months):
    agree(measure)
    other = make_organisation("x-council", areas=areas[:1])
    client.force_login(person("council", RoleKind.DATA_PROVIDER, organisation=other))

    assert cells(ask(client, measure)) == [(months[2].code, "Ashmere")]
