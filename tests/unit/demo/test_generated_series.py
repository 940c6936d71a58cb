"""The generated figures: the same every time, at the levels and with the course that are asked."""

import csv
import io

import numpy as np
import pytest

from indicators.actions.returns import CHECKED_AT_ONCE
from laa_portal.demo.geography import COUNTY_AREAS, DISTRICTS
from laa_portal.demo.models import Circumstances, Events, Survey, clustered
from laa_portal.demo.returns import FILES, NOTE, written
from laa_portal.demo.series import OTHERS, RECORDED_CRIME, Series, drawn, span
from laa_portal.demo.stories import MISSING, PROVISIONAL, STORIES

ALL = RECORDED_CRIME + OTHERS
STEADY = Series("NI 16", DISTRICTS, span("2003-04", "2008-12"), Events(0.02))


def counts(series, place):
    return [f["numerator"] for area, _, f in drawn(series) if area.name == place]


@pytest.fixture(scope="module")
def files():
    return {name: written(series) for name, series in FILES.items()}


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_files_are_the_same_every_time(files):
    assert files == {name: written(series) for name, series in FILES.items()}


def test_files_are_checked_while_their_sender_waits(files):
    assert max(map(len, files.values())) < CHECKED_AT_ONCE


def test_every_row_says_that_it_is_generated(files):
    assert {row["note"] for content in files.values() for row in rows(content)} == {NOTE}


def test_no_cell_is_written_twice(files):
    cells = [
        (row["measure"], row["area_code"], row["period"])
        for content in files.values()
        for row in rows(content)
    ]

    assert len(cells) == len(set(cells))


def test_statuses_are_those_named(files):
    told = [row for content in files.values() for row in rows(content) if row["status"]]

    missing = [row for row in told if row["status"] == "missing"]
    assert [(row["measure"], row["period"]) for row in missing] == [
        (measure, period) for measure, _, period in MISSING
    ]
    assert all(row["numerator"] == "" for row in missing)
    provisional = {(r["measure"], r["period"]) for r in told if r["status"] == "provisional"}
    assert provisional == PROVISIONAL


def test_stories_are_of_series_and_places_there_are():
    areas = {series.measure: {area.name for area in series.areas} for series in ALL}

    assert all(story.place in areas[story.measure] for story in STORIES)


def test_series_are_drawn_each_for_itself():
    (alone,) = (series for series in OTHERS if series.measure == "NI 47")
    drawn_again = written([alone]).splitlines()[1:]

    assert drawn_again == [line for line in written(OTHERS).splitlines() if b",NI 47," in line]


def test_districts_lie_about_one_level_with_the_spread_asked_for():
    large = Series("NI 900", DISTRICTS, span("2003", "2003"), Events(100.0), spread=0.25)
    rates = [
        np.log(f["numerator"] / area.members[0].residents_in(2003)) for area, _, f in drawn(large)
    ]

    assert np.mean(rates) == pytest.approx(np.log(100), abs=0.01)
    assert np.std(rates) == pytest.approx(0.25, rel=0.1)


def test_a_countys_level_is_that_of_its_residents():
    of_districts = Series("NI 900", DISTRICTS, span("2003", "2003"), Events(100.0))
    of_counties = Series("NI 900", COUNTY_AREAS, span("2003", "2003"), Events(100.0))

    whole = {area.name: f["numerator"] for area, _, f in drawn(of_counties)}["Greyshire"]

    parts = {area.name: f["numerator"] for area, _, f in drawn(of_districts)}
    ours = [parts[place.name] for place in COUNTY_AREAS[0].members]
    assert whole == pytest.approx(sum(ours), rel=0.005)


def test_a_story_begins_on_its_day():
    story = next(story for story in STORIES if story.factor > 1 and story.measure == "NI 16")
    series = Series("NI 16", DISTRICTS, span("2008-01", "2008-12"), Events(1.0))
    before = story.since.month - 1

    told = counts(series, story.place)

    jump = np.mean(told[before:]) / np.mean(told[:before])
    assert jump == pytest.approx(story.factor, rel=0.02)


def test_a_change_of_definition_moves_all_since_april_2008():
    series = Series("NI 900", DISTRICTS, span("2008-03", "2008-04"), Events(10.0), redefined=1.5)

    march, april = counts(series, "Ashmere")

    assert april / march == pytest.approx(1.5, rel=0.03)


def test_clustered_counts_vary_more_than_chance():
    generator = np.random.default_rng(1)
    draws = [clustered(50, 3.0, generator) for _ in range(4000)]

    assert np.mean(draws) == pytest.approx(50, rel=0.03)
    assert np.var(draws) == pytest.approx(150, rel=0.12)


def test_a_survey_tells_a_share_its_sample_and_its_design():
    here = Circumstances(residents=100_000, districts=4, years=1, level=1)

    found = Survey(0.20).draw(here, np.random.default_rng(1))

    assert found["value"] == pytest.approx(20, abs=3)
    assert 3500 < found["sample_size"] < 5300
    assert found["sample_size"] % 4 == 0
    assert found["design_effect"] == 1.25


def test_a_span_has_both_its_ends():
    assert [period.code for period in span("2008/09 Q3", "2009/10 Q1")] == [
        "2008/09 Q3",
        "2008/09 Q4",
        "2009/10 Q1",
    ]
