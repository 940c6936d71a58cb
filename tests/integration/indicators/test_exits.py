"""What may not be told leaves by no exit: pages, charts, files, explanations and the API."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators import actions
from indicators.models import Figure, SeriesSummary
from indicators.reading import EXPLAINED
from partnerships.models import Role, RoleKind
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

COUNT = Decimal(76543)
NUMBERS = {"value": 7.654321, "lower": 7.154321, "upper": 8.254321, "numerator": COUNT}
AS_PRINTED = ("7.65", "7.15", "8.25", "76,543", "76543")
CHARTS = ("trend", "control-chart", "peers", "projection", "funnel", "map", "survey")


@pytest.fixture
def area(catalogue, db):
    return make_area("X07000901", name="Wold District")


def told(area, at, *, is_restricted=False, **changes):
    """Make a series whose newest figure has numbers of its own, summarised."""
    measure = make_measure(make_indicator(901, is_restricted=is_restricted))
    sent = make_return(make_organisation("x-force"))
    for year in range(2003, 2008):
        make_figure(measure, area, sent, f"{year}/{year % 100 + 1:02}")
    make_figure(measure, area, sent, **(NUMBERS | changes))
    actions.summarise(measure_code=measure.code, at=at)
    return measure


def pages(measure, area):
    """Return the addresses by which anything of the figure could leave."""
    slug, code = measure.indicator.slug, area.gss_code
    figure = reverse("indicators:figure", args=[slug, code])
    indicator = reverse("indicators:indicator", args=[slug])
    charts = [
        f"{page}?chart={chart}&format={kind}"
        for page in (figure, indicator)
        for chart in CHARTS
        for kind in ("csv", "svg")
    ]
    return [
        reverse("home"), f"{reverse('search')}?q=NI+901", reverse("indicators:indicators"),
        indicator, f"{indicator}?format=csv", f"{indicator}?sort=-count",
        figure, f"{figure}?format=csv", f"{figure}?print", f"{figure}?by=financial_year",
        reverse("indicators:area", args=[code]), reverse("indicators:profile", args=[code]),
        f"{reverse('indicators:profile', args=[code])}?format=csv",
        *(reverse("indicators:explain", args=[slug, code, part]) for part in EXPLAINED),
        *charts,
        "/api/v1/figures/?indicator=NI+901", f"/api/v1/figures/ni-901.{code}.2008_09/",
        "/api/v1/figures/?indicator=NI+901&format=csv", "/api/v1/summaries/?indicator=NI+901",
        f"/api/v1/summaries/ni-901.{code}/", f"/api/v1/summaries/ni-901.{code}/explain/",
    ]  # fmt: skip


HIDDEN = {
    "restricted": {"is_restricted": True},
    "withheld": {"is_withheld": True},
    "provisional": {"status": "provisional"},
    "unpublished": {"is_published": False},
}


@pytest.mark.parametrize("changes", HIDDEN.values(), ids=HIDDEN)
def test_strangers_find_it_nowhere_and_those_of_the_area_do(client, area, at, stranger, changes):
    measure = told(area, at, **changes)
    answered = 0
    for page in pages(measure, area):
        response = client.get(page)
        answered += response.status_code == 200
        text = b"".join(response).decode()
        assert [number for number in AS_PRINTED if number in text] == [], page
    assert answered >= 8

    Role.objects.create(user=stranger, kind=RoleKind.PARTNER, area=area)
    client.force_login(stranger)
    assert "7.65" in client.get(pages(measure, area)[6]).text


def test_the_walk_finds_what_may_be_told(client, area, at):
    """The control: of a figure that is everybody's, most of the exits tell."""
    measure = told(area, at)

    telling = [
        page
        for page in pages(measure, area)
        if any(number in b"".join(client.get(page)).decode() for number in AS_PRINTED)
    ]

    assert len(telling) >= 12, telling
    assert Figure.objects.count() == 6
    assert SeriesSummary.objects.count() == 1
