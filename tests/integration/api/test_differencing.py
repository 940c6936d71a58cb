"""What the API gives to everybody does not give small counts away, however it is subtracted."""

import random

import numpy as np
import pytest

from indicators import actions, suppression
from indicators.models import Measure
from partnerships.models import AreaKind
from tests.attack import least, most
from tests.factories.indicators import RECORDED_AT, make_observation
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db

THRESHOLD = 5
REGION, EAST, WEST = "X12000901", "X10000902", "X10000903"
PARTS = {
    EAST: [f"X0700092{n}" for n in range(4)],
    WEST: [f"X0700093{n}" for n in range(3)],
    REGION: [EAST, WEST, "X06000940"],
}
QUARTERS = [f"2008/09 Q{n}" for n in (1, 2, 3, 4)]
YEAR = "2008/09"
SUMS = [
    ((whole, period), [(part, period) for part in parts])
    for whole, parts in PARTS.items()
    for period in (*QUARTERS, YEAR)
] + [
    ((area, YEAR), [(area, quarter) for quarter in QUARTERS])
    for area in {*PARTS, *(part for parts in PARTS.values() for part in parts)}
]


@pytest.fixture
def counts(world):
    """Rare events in the places of a region, observed by quarter."""
    Measure.objects.filter(pk=world.measure.pk).update(suppression_threshold=THRESHOLD)
    kinds = {REGION: AreaKind.REGION, EAST: AreaKind.COUNTY, WEST: AreaKind.COUNTY}
    areas = {whole: make_area(whole, kind=kind) for whole, kind in kinds.items()}
    draw = random.Random(20080401)
    found = {}
    for whole, parts in PARTS.items():
        for part in parts:
            if part not in areas:
                areas[part] = make_area(part)
                size = draw.choice([2, 4, 12])
                for quarter in QUARTERS:
                    found[part, quarter] = draw.randint(0, size)
            make_part(areas[whole], areas[part])
    for (part, quarter), count in found.items():
        make_observation(
            world.measure,
            areas[part],
            world.data_return,
            quarter,
            numerator=count,
            denominator=1000,
        )
    return found


@pytest.fixture
def read(api, world, counts):
    """Compute the figures and read what everybody is told: each count, or None."""

    def act():
        actions.recompute(measure_code=world.measure.code, at=RECORDED_AT)
        answer = api.get("/api/v1/figures/", {"measure": world.measure.code, "limit": 1000})
        assert answer.json()["next"] is None
        return {
            (record["area"]["code"], record["period"]["code"]): told(record)
            for record in answer.json()["data"]
        }

    return act


def told(record) -> float | None:
    """Return the count of a figure; without one, nothing else that would give it is there."""
    if record["numerator"] is not None:
        return float(record["numerator"])
    assert (record["value"], record["ci"], record["limits_998"]) == (None, None, None)
    return None


def small(counts):
    return [cell for cell, count in counts.items() if 0 < count < THRESHOLD]


def test_no_small_count_can_be_worked_out(read, counts):
    published = read()

    assert len(published) == (8 + 3) * 5
    assert len(small(counts)) >= 8
    assert {published[cell] for cell in small(counts)} == {None}
    for cell, highest in zip(small(counts), most(published, SUMS, small(counts)), strict=True):
        assert highest >= counts[cell] + THRESHOLD - 1, cell
    assert published[REGION, YEAR] is not None, "the sum of all is published"


def test_small_counts_alone_withheld_can_be_worked_out(read, counts, monkeypatch):
    """The control: without company some of them are recovered from the same answers."""
    monkeypatch.setattr(suppression, "withheld", lambda figures, *_: np.zeros(len(figures), bool))
    published = read()

    cells = small(counts)
    found = zip(least(published, SUMS, cells), most(published, SUMS, cells), strict=True)
    recovered = [cell for cell, (low, high) in zip(cells, found, strict=True) if low == high]
    assert recovered


def test_company_says_the_same_as_a_small_count(read, api, counts):
    """Which of them is small would tell."""
    published = read()
    records = api.get("/api/v1/figures/", {"status": "suppressed", "limit": 1000}).json()["data"]

    assert len(records) == sum(count is None for count in published.values()) > len(small(counts))
    assert {(one["status"], one["status_code"], one["reason"]) for one in records} == {
        ("suppressed", "Q", "withheld, to protect small counts")
    }


def test_summaries_and_explanations_leave_out_what_is_withheld(read, api, world, counts):
    published = read()
    actions.summarise(measure_code=world.measure.code, at=RECORDED_AT)

    answer = api.get("/api/v1/summaries/", {"measure": world.measure.code, "limit": 100})
    for summary in answer.json()["data"]:
        newest = summary["newest"]
        cell = summary["area"]["code"], newest["period"]["code"]
        assert (published[cell] is None) == (newest["value"] is None)
        explained = api.get(summary["links"]["explain"]).json()["parts"]
        resting = [one for part in explained for one in part["figures"]]
        for one in resting:
            assert (published[one["area"], one["period"]] is None) == (one["value"] is None)
