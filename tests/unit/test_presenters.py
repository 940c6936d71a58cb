"""What pages draw and say of figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators import presenters
from indicators.charts import Chart, layouts
from indicators.charts.svg import Markup
from indicators.models import Definition, Figure, Indicator, Measure, MeasureKind, Observation
from indicators.periods import Period
from indicators.policies import Released
from indicators.queries import FigureRow, segments_of
from indicators.reading import AreaRow, FigureTable, History, Part, Provenance, Selection
from partnerships.models import Area, Level, Population

RATE = Measure(
    code="NI 16",
    title="Serious acquisitive crime rate",
    kind=MeasureKind.COUNT_RATE,
    unit="offences per 1,000 people",
    per=1000,
    decimals=1,
    indicator=Indicator(code="NI 16"),
)
SURVEY = Measure(
    code="NI 17",
    title="Perceptions",
    kind=MeasureKind.SURVEY_PROPORTION,
    unit="% with a high perception",
    per=100,
    decimals=1,
    indicator=Indicator(code="NI 17"),
)


def figure_row(
    period="2008/09", value=26.1, *, measure=RATE, area=None, definition=1, **over
) -> FigureRow:
    """A figure that was never saved; `over` changes what is shown of it, or `summed_from`."""
    asked = Period.parse(period)
    figure = Figure(
        measure=measure,
        area=area or Area(name="Greyford", gss_code="X23000001"),
        definition_id=definition,
        period_kind=asked.kind,
        period_start=asked.start,
        value=value,
        summed_from=over.pop("summed_from", ""),
        method="byar",
    )
    has_value = value is not None
    shown = {
        "value": value,
        "lower": value - 1 if has_value else None,
        "upper": value + 1 if has_value else None,
        "lower_998": None,
        "upper_998": None,
        "numerator": Decimal(261) if has_value else None,
        "denominator": Decimal(10000) if has_value else None,
        "status": "final" if has_value else "missing",
        "reason": "" if has_value else "missing",
    }
    return FigureRow(figure, Released(**(shown | over)))


def table_of(count: int, *, england: float | None = None) -> FigureTable:
    period = Period.parse("2008/09")
    selection = Selection(RATE, Level.POLICE_FORCE, period, {Level.POLICE_FORCE: (period,)})
    areas = [Area(pk=n, name=f"Area {n}", gss_code=f"X{n:08}") for n in range(count)]
    rows = [figure_row(value=10.0 + n, area=area) for n, area in enumerate(areas)]
    lines = [AreaRow(area, row, (row,)) for area, row in zip(areas, rows, strict=True)]
    return FigureTable(selection, tuple(lines), england and figure_row(value=england))


def versions(*are_comparable: bool) -> list[Definition]:
    return [
        Definition(pk=number, is_comparable=comparable, change_note=f"Change {number}")
        for number, comparable in enumerate(are_comparable, start=1)
    ]


@pytest.mark.parametrize(
    ("definitions", "segments"),
    [
        (versions(True, True), {1: 0, 2: 0}),
        (versions(True, False, True), {1: 0, 2: 1, 3: 1}),
        (versions(False, True), {1: 0, 2: 0}),
        (versions(True, False, False), {1: 0, 2: 1, 3: 2}),
    ],
    ids=["comparable", "one break", "the first breaks nothing", "two breaks"],
)
def test_a_segment_begins_where_a_definition_is_not_comparable(definitions, segments):
    assert segments_of(definitions) == segments


def test_a_trend_line_leaves_a_gap_where_a_period_has_no_row():
    row = AreaRow(
        Area(name="Greyford"), None, (figure_row("2006/07"), figure_row("2008/09", value=20.0))
    )

    line = presenters.trend_line(row)

    assert "2007/08" in " ".join(cells[0] for cells in line.rows)


def test_bars_hold_areas_against_england():
    chart = presenters.bar_chart(table_of(3, england=15.8))

    assert [cells[0] for cells in chart.rows] == ["Area 2", "Area 1", "Area 0", "England"]
    assert chart.rows[-1][1] == "15.8"


@pytest.mark.parametrize("count", [0, 1, presenters.MOST_BARS + 1])
def test_no_bars_are_drawn_of_one_area_or_of_too_many(count):
    assert presenters.bar_chart(table_of(count)) is None


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        (0, "There are no areas to show."),
        (1, "There is one area only, and none to compare it with."),
        (presenters.MOST_BARS + 1, "There are more than 60 areas, too many to read as bars."),
    ],
)
def test_why_a_table_has_no_bars(count, reason):
    assert presenters.why_no_bars(table_of(count)) == reason


def test_bars_of_many_areas_leave_out_those_without_a_figure():
    known, unknown = table_of(2), table_of(presenters.MOST_BARS)
    nothing = tuple(replace(one, row=None) for one in unknown.rows)

    chart = presenters.bar_chart(replace(known, rows=(*known.rows, *nothing)))

    assert len(chart.rows) == 2


def on_map(table: FigureTable, level: Level, codes: list[str]) -> FigureTable:
    for one, code in zip(table.rows, codes, strict=True):
        one.area.gss_code = code
    return replace(table, selection=replace(table.selection, level=level))


def test_areas_are_drawn_on_a_map_where_there_is_one():
    by_tile = {tile.code: code for code, tile in layouts.laa_areas().tiles.items()}
    codes = list(by_tile.values())[:150]

    chart = presenters.map_of_areas(on_map(table_of(150), Level.LAA_AREA, codes))

    assert len(chart.rows) == 150


def test_there_is_no_map_of_fewer_than_two_areas_on_it():
    codes = ["E23000001", "X99000001"]

    assert presenters.map_of_areas(on_map(table_of(2), Level.POLICE_FORCE, codes)) is None


def test_the_file_of_a_chart_has_numbers_as_programs_write_them():
    chart = Chart(
        svg=Markup(""),
        title="",
        subtitle="",
        description="",
        header=("Area", "Change"),
        rows=(("=1+1", "−1,234.5"), ("-Dash", "+2.0"), ("Hull", "14.0 [p]"), ("Leeds", "")),
    )

    assert list(presenters.file_of_chart(chart)) == [
        ["Area", "Change"],
        ["'=1+1", Decimal("-1234.5")],
        ["'-Dash", Decimal("2.0")],
        ["Hull", "14.0 [p]"],
        ["Leeds", ""],
    ]


def test_a_share_is_drawn_in_percent():
    row = AreaRow(Area(name="Greyford"), figure_row(measure=SURVEY), ())
    period = Period.parse("2008/09")
    selection = Selection(SURVEY, Level.DISTRICT, period, {Level.DISTRICT: (period,)})

    chart = presenters.bar_chart(FigureTable(selection, (row, row), None))

    assert "26.1%" in chart.title


def test_an_invented_area_says_so_wherever_it_is_named():
    assert presenters.place_name(Area(name="Ashmere", is_invented=True)) == "Ashmere (invented)"
    assert presenters.place_name(Area(name="Leeds")) == "Leeds"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (figure_row(), "261 ÷ 10,000 × 1,000 = 26.1 offences per 1,000 people"),
        (figure_row(measure=SURVEY), "261 ÷ 10,000 × 100 = 26.1% with a high perception"),
        (figure_row(value=None), ""),
        (figure_row(numerator=None), ""),
        (figure_row(measure=Measure(kind=MeasureKind.SCORE, per=1, decimals=1, unit="score")), ""),
    ],
    ids=["rate", "share", "no figure", "published share", "score"],
)
def test_the_formula_has_the_numbers_put_in(row, text):
    assert presenters.formula(row) == text


def measure_of(kind, unit="% of something") -> Measure:
    return Measure(kind=kind, per=100, decimals=1, unit=unit, minimum_count=20)


@pytest.mark.parametrize(
    "kind", [MeasureKind.OBSERVED_OVER_EXPECTED, MeasureKind.PEOPLE_OVER_EXPECTED]
)
def test_the_formula_of_a_ratio_has_what_was_expected_beneath(kind):
    row = figure_row(value=87.5, measure=measure_of(kind, "per 100"), numerator=70, expected=80)

    assert presenters.formula(row) == "70 ÷ 80 × 100 = 87.5 per 100"


@pytest.mark.parametrize("kind", [MeasureKind.DIFFERENCE, MeasureKind.SURVEY_DIFFERENCE])
@pytest.mark.parametrize(
    ("base", "text"),
    [(Decimal(80), "(56 ÷ 70 − 48 ÷ 80) × 100 = 20.0 points"), (None, "")],
    ids=["both groups", "one group"],
)
def test_the_formula_of_a_gap_has_both_groups(kind, base, text):
    groups = {"group_2_numerator": Decimal(48), "group_2_denominator": base}
    counts = {"numerator": Decimal(56), "denominator": Decimal(70)}
    row = figure_row(value=20.0, measure=measure_of(kind, "points"), **counts, **groups)

    assert presenters.formula(row) == text


def years_of(*counts) -> list[Part]:
    rows = [
        figure_row(str(2005 + place), numerator=None if count is None else Decimal(count))
        for place, count in enumerate(counts)
    ]
    return [Part(row.area, row.period, row) for row in rows]


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((120, 114, 111, 99), "99 in 2008 against 120 in 2005: no more than chance explains"),
        ((120, 114, 111, 60), "60 in 2008 against 120 in 2005: more than chance explains"),
        ((40, 30, 30, 19), "19 in 2008 against 40 in 2005: not tested, as a count is below 20"),
        ((40, 30, 30, 29.5), "29.5 in 2008 against 40 in 2005: not tested, as a count is not"),
        ((40, None, 30, 30), ""),
    ],
)
def test_the_two_years_that_differ_are_told_apart(counts, verdict):
    row = figure_row("2008", measure=measure_of(MeasureKind.ROLLING_CHANGE))

    assert presenters.years_apart(row, years_of(*counts)).startswith(verdict)


def test_without_every_count_of_four_years_there_are_no_averages_and_no_formula():
    row = figure_row("2008", measure=measure_of(MeasureKind.ROLLING_CHANGE))
    years = years_of(40, None, 30, 30)

    assert presenters.averages(years) == presenters.formula(row, years) == ""
    assert presenters.averages([]) == presenters.years_apart(row, []) == ""


@pytest.mark.parametrize(
    ("observation", "text"),
    [
        (
            Observation(sample_size=Decimal(1100), design_effect=Decimal("1.3")),
            "1,100 answers, design effect 1.3",
        ),
        (Observation(sample_size=Decimal(1100)), "1,100 answers"),
        (Observation(), ""),
        (None, ""),
    ],
)
def test_a_survey_is_told_by_its_answers(observation, text):
    assert presenters.survey(figure_row(measure=SURVEY), observation) == text


def test_a_survey_says_nothing_of_a_figure_that_is_withheld():
    hidden = figure_row(value=None, measure=SURVEY)

    assert presenters.survey(hidden, Observation(sample_size=Decimal(11))) == ""


def test_methods_are_named_in_words():
    assert presenters.method(figure_row()) == "Byar’s approximation to Poisson limits"


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (1, "part missing: 1 of 3 police force areas has no figure"),
        (2, "part missing: 2 of 3 police force areas have no figure"),
    ],
)
def test_a_sum_that_lacks_a_part_says_how_many_it_lacks(missing, text):
    row = figure_row(value=None, summed_from="police_force", reason="part missing")
    parts = tuple(
        Part(row.area, row.period, None if n < missing else figure_row()) for n in range(3)
    )

    assert presenters.why_not(row, Provenance(row, None, parts, (), ())) == text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("missing", "no figure was reported"),
        ("withheld, to protect small counts", "withheld, to protect small counts"),
    ],
)
def test_other_reasons_are_said_in_words(reason, text):
    assert presenters.why_not(figure_row(value=None, reason=reason)) == text


def test_a_file_has_a_line_for_each_area_and_says_which_are_invented():
    table = table_of(2)
    unknown = AreaRow(Area(name="=1+1", gss_code="X9", is_invented=True), None, ())

    header, first, _, last = presenters.file_of_table(
        FigureTable(table.selection, (*table.rows, unknown), None)
    )

    cells = dict(zip(header, first, strict=True))
    assert (cells["value"], cells["numerator"], cells["synthetic"]) == (10.0, "261", "no")
    cells = dict(zip(header, last, strict=True))
    assert (cells["area"], cells["value"], cells["status"]) == ("'=1+1", "", "missing")
    assert cells["synthetic"] == "yes"


def test_the_file_of_a_history_is_oldest_first():
    rows = (figure_row("2007/08"), figure_row("2008/09", value=None))
    history = History(RATE, rows[0].area, rows[0].period.kind, (), rows, rows[0], ())

    header, *lines = presenters.file_of_history(history)

    assert [line[header.index("period")] for line in lines] == ["2007/08", "2008/09"]
    assert lines[1][header.index("reason")] == "missing"


def test_the_residents_of_a_place_make_a_line():
    line = presenters.population_line(
        [Population(year=2007, count=100), Population(year=2008, count=110)]
    )

    assert "110" in line.description
