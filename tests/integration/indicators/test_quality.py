"""How a provider's returns have been, and what a person says of their quality."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators import actions, reading
from indicators.models import QualityStatement, ReturnFile
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import (
    make_figure,
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2009, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def area(db):
    return make_area()


@pytest.fixture
def force(area):
    return make_organisation("x-force", areas=[area], kind="police_force")


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=0))


@pytest.fixture
def provision(force, measure):
    return actions.agree_provision(
        organisation=force,
        measure=measure,
        level="district",
        starts_on=date(2008, 4, 1),
        by=None,
        at=datetime(2008, 1, 7, tzinfo=UTC),
    )


@pytest.fixture
def make_file(force):
    def make(**changes):
        sha256 = f"{ReturnFile.objects.count() + 1:064x}"
        file = ReturnFile.objects.create(sha256=sha256, content=b"")
        return make_return(force, file=file, **({"sent_at": NOW} | changes))

    return make


def send(measure, area, data_return, period, day, **changes):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    make_observation(measure, area, data_return, period, recorded_at=at, **changes)


def read(force):
    return reading.provider_quality(force, NOW, NOW.date())


def test_last_twelve_returns_count(provision, measure, area, make_file):
    actions.expect(at=NOW)
    one = make_file()
    send(measure, area, one, "2008-04", date(2008, 4, 30))
    for month in ("2008-10", "2008-11"):
        send(measure, area, one, month, date(2008, 10, 31))
    send(measure, area, one, "2008-06", date(2008, 9, 1))

    (quality,) = read(provision.organisation).measures

    assert quality.punctuality.counted == 12  # of fourteen
    assert (quality.punctuality.on_time, quality.punctuality.late_now) == (2, 9)
    assert (quality.punctuality.received, quality.punctuality.expected) == (3, 12)


def test_excused_return_counts_neither_way(provision, analyst):
    actions.expect(at=NOW)
    first = provision.expectations.earliest("due_on")
    actions.excuse(expectation_id=first.pk, version=1, reason="Flood", by=analyst, at=NOW)

    (line,) = reading.provider_lines(analyst, date(2008, 6, 1))

    assert (line.punctuality.counted, line.punctuality.late_now) == (1, 1)


def test_revisions_are_counted_with_their_typical_size(provision, measure, area, make_file):
    first, second = make_file(), make_file()
    for month, before, after in (("2008-04", 100, 110), ("2008-05", 100, 95), ("2008-06", 0, 5)):
        send(measure, area, first, month, date(2008, 7, 1), numerator=Decimal(before),
             superseded_at=NOW)  # fmt: skip
        send(measure, area, second, month, date(2009, 5, 1), numerator=Decimal(after), revision=2)

    (quality,) = read(provision.organisation).measures

    assert quality.revisions == 3
    assert quality.typical_percent == "7.5"  # the middle of 10 and 5; from nought there is none


def test_what_a_withdrawal_does_to_a_cell_is_no_revision_by_its_next_sender(
    provision, measure, area, make_file
):
    other = make_return(make_organisation("x-office", areas=[area]))
    brought_back = {"withdrawn_return": other}
    nobodys = {"status": "missing", "numerator": None, "withdrawn_return": other}
    for month, before, after in (("2008-04", {}, brought_back), ("2008-05", nobodys, {})):
        send(measure, area, other, month, date(2008, 7, 1), superseded_at=NOW, **before)
        send(measure, area, make_file(), month, date(2009, 5, 1), revision=2, **after)

    (quality,) = read(provision.organisation).measures

    assert quality.revisions == 0


def test_files_refused_and_waiting_and_open_problems_are_counted(
    force, measure, area, make_file, analyst
):
    make_file(status="refused")
    make_file(status="checked")
    figure = make_figure(measure, area, make_file())
    actions.raise_query(figure=figure, text="Odd", by=analyst, at=NOW)
    make_file(sent_at=datetime(2007, 1, 1, tzinfo=UTC), status="refused")

    quality = read(force)

    assert (quality.sent, quality.refused, quality.waiting) == (3, 1, 1)
    assert (quality.open_queries, quality.overdue_queries) == (1, 0)


def test_newest_statement_counts_and_earlier_ones_are_kept(force, measure, analyst, at):
    for rating in ("red", "green"):
        actions.state_quality(
            organisation=force, measure=measure, rating=rating, text=rating, by=analyst, at=at
        )

    assert reading.statements(force, [measure])[measure.pk].rating == "green"
    assert QualityStatement.objects.count() == 2


def test_provider_may_not_judge_itself(force, measure, at):
    provider = person("provider", RoleKind.DATA_PROVIDER, organisation=force)

    with pytest.raises(PermissionDenied, match="Only Home Office analysts judge"):
        actions.state_quality(
            organisation=force, measure=measure, rating="green", text="Fine", by=provider, at=at
        )


def test_analyst_states_quality_and_everybody_reads_it_by_the_figure(
    client, force, measure, area, make_file, analyst
):
    figure = make_figure(measure, area, make_file())
    client.force_login(analyst)
    page = client.get(reverse("indicators:provider-quality", args=[force.pk]))
    assert "Not stated" in page.text
    assert "State the quality of a measure" in page.text

    client.post(
        reverse("indicators:state-quality", args=[force.pk]),
        {"measure": measure.pk, "rating": "amber", "text": "Two stations changed systems"},
    )

    client.logout()
    page = client.get(
        reverse("indicators:figure", args=[measure.indicator.slug, figure.area.gss_code])
    )
    assert "Amber: use with care" in page.text
    assert "Two stations changed systems" in page.text
    assert "analyst (role)" not in page.text


def test_statement_is_of_one_of_the_measures_that_the_body_provides(client, force, analyst):
    other = make_measure(make_indicator(902))
    make_return(force)
    client.force_login(analyst)

    page = client.post(
        reverse("indicators:state-quality", args=[force.pk]),
        {"measure": other.pk, "rating": "amber", "text": "Words"},
    )

    assert page.status_code == 422
    assert not QualityStatement.objects.exists()


def test_provider_sees_its_own_body_alone(client, force, stranger, provision):
    client.force_login(person("provider", RoleKind.DATA_PROVIDER, organisation=force))
    assert client.get(reverse("indicators:provider-quality", args=[force.pk])).status_code == 200

    client.force_login(stranger)
    assert client.get(reverse("indicators:provider-quality", args=[force.pk])).status_code == 404
    assert force.name not in client.get(reverse("indicators:quality")).text
