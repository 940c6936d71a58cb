"""The pages of what is due: the list, one return, and who provides what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import actions
from indicators.models import Expectation, Provision
from indicators.periods import add_months
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def month():
    return timezone.localdate().replace(day=1)


@pytest.fixture
def force(db):
    areas = [make_area("X07000901", name="Coldwell"), make_area("X07000902", name="Ashmere")]
    return make_organisation("x-force", areas=areas, name="Greyshire Constabulary")


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=1))


@pytest.fixture
def provision(force, measure, month):
    """Six months are past, of which four are late."""
    return actions.agree_provision(
        organisation=force,
        measure=measure,
        level="district",
        starts_on=add_months(month, -6),
        by=None,
        at=timezone.now() - timedelta(days=200),
    )


@pytest.fixture
def late(provision):
    actions.expect(at=timezone.now())
    return provision.expectations.earliest("due_on")


@pytest.fixture
def provider(force):
    return person("provider", RoleKind.DATA_PROVIDER, organisation=force)


def test_provider_sees_what_is_late_first(client, provider, late):
    client.force_login(provider)

    rows = list(client.get(reverse("indicators:due")).context["page"])

    assert rows[0].expectation == late
    assert [row.state for row in rows] == sorted((row.state for row in rows), reverse=True)


def test_list_is_filtered_by_state(client, provider, late, analyst):
    actions.excuse(expectation_id=late.pk, version=1, reason="Flood", by=analyst, at=timezone.now())
    client.force_login(provider)

    page = client.get(reverse("indicators:due"), {"state": "excused"})
    none = client.get(reverse("indicators:due"), {"state": "received"})

    assert [row.expectation for row in page.context["page"]] == [late]
    assert "No returns match" in none.text


def test_list_is_empty_for_whoever_owes_nothing(client, stranger, late):
    client.force_login(stranger)

    page = client.get(reverse("indicators:due"))

    assert "Nothing is due" in page.text
    assert "Greyshire Constabulary" not in page.text


def test_home_says_what_is_due_and_late(client, provider, late):
    client.force_login(provider)

    page = client.get(reverse("home"))

    assert f"Send {late}" in page.text
    assert "0 of 2 areas in" in page.text


def test_page_of_a_return_names_the_areas_that_are_out(client, provider, late):
    client.force_login(provider)

    page = client.get(reverse("indicators:expectation", args=[late.pk]))

    assert "Ashmere" in page.text
    assert "On time until" in page.text
    assert "Locked" in page.text
    assert "Excuse this return" not in page.text


def test_analyst_excuses_with_a_reason_that_the_provider_reads(client, analyst, provider, late):
    client.force_login(analyst)
    address = reverse("indicators:excuse", args=[late.pk])

    unsaid = client.post(address, {"version": 1, "reason": ""})
    said = client.post(address, {"version": 1, "reason": "The station flooded"}, follow=True)

    assert unsaid.status_code == 422
    assert "The return is excused" in said.text
    client.force_login(provider)
    assert "The station flooded" in client.get(said.wsgi_request.path).text


def test_excuse_that_was_overtaken_shows_the_return_as_it_is(client, analyst, late):
    actions.excuse(expectation_id=late.pk, version=1, reason="Flood", by=analyst, at=timezone.now())
    client.force_login(analyst)

    page = client.post(
        reverse("indicators:excuse", args=[late.pk]), {"version": 1, "reason": "Fire"}
    )

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert "Flood" in page.text


def test_return_that_is_due_again_already_is_shown_and_can_be_excused(client, analyst, late):
    at = timezone.now()
    actions.excuse(expectation_id=late.pk, version=1, reason="Flood", by=analyst, at=at)
    actions.expect_again(expectation_id=late.pk, version=2, by=analyst, at=at)
    client.force_login(analyst)

    page = client.post(reverse("indicators:expect-again", args=[late.pk]), {"version": 2})

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert "Why need it not come?" in page.text
    assert 'name="version" value="3"' in page.text


def test_analyst_agrees_and_ends_a_provision(client, analyst, force, measure, month):
    client.force_login(analyst)
    typed = {
        "organisation": force.pk,
        "measure": measure.pk,
        "level": "district",
        "starts_on-day": "1",
        "starts_on-month": f"{month.month}",
        "starts_on-year": f"{month.year}",
    }
    page = client.post(reverse("indicators:agree-provision"), typed, follow=True)
    assert "2 districts" in page.text
    again = client.post(reverse("indicators:agree-provision"), typed)
    assert "provides NI 901 already" in again.text

    found = Provision.objects.get()
    end = reverse("indicators:end-provision", args=[found.pk])
    day = {"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": f"{month.year + 1}"}
    client.post(end, {"version": found.version, **day})

    found.refresh_from_db()
    assert found.ends_on.year == month.year + 1
    assert client.get(end).status_code == 403, "it has an end already"


def test_wrong_level_is_refused_in_words(client, analyst, force, measure, month):
    client.force_login(analyst)

    page = client.post(
        reverse("indicators:agree-provision"),
        {
            "organisation": force.pk,
            "measure": measure.pk,
            "level": "pct",
            "starts_on-day": "1",
            "starts_on-month": "4",
            "starts_on-year": "2008",
        },
    )

    assert page.status_code == 422
    assert "collected at another level" in page.text
    assert not Expectation.objects.exists()
