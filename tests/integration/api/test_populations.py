"""How many people live where, as the API tells it."""

import pytest

from tests.integration.api.conftest import codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

POPULATIONS = "/api/v1/populations/"


def test_population_of_an_area_and_year(api):
    (record,) = api.get(POPULATIONS, {"area": "00EB", "year": "2008"}).json()["data"]

    assert record["id"] == "E06000001.2008.all"
    assert (record["area"]["name"], record["year"], record["count"]) == ("Hartlepool", 2008, 91379)
    assert record["age_band"] == "all"
    assert api.get(record["links"]["self"]).json() == record


def test_filters_narrow(api):
    asked = {"area": ["E06000001", "E06000002"], "year": ["2008", "2009"], "age_band": "all"}

    assert codes(api.get(POPULATIONS, asked)) == [
        *("E06000001.2008.all", "E06000001.2009.all"),
        *("E06000002.2008.all", "E06000002.2009.all"),
    ]
    assert codes(api.get(POPULATIONS, asked | {"level": "country"})) == []


@pytest.mark.parametrize(
    "asked", [{"year": "08"}, {"age_band": "OLD"}, {"area": "nowhere"}, {"level": "street"}]
)
def test_what_is_not_understood_is_refused(api, asked):
    assert api.get(POPULATIONS, asked).status_code == 400


@pytest.mark.parametrize("key", ["E06000001.1901.all", "X.2008.all", "nonsense", "E06000001.2008"])
def test_population_that_there_is_not(api, key):
    assert api.get(f"{POPULATIONS}{key}/").status_code == 404
