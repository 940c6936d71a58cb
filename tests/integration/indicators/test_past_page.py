"""An area's page as of a day, and the page of all that was ever said of a figure."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators import actions
from indicators.states import ReturnStatus
from partnerships.models import AreaKind
from tests.factories.indicators import (
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db

FIRST, SECOND = (datetime(2009, month, 1, 12, tzinfo=UTC) for month in (6, 8))
PAGE = "/explore/indicators/ni-901/X07000901/"
COUNTY = "/explore/indicators/ni-901/X10000901/"


@pytest.fixture
def revised(catalogue):
    """A count of 640 in a district of a county, revised to 7,654 and then withdrawn."""
    county = make_area("X10000901", kind=AreaKind.COUNTY, name="Wold County")
    district = make_area("X07000901", name="Wold District")
    make_part(county, district)
    measure = make_measure(make_indicator(901))
    first, second = (make_return(make_organisation(f"x-{name}")) for name in ("a", "b"))
    make_observation(measure, district, first, recorded_at=FIRST, superseded_at=SECOND)
    make_observation(
        measure, district, second, recorded_at=SECOND, revision=2, numerator=Decimal(7654)
    )
    actions.recompute(measure_code=measure.code, at=SECOND)
    return second


@pytest.mark.parametrize("page", [PAGE, COUNTY])
def test_page_of_a_day_shows_the_figure_of_then_and_says_so(client, revised, page):
    then = client.get(page, {"as_of": "2009-07-15"})

    assert "This is what was known at the end of 15 July 2009." in then.text
    assert "640" in then.text
    assert "7,654" not in then.text
    assert f'href="{page}"' in then.text or 'href="?"' in then.text


def test_page_of_now_shows_the_figure_of_now(client, revised):
    now = client.get(PAGE)

    assert "This is what was known" not in now.text
    assert "7,654" in now.text


def test_links_on_a_page_of_the_past_stay_in_the_past(client, revised):
    then = client.get(COUNTY, {"as_of": "2009-07-15"})

    assert f"{PAGE}?measure=NI+901&amp;period=2008%2F09&amp;as_of=2009-07-15" in then.text


def test_page_of_the_past_judges_nothing(client, revised):
    actions.summarise(measure_code="NI 901", at=SECOND)

    then = client.get(PAGE, {"as_of": "2009-07-15"})

    assert "How it is judged" not in then.text
    assert "have not been worked out yet" not in then.text


def test_page_of_a_day_before_anything_was_known_says_so(client, revised):
    then = client.get(PAGE, {"as_of": "2009-05-01"})

    assert then.status_code == 200
    assert "Nothing was known of NI 901" in then.text


@pytest.mark.parametrize("as_of", ["2999-01-01", "soon", "2009-02-30"])
def test_what_is_no_past_date_is_said_and_now_is_shown(client, revised, as_of):
    page = client.get(PAGE, {"as_of": as_of})

    assert page.status_code == 422
    assert "Enter a date that is past" in page.text
    assert "7,654" in page.text


def test_file_of_the_past_says_when_it_was_known(client, revised):
    header, line = client.get(PAGE, {"as_of": "2009-07-15", "format": "csv"}).text.splitlines()

    assert header.endswith(",as_of")
    assert ",640," in line
    assert line.endswith("2009-07-15T23:59:59.999999+01:00")


def test_page_lists_every_revision_and_why(client, revised):
    actions.withdraw(
        return_id=revised.pk, version=revised.version, reason="Counted twice", by=None, at=SECOND
    )
    actions.recompute(measure_code="NI 901", at=SECOND)

    page = client.get(f"{PAGE}revisions/", {"period": "2008/09"})

    assert f"Return {revised.pk} was withdrawn: Counted twice" in page.text
    assert page.text.count("<tr") == 4
    assert page.text.count("Holds now") == 1


def test_page_of_revisions_of_a_sum_names_the_areas(client, revised):
    page = client.get(f"{COUNTY}revisions/")

    assert "The figure is a sum" in page.text
    assert page.text.count("Wold District") == 2


def test_page_asks_before_it_withdraws(client, revised, analyst):
    client.force_login(analyst)
    address = reverse("indicators:withdraw", args=[revised.pk])

    asked = client.get(address)
    unanswered = client.post(address, {"version": revised.version, "reason": ""})
    done = client.post(address, {"version": revised.version, "reason": "Wrong"}, follow=True)

    assert "Fall back on another return" in asked.text
    assert unanswered.status_code == 422
    assert done.templates[0].name == "indicators/returns/withdrawn.html"
    revised.refresh_from_db()
    assert (revised.status, revised.withdrawn_by) == (ReturnStatus.WITHDRAWN, analyst)


def test_withdrawing_what_has_moved_on_is_refused_and_keeps_the_reason(client, revised, analyst):
    client.force_login(analyst)

    page = client.post(
        reverse("indicators:withdraw", args=[revised.pk]),
        {"version": revised.version + 1, "reason": "Counted twice"},
    )

    assert page.status_code == 409
    assert "Counted twice" in page.text
    revised.refresh_from_db()
    assert revised.status == ReturnStatus.PUBLISHED
