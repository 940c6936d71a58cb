from dataclasses import replace
from math import nan
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import FunnelLimits, Point, Reference, funnel
from indicators.charts.clipping import clipped
from indicators.charts.model import MARKS
from indicators.charts.names import Box, Name, place_names
from indicators.charts.scales import LogScale, log_ticks

SVG = "{http://www.w3.org/2000/svg}"
LIMITS = FunnelLimits(100_000, 13.0, 17.0, 12.0, 18.0)
POINTS = [Point("Ashmere", 15.0), Point("Greyford", 17.5), Point("Fernley", 20.0)]
SIZES = [100_000, 100_000, 200_000]


def funnel_of(points=POINTS, sizes=SIZES, limits=None, **changes):
    about = {
        "subject": "Serious acquisitive crime",
        "period": "2008/09",
        "unit": "per 1,000 people",
        "size_of": "residents",
        "average": Reference("England", 15.0),
    }
    return funnel(points, sizes, limits or [LIMITS] * len(points), **(about | changes))


def texts_of(chart):
    return [text.text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("figure", "position"),
    [
        (17.0, "inside the 95% limits"),
        (13.0, "inside the 95% limits"),
        (17.1, "above the 95% limits but inside the 99.8% limits"),
        (18.0, "above the 95% limits but inside the 99.8% limits"),
        (12.0, "below the 95% limits but inside the 99.8% limits"),
        (18.1, "above the 99.8% limits"),
        (11.9, "below the 99.8% limits"),
    ],
)
def test_the_title_says_where_the_area_in_focus_lies(figure, position):
    chart = funnel_of([replace(POINTS[0], value=figure), *POINTS[1:]], focus="Ashmere")

    count = "2 of 3 areas were" if "99.8" in position and "inside" not in position else None
    assert chart.title == (
        f"Serious acquisitive crime: Ashmere was {position} in 2008/09 "
        f"({figure} per 1,000 people); {count or '1 of 3 areas was'} outside the 99.8% limits"
    )
    (row,) = [row for row in chart.rows if row[0] == "Ashmere"]
    assert row[7].lower() == position


@pytest.mark.parametrize(
    ("points", "changes", "finding"),
    [
        (POINTS, {}, "1 of 3 areas was outside the 99.8% limits in 2008/09"),
        (POINTS[:2], {}, "none of 2 areas were outside the 99.8% limits in 2008/09"),
        (POINTS[:1], {}, "none of 1 area was outside the 99.8% limits in 2008/09"),
        ([], {}, "no figures to show for 2008/09"),
        ([Point("Ashmere")], {}, "no figures to show for 2008/09"),
        (
            [Point("Netherby", status="suppressed"), *POINTS],
            {"focus": "Netherby"},
            "no figure for Netherby in 2008/09; 1 of 3 areas was outside the 99.8% limits",
        ),
    ],
)
def test_what_the_title_says_without_an_area_in_focus(points, changes, finding):
    sizes = [100_000] * len(points)

    assert funnel_of(points, sizes, **changes).title == f"Serious acquisitive crime: {finding}"


def test_an_area_without_limits_is_drawn_but_not_judged():
    unknown = FunnelLimits(*[nan] * 5)

    chart = funnel_of(limits=[unknown, LIMITS, LIMITS], focus="Ashmere")

    assert "no limits for Ashmere in 2008/09; 1 of 2 areas was" in chart.title
    assert "Not held against limits: Ashmere." in chart.description


@pytest.mark.parametrize("size", [None, 0, -1, nan])
def test_an_area_without_a_size_is_only_in_the_table(size):
    chart = funnel_of(sizes=[size, *SIZES[1:]])

    (row,) = [row for row in chart.rows if row[0] == "Ashmere"]
    assert (row[1], row[2], row[7]) == ("15.0", "", "")
    assert "of 2 areas" in chart.title


def test_the_subtitle_says_whether_the_limits_are_widened():
    assert funnel_of().subtitle == (
        "Per 1,000 people, 2008/09, by residents, with 95% and 99.8% limits for chance alone"
    )
    assert "widened for overdispersion" in funnel_of(is_widened=True).subtitle


def test_it_says_how_many_chance_alone_would_put_outside():
    areas = [Point(f"Area {at}", 15.0) for at in range(100)]

    description = funnel_of(areas, [100_000] * 100).description

    assert "about 5 of 100 would lie outside the 95% limits and 0.2 outside" in description


def test_areas_outside_are_diamonds_and_squares_and_named():
    chart = funnel_of(focus="Ashmere")

    outlines = [p.get("d") for p in ElementTree.fromstring(chart.svg).iter(f"{SVG}path")]
    assert sum(d.endswith("z") and "l5-5" in d for d in outlines) == 2  # Fernley and the key
    assert sum(d.endswith("z") and "h7" in d for d in outlines) == 2  # Greyford and the key
    assert {"Ashmere 15.0", "Fernley 20.0"} <= set(texts_of(chart))
    assert "Greyford 17.5" not in texts_of(chart)


