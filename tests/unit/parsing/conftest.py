"""A small country to check returns against: a kind of measure each, and four invented areas."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from indicators.parsing import (
    AreaFacts,
    Checked,
    DefinitionFacts,
    Facts,
    MeasureFacts,
    by_name,
    check,
    in_order,
    read,
)

SINCE_2008 = DefinitionFacts(2, "2008-05", date(2008, 4, 1), None)
BACK_SERIES = DefinitionFacts(1, "back-series", date(2002, 4, 1), date(2008, 4, 1))


def a_measure(number: int, code: str, kind: str, **changes) -> MeasureFacts:
    """Return a measure of districts by financial year, on figures in the return."""
    indicator = code.rstrip("iv")
    usual = MeasureFacts(
        id=number,
        code=code,
        indicator=indicator,
        kind=kind,
        levels=("district",),
        period_kinds=("financial_year",),
        base="supplied",
        age_band="all",
        definitions=(SINCE_2008,),
    )
    return replace(usual, **changes)


MEASURES = [
    a_measure(
        16,
        "NI 16",
        "count_rate",
        levels=("district", "laa_area"),
        period_kinds=("month", "financial_year"),
        base="population",
        definitions=(BACK_SERIES, SINCE_2008),
    ),
    a_measure(111, "NI 111", "count_rate", base="population", age_band="10-17"),
    a_measure(331, "NI 33i", "count_rate"),
    a_measure(332, "NI 33ii", "count_rate"),
    a_measure(32, "NI 32", "proportion"),
    a_measure(17, "NI 17", "survey_proportion"),
    a_measure(18, "NI 18", "people_over_expected"),
    a_measure(30, "NI 30", "observed_over_expected"),
    a_measure(47, "NI 47", "rolling_change", period_kinds=("calendar_year",)),
    a_measure(36, "NI 36", "score"),
    a_measure(44, "NI 44i", "difference"),
    a_measure(24, "NI 24", "proportion", definitions=()),
]

AMBLEFORD = AreaFacts(1, "E07000901", "Ambleford", ("district",), None, None, ())
GREYSHIRE = AreaFacts(
    2,
    "E10000902",
    "Greyshire",
    ("laa_area",),
    None,
    date(2009, 4, 1),
    ("E06000903 (East Greyshire)", "E06000904 (West Greyshire)"),
)
NORTH = AreaFacts(3, "E12000905", "The North", ("region",), None, None, ())
NEXT_DOOR = AreaFacts(4, "E07000906", "Next Door", ("district",), None, None, ())


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Everything a sender in Ambleford is checked against, on 15 May 2010."""
    measures: dict[str, tuple[MeasureFacts, ...]] = {}
    for measure in MEASURES:
        measures[measure.indicator] = (*measures.get(measure.indicator, ()), measure)
    areas = {area.code: area for area in (AMBLEFORD, GREYSHIRE, NORTH, NEXT_DOOR)}
    return Facts(
        today=date(2010, 5, 15),
        measures=measures,
        areas={**areas, "99UB": AMBLEFORD, "09": GREYSHIRE},
        named=by_name(areas.values()),
        populations={(1, 2008, "all"): 120_000, (1, 2008, "10-17"): 9_000},
        sender_areas=frozenset({1, 2, 3}),
        sender="Ambleford Borough Council",
    )


@pytest.fixture
def checked(facts: Facts) -> Callable[[str], Checked]:
    """Return a function that reads and checks the text of a return, all problems together."""

    def read_and_check(text: str) -> Checked:
        reading = read(text.encode(), "return.csv")
        result = check(reading.rows, facts, reading.columns)
        return replace(result, problems=in_order((*reading.problems, *result.problems)))

    return read_and_check
