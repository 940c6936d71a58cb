"""Pages by cursor, and how a list is followed."""

import pytest

from tests.factories.indicators import make_indicator, make_measure
from tests.integration.api.conftest import codes

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"


def followed(api, address):
    """Yield the pages of a list."""
    while address:
        page = api.get(address)
        yield page
        address = page.json()["next"]


def test_pages_together_are_the_list(api, world):
    for year in range(2001, 2008):
        world.figure(str(year))
        world.figure(f"{year}-06")

    pages = list(followed(api, f"{FIGURES}?indicator=NI 901&limit=4"))

    assert [len(codes(page)) for page in pages] == [4, 4, 4, 2]
    together = [key for page in pages for key in codes(page)]
    assert together == codes(api.get(FIGURES, {"indicator": "NI 901"}))
    assert len(set(together)) == 14


def test_rows_that_come_and_go_neither_repeat_nor_hide_others(api, world):
    first = make_measure(make_indicator(902))
    figures = [world.figure(str(year), measure=first) for year in range(2001, 2010)]
    address = f"{FIGURES}?indicator=NI 902&limit=3"

    seen = []
    for number, page in enumerate(followed(api, address)):
        seen += codes(page)
        world.figure(str(1990 + number), measure=first)  # before the cursor
        if number == 0:
            figures[1].delete()  # seen already
            figures[4].delete()  # not yet seen
    expected = [year for year in range(2001, 2010) if year != 2005]

    assert seen == [f"ni-902.X07000901.{year}" for year in expected]


def test_next_page_is_an_absolute_address_in_body_and_header(api, world):
    world.figure("2007/08")
    world.figure("2008/09")

    answer = api.get(f"{FIGURES}?indicator=NI 901&indicator=NI 16&area=99ZZ&limit=1")
    address = answer.json()["next"]

    assert address.startswith("http://testserver/api/v1/figures/?")
    assert answer["Link"].split(", ")[0] == f'<{address}>; rel="next"'
    assert codes(api.get(address)) == ["ni-901.X07000901.2008_09"]


def test_last_page_has_no_next(api, world):
    world.figure()

    answer = api.get(FIGURES, {"indicator": "NI 901", "limit": 1})

    assert answer.json()["next"] is None
    assert 'rel="next"' not in answer["Link"]


def test_count_is_given_only_when_asked_for(api, world):
    world.figure("2007/08")
    world.figure("2008/09")

    without = api.get(FIGURES, {"indicator": "NI 901", "limit": 1})
    counted = api.get(FIGURES, {"indicator": "NI 901", "limit": 1, "count": "exact"})

    assert without.json()["meta"].items() >= {"limit": 1, "returned": 1}.items()
    assert "count" not in without.json()["meta"]
    assert counted.json()["meta"]["count"] == 2


def test_a_page_has_a_hundred_records_unless_told_otherwise(api, catalogue, db):
    assert len(codes(api.get("/api/v1/areas/"))) == 100
    assert len(codes(api.get("/api/v1/areas/", {"limit": 150}))) == 150


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "99999999999999999999", "ten", "1e2", " 5"])
def test_limit_out_of_bounds_is_refused(api, catalogue, db, limit):
    answer = api.get(FIGURES, {"limit": limit})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "limit"


def test_cursor_of_our_own_making_only(api, catalogue, db):
    areas = api.get("/api/v1/areas/", {"limit": 1}).json()["next"].split("cursor=")[1]

    for address in (
        f"{FIGURES}?cursor=made-up",
        f"{FIGURES}?cursor={areas}",  # another resource's
        f"/api/v1/areas/?cursor=x{areas}",
    ):
        answer = api.get(address.split("&")[0])
        assert answer.status_code == 400, address
        assert answer.json()["errors"][0]["parameter"] == "cursor"
