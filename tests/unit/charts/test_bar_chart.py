from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, Reference, bars
from indicators.charts.findings import ordinal

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"subject": "Serious acquisitive crime", "period": "2008/09", "unit": "per 1,000 people"}
GREYFORD = Point("Greyford", 19.0, 18.1, 19.9)
AREAS = [Point("Ashmere", 12.0, 11.5, 12.5), GREYFORD, Point("Fernley", 20.9, 20.1, 21.7)]
ENGLAND = Reference("England", 15.8)


@pytest.mark.parametrize(
    ("reference", "finding"),
    [
        (15.8, "was above England in 2008/09 (19.0 against 15.8 per 1,000 people)"),
        (25.0, "was below England in 2008/09 (19.0 against 25.0 per 1,000 people)"),
        (
            19.5,
            "was not clearly different from England in 2008/09 "
            "(19.0 against 19.5 per 1,000 people)",
        ),
        (19.01, "was level with England in 2008/09 (19.0 against 19.0 per 1,000 people)"),
    ],
)
def test_the_title_says_how_the_area_in_focus_lies(reference, finding):
    chart = bars(AREAS, focus="Greyford", reference=Reference("England", reference), **ABOUT)

    assert chart.title == f"Serious acquisitive crime: Greyford {finding}"
    assert f"England: {reference:.1f} per 1,000 people." in chart.description


@pytest.mark.parametrize(
    ("points", "finding"),
    [
        ([], "no figures to show for 2008/09"),
        ([replace(GREYFORD, value=None)], "no figure for Greyford in 2008/09"),
        (AREAS, "Greyford was 2nd highest of 3 in 2008/09 (19.0 per 1,000 people)"),
        (AREAS[:2], "Greyford was highest of 2 in 2008/09 (19.0 per 1,000 people)"),
        (
            [GREYFORD, replace(GREYFORD, label="Fernley")],
            "Greyford was joint highest of 2 in 2008/09 (19.0 per 1,000 people)",
        ),
        (AREAS[::2], "from 12.0 in Ashmere to 20.9 per 1,000 people in Fernley, 2008/09"),
        (AREAS[:1], "12.0 per 1,000 people in Ashmere, 2008/09"),
    ],
)
def test_without_a_reference_the_title_gives_the_place_or_the_range(points, finding):
    others = [Point("Netherby", status="missing")] if points else []

    chart = bars([*points, *others], focus="Greyford", **ABOUT)

    if points and not points[0].has_figure:
        finding = "no figures to show for 2008/09"
    assert chart.title == f"Serious acquisitive crime: {finding}"


def test_an_area_in_focus_without_a_figure_is_said_to_have_none():
    hidden = Point("Netherby", 77.7, status="suppressed")

    chart = bars([*AREAS, hidden], focus="Netherby", reference=ENGLAND, **ABOUT)

    assert chart.title == "Serious acquisitive crime: no figure for Netherby in 2008/09"
    assert "77.7" not in repr(chart)


@pytest.mark.parametrize(
    ("reference", "numbers"),
    [
        (Reference("Most similar group average", 15.8), "19.0 against 15.8 per 1,000 people"),
        (None, "19.0 per 1,000 people"),
    ],
)
def test_the_verdict_of_a_test_against_peers_takes_the_place_of_the_interval_s(reference, numbers):
    chart = bars(
        AREAS, focus="Greyford", reference=reference, verdict="in line with its peers", **ABOUT
    )

    assert chart.title == (
        f"Serious acquisitive crime: Greyford was in line with its peers in 2008/09 ({numbers})"
    )


def test_areas_stand_highest_first_with_those_without_a_figure_and_the_reference_below():
    chart = bars([Point("Zed"), Point("Able"), *AREAS], reference=ENGLAND, **ABOUT)

    assert [row[0] for row in chart.rows] == [
        "Fernley", "Greyford", "Ashmere", "Able", "Zed", "England",
    ]  # fmt: skip
    assert chart.rows[0] == ("Fernley", "20.9", "20.1", "21.7", "")
    assert chart.rows[3] == ("Able", "[x]", "", "", "Not available")


def test_bars_are_as_long_as_their_figures_and_begin_at_nought():
    chart = bars([Point("Minus", -10), Point("Ten", 10), Point("Twenty", 20)], **ABOUT)
    (drawn,) = [
        path.get("d")
        for path in ElementTree.fromstring(chart.svg).iter(f"{SVG}path")
        if path.get("stroke-width") == "16"
    ]
    twenty, ten, minus = (
        [float(end.partition(" ")[0]) for end in bar.split("L")] for bar in drawn[1:].split("M")
    )

    assert twenty[0] == ten[0] == minus[0]
    length = pytest.approx(ten[1] - ten[0], abs=0.02)
    assert (twenty[1] - twenty[0]) / 2 == length
    assert minus[0] - minus[1] == length


def test_sixty_areas_stay_below_15_kilobytes():
    areas = [
        Point(f"Kingsworthy and Upper Vale {at}", at / 7, at / 7 - 1, at / 7 + 1)
        for at in range(60)
    ]

    chart = bars(areas, focus=areas[7].label, reference=ENGLAND, **ABOUT)

    assert len(chart.svg.encode()) < 15_000


def test_the_area_in_focus_is_bold_and_not_told_by_colour_alone():
    chart = bars(AREAS, focus="Greyford", **ABOUT)
    texts = ElementTree.fromstring(chart.svg).iter(f"{SVG}text")

    assert [text.text for text in texts if text.get("font-weight") == "bold"] == [
        "Greyford",
        "19.0",
    ]


@pytest.mark.parametrize(
    ("place", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_ordinals(place, word):
    assert ordinal(place) == word


@given(
    st.lists(st.tuples(st.text(max_size=90), st.none() | st.floats(0, 1e9)), max_size=20),
    st.none() | st.floats(-1e9, 1e9),
)
def test_any_figures_and_names_make_a_picture(areas, reference):
    points = [Point(name, None if v is None else round(v, 4), 0, v) for name, v in areas]
    beside = None if reference is None else Reference("Reference", reference)

    chart = bars(points, focus=areas[0][0] if areas else None, reference=beside, **ABOUT)

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(areas) + (reference is not None)