def test_those_without_room_are_counted():
    crowd = [Point(f"A place with a long name {at}", 20 + at / 100) for at in range(40)]

    chart = funnel_of(crowd, [100_000] * 40)

    assert any(
        "more outside the 99.8% limits are named in the table only" in text
        for text in texts_of(chart)
    )
    assert "and 20 more." in chart.description


def test_a_suppressed_figure_is_nowhere():
    hidden = Point("Netherby", 77.7, status="suppressed")

    chart = funnel_of([*POINTS, hidden], [*SIZES, 100_000], focus="Netherby")

    assert "77.7" not in repr(chart)
    assert "[c] confidential." in " ".join(texts_of(chart))


def test_354_areas_stay_below_15_kilobytes():
    areas = [Point(f"Bath and Upper Somerset {at}", at % 31) for at in range(354)]

    chart = funnel_of(areas, [30_000 + 1_000 * at for at in range(354)])

    assert len(chart.svg.encode()) < 15_000


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="zip"):
        funnel_of(sizes=SIZES[:2])


def test_a_logarithmic_scale_has_equal_lengths_for_equal_ratios():
    x = LogScale(10, 1000, 0, 100)

    assert [x(10), x(100), x(1000)] == pytest.approx([0, 50, 100])


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (10, 100, [10, 20, 50, 100]),
        (21_000, 60_000, [50_000]),
        (1, 1e6, [1, 2, 5, 10, 20, 50, 100]),
    ],
)
def test_logarithmic_ticks_are_round_and_within(low, high, marks):
    found = log_ticks(low, high)

    assert all(low <= mark <= high for mark in found)
    assert set(marks) <= set(found)
    assert len(found) > 1


@pytest.mark.parametrize(
    ("places", "pieces"),
    [
        ([(0, 5), (10, 5)], [[(0, 5), (10, 5)]]),
        ([(0, 15), (10, 5)], [[(5, 10), (10, 5)]]),
        ([(0, 15), (10, 15)], []),
        ([(0, 15), (10, -5)], [[(2.5, 10), (7.5, 0)]]),
        ([(0, 5), (10, 15), (20, 5)], [[(0, 5), (5, 10)], [(15, 10), (20, 5)]]),
        ([(0, 5), (10, 6), (20, 7)], [[(0, 5), (10, 6), (20, 7)]]),
    ],
)
def test_lines_are_cut_where_they_leave_the_plot(places, pieces):
    assert clipped(places, top=0, bottom=10) == pieces


ROOM = Box(0, 0, 300, 300)


def test_names_touch_neither_each_other_nor_a_point():
    names = [Name(f"Place {at}", 100 + at % 5 * 6, 100 + at * 3, "black") for at in range(20)]
    crowd = [(name.x, name.y) for name in names]

    boxes = [box for _, box in place_names(names, crowd=crowd, room=ROOM)]

    assert 0 < len(boxes) < 20
    assert not any(one.touches(other) for one in boxes for other in boxes if one is not other)
    assert not any(box.holds(place) for box in boxes for place in crowd)
    assert all(box.within(ROOM) for box in boxes)


def test_a_name_that_is_needed_is_there_in_any_crowd():
    crowd = [(float(x), float(y)) for x in range(0, 300, 5) for y in range(0, 300, 5)]
    name = Name("Greyford", 295, 295, "black", is_needed=True)

    ((_, box),) = place_names([name], crowd=crowd, room=ROOM)

    assert box.right <= 300


figures = st.floats(-1e9, 1e9) | st.just(nan)
rows = st.tuples(
    st.builds(
        Point,
        label=st.text(max_size=20),
        value=st.none() | figures,
        status=st.sampled_from(sorted(MARKS)),
    ),
    st.none() | st.floats(-1, 1e9),
    st.builds(FunnelLimits, st.floats(0.001, 1e9), figures, figures, figures, figures),
)


@given(st.lists(rows, max_size=20))
def test_any_figures_sizes_and_limits_make_a_picture(rows):
    points, sizes, limits = zip(*rows, strict=True) if rows else [()] * 3

    chart = funnel_of(points, sizes, limits, focus=points[0].label if points else None)

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(points) + 1


def test_all_districts_of_england_stay_below_15_kilobytes_however_many_stand_out():
    count = 354
    points = [Point(f"District {at}", 15 + 12 * (at * 0.618 % 1) - 6) for at in range(count)]
    sizes = [30_000 * 1.01**at for at in range(count)]
    limits = [FunnelLimits(size, 13.123, 17.123, 12.123, 18.123) for size in sizes]
    curve = [
        FunnelLimits(30_000 * 1.094**at, 13 + at / 37, 17 - at / 37, 12 + at / 37, 18 - at / 37)
        for at in range(40)
    ]

    chart = funnel_of(points, sizes, limits, curve=curve)

    assert "354 areas" in chart.title
    assert len(chart.svg.encode()) < 15_000
