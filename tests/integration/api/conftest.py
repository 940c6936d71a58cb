"""A district in a county, a rate measured there, and programs that ask for it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from indicators.models import DataReturn, Figure, Measure
from partnerships.models import Area, AreaKind, RoleKind
from tests.conftest import person
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_part


@dataclass
class World:
    """What a test of figures has, and how it makes more."""

    county: Area
    district: Area
    measure: Measure
    data_return: DataReturn

    def figure(self, period: str = "2008/09", **changes) -> Figure:
        """Make a figure of the district, unless another measure or area is given."""
        measure = changes.pop("measure", self.measure)
        area = changes.pop("area", self.district)
        return make_figure(measure, area, self.data_return, period, **changes)


@pytest.fixture
def world(catalogue, db):
    county = make_area("X10000901", kind=AreaKind.COUNTY, name="Wold County")
    district = make_area("X07000901", name="Wold District", ons_code="99ZZ")
    make_part(county, district)
    measure = make_measure(make_indicator(901))
    return World(county, district, measure, make_return(make_organisation("x-force")))


@pytest.fixture
def api():
    """A program without a key."""
    return APIClient(headers={"accept": "application/json"})


@pytest.fixture
def officer(world):
    """Somebody who works for the district."""
    return person("officer", RoleKind.CDRP_OFFICER, area=world.district)


@pytest.fixture
def official(officer):
    """The officer's session, as a program has it."""
    client = APIClient(headers={"accept": "application/json"})
    client.force_authenticate(officer)
    return client


def codes(answer) -> list[str]:
    """Return the ids, or else the codes, of the records of a page."""
    assert answer.status_code == 200, answer.content
    return [record.get("id") or record["code"] for record in answer.json()["data"]]


def queries(ask: Callable[[], object]) -> list[str]:
    """Return the queries that a request takes; its transaction's own savepoint is none."""
    with CaptureQueriesContext(connection) as made:
        ask()
    return [query["sql"] for query in made if "SAVEPOINT" not in query["sql"]]
