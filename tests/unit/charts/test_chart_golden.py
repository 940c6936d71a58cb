"""Every kind of chart in every state, against the pictures kept in `tests/golden/charts`.

`UPDATE_GOLDEN=1 pytest tests/unit/charts` writes them anew: look at each one that changed.
"""

import math
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from indicators.charts import (
    FunnelLimits,
    Point,
    Projected,
    Reference,
    Series,
    Waves,
    bars,
    control,
    funnel,
    layouts,
    sparkline,
    survey_change,
    tile_map,
    trajectory,
    trend,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "charts"
SVG = "{http://www.w3.org/2000/svg}"

YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2002, 2009)]
RATES = [39.5, 36.5, 32.4, 33.4, 31.0, 28.5, 26.1]
NAMES = ["Bath and North East Somerset", "Greyford", "Kingston upon Hull, City of", "Fernley"]


def points(labels, values, *, either_side=None, **changes):
    limits = [
        (None, None) if either_side is None else (v - either_side, v + either_side) for v in values
    ]
    return [
        Point(label, value, lower, upper, **changes)
        for label, value, (lower, upper) in zip(labels, values, limits, strict=True)
    ]


def changed(series, **by_position):
    """Return the points with some of them changed: `p3={"status": "missing"}`."""
    return [replace(point, **by_position.get(f"p{at}", {})) for at, point in enumerate(series)]


def trend_of(series, **changes):
    about = {"subject": "Serious acquisitive crime", "area": "Greyford", "unit": "per 1,000 people"}
    return trend(series, **(about | changes))


def bars_of(series, **changes):
    about = {
        "subject": "Serious acquisitive crime",
        "period": "2008/09",
        "unit": "per 1,000 people",
    }
    return bars(series, **(about | changes))


def limits(series, stretches, **special):
    """Return the columns of a control chart.

    `stretches` are (first, end, mean, lower, upper); `special` is `p3=("above_limit", "concern")`.
    """
    none = [math.nan] * len(series)
    columns = {"mean": list(none), "lower": list(none), "upper": list(none)}
    for first, end, *numbers in stretches:
        for name, number in zip(columns, numbers, strict=True):
            columns[name][first:end] = [number] * (end - first)
    found = [special.get(f"p{at}", ("", "common_cause")) for at in range(len(series))]
    causes = {"cause": [cause for cause, _ in found], "point_type": [kind for _, kind in found]}
    return columns | causes


def control_of(series, stretches=(), *, special=None, **changes):
    about = {"subject": "Serious violent crime", "area": "Greyford", "unit": "per 1,000 people"}
    return control(series, **limits(series, stretches, **(special or {})), **(about | changes))


def trajectory_of(actuals, **changes):
    about = {"subject": "Serious violent crime", "area": "Greyford", "unit": "per 1,000 people"}
    usual = {
        "periods": AHEAD,
        "projection": FAN,
        "carried_forward": 26.4,
        "baseline": Point("2007/08", 28.5),
        "milestones": [Point("2009/10", 26.5)],
        "target": Point("2010/11", 23.0),
    }
    return trajectory(actuals, **(about | usual | changes))


def funnel_limits(size, *, average=15.0):
    """Return the limits of a rate per 1,000 people by the normal approximation."""
    spread = math.sqrt(average * 1000 / size)
    return FunnelLimits(
        size,
        max(0, average - 1.96 * spread),
        average + 1.96 * spread,
        max(0, average - 3.09 * spread),
        average + 3.09 * spread,
    )


CURVE = [funnel_limits(20_000 * 1.12**at) for at in range(38)]


def funnel_of(series, sizes, **changes):
    about = {
        "subject": "Serious acquisitive crime",
        "period": "2008/09",
        "unit": "per 1,000 people",
        "size_of": "residents",
        "average": Reference("England", 15.0),
        "curve": CURVE,
    }
    known = [funnel_limits(size) if size else NO_LIMITS for size in sizes]
    return funnel(series, sizes, known, **(about | changes))


def tiles_of(series, layout, **changes):
    """Return a map of the areas of a layout in order of their tiles, with the points in turn."""
    about = {
        "subject": "Serious acquisitive crime",
        "period": "2008/09",
        "unit": "per 1,000 people",
    }
    codes = {tile.code: gss for gss, tile in reversed(layout.tiles.items())}
    named = {
        gss: replace(point, label=code)
        for (code, gss), point in zip(codes.items(), series, strict=False)
    }
    return tile_map(named, layout, **(about | changes))


def waves_of(name, values, *, either_side=2.0, test=None, **changes):
    found = points(THREE_WAVES[-len(values) :], values, either_side=either_side)
    return Waves(name, tuple(found), test, **changes)


def survey_of(rows, waves=("2006/07", "2007/08", "2008/09"), **changes):
    about = {"subject": "High perception of drunkenness", "unit": "%"}
    return survey_change(rows, waves=waves, **(about | changes))


THREE_WAVES = ["2006/07", "2007/08", "2008/09"]
NO_LIMITS = FunnelLimits(*[math.nan] * 5)
USUAL = points(YEARS, RATES, either_side=0.6)
WIDE = points(YEARS, RATES, either_side=3)
MONTHS = [
    f"{month} {year}"
    for year in range(2005, 2009)
    for month in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"]
]
ENGLAND = Series("England and Wales", tuple(points(YEARS, [30, 28, 25, 23, 21.5, 19.9, 19])))
SIMILAR = Series(
    "Most similar group average", tuple(points(YEARS, [32, 30, 27, 25, 23.5, 22.9, 21]))
)
AHEAD = [*YEARS, "2009/10", "2010/11"]
FAN = [
    Projected("2009/10", 25.0, 24.1, 26.0, 22.4, 28.0),
    Projected("2010/11", 24.3, 22.7, 26.0, 19.8, 29.5),
]
SIZES = [30_000 * 1.055 ** (at * 37 % 60) for at in range(60)]
CROWD = [
    Point(f"Area {at}", 15 + math.sin(at * 2.4) * 2.9 * math.sqrt(15_000 / size))
    for at, size in enumerate(SIZES)
]
LIKE_ENGLAND = [
    Point(f"{NAMES[at % 4]} {at}", 15 + math.sin(at * 2.4) * (2.6 + at % 3)) for at in range(150)
]
MONTHLY = points(MONTHS[:36], [8 + (at * 7 % 11) / 5 - 1 for at in range(36)])
SIGNALS = {
    "p9": ("above_limit", "concern"),
    **{f"p{at}": ("shift_low", "improvement") for at in range(25, 32)},
}
PEERS = points(
    ["Dunmoor", "Ashmere", "Eastwick", "Marfield", "Barrowdale", "Jessop Vale", "Coldwell",
     "Ironbeck", "Hollinsby", "Kelmarsh", "Oakhampton", "Langport Mills", "Greyford", "Netherby",
     "Fernley"],
    [9.2, 11.9, 12.1, 12.6, 13.4, 15.3, 16.5, 16.6, 16.7, 17.1, 17.6, 18.1, 19.0, 19.4, 20.9],
    either_side=0.8,
)  # fmt: skip
AREAS = points(NAMES, [9.2, 19.0, 12.4, 20.9], either_side=1.1)

CHARTS = {
    "trend-normal": trend_of(USUAL, comparators=[ENGLAND, SIMILAR]),
    "trend-empty": trend_of([]),
    "trend-one-point": trend_of(USUAL[:1]),
    "trend-all-equal": trend_of(points(YEARS, [12] * 7)),
    "trend-all-nought": trend_of(points(YEARS, [0] * 7)),
    "trend-negative": trend_of(points(YEARS, [-5, 3, 4, -8, -2, 1, 6], either_side=3), unit="%"),
    "trend-missing": trend_of(
        changed(USUAL, p2={"value": None}, p4={"status": "missing"}, p5={"status": "missing"}),
        comparators=[ENGLAND],
    ),
    "trend-missing-at-end": trend_of(changed(WIDE, p6={"status": "missing"})),
    "trend-suppressed": trend_of(changed(USUAL, p2={"status": "suppressed"})),
    "trend-provisional": trend_of(changed(USUAL, p6={"status": "provisional"})),
    "trend-break": trend_of(
        changed(WIDE, **{f"p{at}": {"segment": 1 if at < 5 else 2} for at in (3, 4, 5, 6)}),
        breaks={1: "New counting rules from April 2005", 2: "National indicator"},
    ),
    "trend-huge-range": trend_of(points(YEARS, [0.01, 1e6, 3, 5e8, 1, 2, 1e9])),
    "trend-far-from-nought": trend_of(
        points(YEARS, [80.2, 81, 80.5, 82, 83, 82.8, 83.4]), unit="%"
    ),
    "trend-40-periods": trend_of(
        changed(
            points(MONTHS, [8 + (at * 7 % 11) / 5 for at in range(40)], either_side=1),
            p9={"status": "missing"},
            p11={"status": "suppressed"},
            p38={"status": "provisional"},
            p39={"status": "provisional"},
        )
    ),
    "control-normal": control_of(
        changed(
            MONTHLY,
            p9={"value": 9.6},
            **{f"p{at}": {"value": 7.1 + at % 3 / 5} for at in range(25, 32)},
        ),
        [(0, 36, 8.1, 6.8, 9.4)],
        special=SIGNALS,
        target=Reference("Target", 7.4),
    ),
    "control-two-segments": control_of(
        changed(
            MONTHLY, **{f"p{at}": {"segment": 1, "value": 5 + at % 4 / 3} for at in range(20, 36)}
        ),
        [(0, 20, 8.1, 6.8, 9.4), (20, 36, 5.5, 4.4, 6.6)],
        special={"p35": ("two_in_three_high", "neutral")},
        breaks={1: "New counting rules from April 2007"},
    ),
    "control-trial-missing-suppressed": control_of(
        changed(
            MONTHLY[:24],
            p3={"status": "missing"},
            p10={"status": "suppressed"},
            p22={"status": "provisional", "value": 10.2},
            p23={"status": "provisional"},
        ),
        [(4, 10, 8.0, 6.5, 9.5), (11, 24, 8.1, 6.7, 9.6)],
        special={"p22": ("above_limit", "concern")},
        reason="a month is missing",
    ),
    "control-empty": control_of([]),
    "control-one-point": control_of(MONTHLY[:1], reason="too few points"),
    "control-all-equal": control_of(
        points(MONTHS[:24], [12] * 24), reason="no variation between points"
    ),
    "control-negative": control_of(
        points(YEARS, [-5, 3, 4, -8, -2, 1, 6]), [(0, 7, -0.1, -15, 14.8)], unit="%"
    ),
    "control-lower-limit-below-nought": control_of(
        points(MONTHS[:24], [at % 5 for at in range(24)]), [(0, 24, 2, -1.5, 5.5)]
    ),
    "control-huge-range": control_of(
        points(YEARS, [0.01, 1e6, 3, 5e8, 1, 2, 1e9]), [(0, 7, 2.1e8, -1e9, 1.4e9)]
    ),
    "trajectory-normal": trajectory_of(USUAL),
    "trajectory-far-target": trajectory_of(USUAL, target=Point("2010/11", 12.0)),
    "trajectory-labels-close": trajectory_of(
        USUAL, target=Point("2010/11", 24.2), carried_forward=24.4
    ),
    "trajectory-empty": trajectory_of(
        [], projection=[], carried_forward=None, baseline=None, milestones=[], target=None
    ),
    "trajectory-one-point": trajectory_of(
        USUAL[:1],
        periods=["2002/03"],
        projection=[],
        reason="too few years",
        carried_forward=None,
        baseline=None,
        milestones=[],
        target=None,
    ),
    "trajectory-all-equal": trajectory_of(
        points(YEARS, [12] * 7),
        projection=[Projected(label, 12, 12, 12, 12, 12) for label in AHEAD[7:]],
        carried_forward=12,
        baseline=Point("2007/08", 12),
        milestones=[],
        target=Point("2010/11", 12),
    ),
    "trajectory-negative": trajectory_of(
        points(YEARS, [-5, 3, 4, -8, -2, 1, 6]),
        unit="%",
        projection=[Projected("2010/11", 2, -3, 6, -11, 14)],
        carried_forward=2.5,
        baseline=Point("2008/09", 6),
        milestones=[],
        target=Point("2010/11", -4),
    ),
    "trajectory-missing-suppressed": trajectory_of(
        changed(
            USUAL,
            p1={"status": "suppressed"},
            p4={"status": "missing"},
            p6={"status": "provisional"},
        ),
        projection=[],
        reason="a month of the last twelve is missing",
    ),
    "trajectory-break": trajectory_of(
        changed(USUAL, **{f"p{at}": {"segment": 1} for at in (4, 5, 6)}),
        breaks={1: "New counting rules from April 2006"},
    ),
    "trajectory-huge-range": trajectory_of(
        points(YEARS, [0.01, 1e6, 3, 5e8, 1, 2, 1e9]),
        projection=[Projected("2010/11", 1e9, 1e8, 3e9, 1e7, 2e10)],
    ),
    "funnel-normal": funnel_of(
        changed(
            CROWD,
            p8={"value": 18.4},
            p21={"value": 12.2},
            p33={"value": 16.3, "status": "provisional"},
        ),
        SIZES,
        focus="Area 40",
    ),
    "funnel-overdispersed": funnel_of(
        LIKE_ENGLAND,
        [30_000 * 1.024**at for at in range(150)],
        focus=LIKE_ENGLAND[70].label,
        is_widened=True,
    ),
    "funnel-empty": funnel_of([], []),
    "funnel-one-point": funnel_of(CROWD[:1], SIZES[:1], curve=(), focus="Area 0"),
    "funnel-all-equal": funnel_of(points(NAMES, [15] * 4), [80_000] * 4, curve=()),
    "funnel-negative": funnel_of(
        points(NAMES, [-3, 12, 4, -20]), SIZES[:4], average=Reference("Average", 0)
    ),
    "funnel-missing-suppressed": funnel_of(
        changed(
            CROWD[:12],
            p2={"status": "suppressed"},
            p3={"status": "missing"},
            p4={"status": "provisional"},
        ),
        [*SIZES[:11], None],
        focus="Area 2",
    ),
    "funnel-huge-range": funnel_of(
        points(NAMES, [0.01, 1e6, 3, 1e9]), [1, 1e9, 5e4, 2e6], curve=(), focus="Greyford"
    ),
    "tiles-laa-areas": tiles_of(
        changed(
            [Point("", 15 + math.sin(at * 2.4) * 7) for at in range(152)],
            p5={"status": "missing"},
            p50={"status": "suppressed"},
            p90={"status": "provisional"},
            p91={"status": "provisional"},
        ),
        layouts.laa_areas(),
        focus="BIR",
    ),
    "tiles-police-forces": tiles_of(
        [Point("", 8 + at * 17 % 39 / 2.5) for at in range(39)],
        layouts.police_forces(),
        focus="KEN",
    ),
    "tiles-empty": tile_map(
        {}, layouts.laa_areas(), subject="Burglary", period="2008/09", unit="%"
    ),
    "tiles-one-point": tiles_of([Point("", 3.1)], layouts.police_forces()),
    "tiles-all-equal": tiles_of([Point("", 3.1)] * 39, layouts.police_forces()),
    "tiles-negative": tiles_of([Point("", at - 20.5) for at in range(39)], layouts.police_forces()),
    "tiles-missing-suppressed": tiles_of(
        [
            Point("", 3.1),
            Point("", status="missing"),
            Point("", status="suppressed"),
            Point("", 30.1, status="provisional"),
        ],
        layouts.police_forces(),
        focus="BDS",
    ),
    "tiles-huge-range": tiles_of(
        [Point("", 10.0**at) for at in range(-3, 12)], layouts.laa_areas()
    ),
    "survey-two-waves": survey_of(
        [
            waves_of("Bath and North East Somerset", [31.0, 26.2], test=True),
            waves_of("Greyford", [24.0, 26.1], test=False),
            waves_of("Fernley", [20.2, 27.0], test=True),
            waves_of("Kingston upon Hull, City of", [28.0, 27.0], reason="too few answers"),
        ],
        waves=THREE_WAVES[1:],
        focus="Greyford",
    ),
    "survey-three-waves": survey_of(
        [
            waves_of("Drunk or rowdy behaviour", [31.0, 29.5, 26.2], test=True),
            waves_of("Drug use or dealing", [24.0, 27.0, 26.1], test=False),
        ],
        of="question",
    ),
    "survey-missing-suppressed-provisional": survey_of(
        [
            Waves(
                "Ashmere",
                tuple(
                    changed(
                        points(THREE_WAVES, [30, 28, 27], either_side=2),
                        p0={"status": "missing"},
                        p2={"status": "provisional"},
                    )
                ),
                False,
            ),
            Waves(
                "Greyford",
                tuple(
                    changed(
                        points(THREE_WAVES, [30, 28, 27], either_side=2),
                        p0={"status": "suppressed"},
                        p1={"status": "missing"},
                    )
                ),
            ),
            Waves(
                "Fernley",
                tuple(changed(points(THREE_WAVES, [20, 28, 27], either_side=2), p2={"segment": 1})),
                True,
            ),
            Waves("Nowhere", ()),
        ],
    ),
    "survey-empty": survey_of([]),
    "survey-one-point": survey_of([waves_of("Greyford", [24.0])]),
    "survey-all-equal": survey_of(
        [waves_of(name, [12, 12, 12], either_side=None, test=False) for name in NAMES]
    ),
    "survey-negative": survey_of(
        [
            waves_of("Satisfaction gap", [-4.1, 2.0, -7.5], test=True),
            waves_of("Fernley", [1, -1, 3], test=False),
        ]
    ),
    "survey-huge-range": survey_of(
        [waves_of("Greyford", [0.01, 1e9], test=True), waves_of("Fernley", [1, 2], test=True)],
        unit="people",
    ),
    "bars-normal": bars_of(AREAS, focus="Greyford", reference=Reference("England", 15.8)),
    "bars-most-similar-group": bars_of(
        changed(PEERS, p4={"status": "suppressed"}, p5={"status": "provisional"}),
        focus="Greyford",
        reference=Reference("Most similar group average", 15.8),
        verdict="in line with its peers",
    ),
    "bars-empty": bars_of([]),
    "bars-one-point": bars_of(AREAS[:1]),
    "bars-all-equal": bars_of(points(NAMES, [12] * 4), focus="Fernley"),
    "bars-negative": bars_of(
        points(["Ash", "Birch", "Cedar"], [-4, 3, 8], either_side=1),
        unit="%",
        focus="Ash",
        reference=Reference("All the areas of the region", -4.5),
    ),
    "bars-without-figures": bars_of(
        [
            *AREAS,
            Point("Netherby", 11.1, status="suppressed"),
            Point("Nowhere"),
            Point("Dunmoor", 14, 11, 17, status="provisional"),
            Point("London Fire and Emergency Planning Authority of the Lower Thames Valley", 3),
        ],
        focus="Nowhere",
    ),
    "bars-huge-range": bars_of(points(NAMES, [0.01, 1e6, 3, 1e9])),
    "sparkline-normal": sparkline(USUAL, name="Greyford NI 16"),
    "sparkline-empty": sparkline([], name="Greyford NI 16"),
    "sparkline-one-point": sparkline(USUAL[:1], name="Greyford NI 16"),
    "sparkline-all-equal": sparkline(points(YEARS, [3] * 7), name="Greyford NI 16"),
    "sparkline-missing": sparkline(changed(USUAL, p3={"status": "missing"}), name="Greyford NI 16"),
    "sparkline-alone": sparkline(changed(USUAL, p1={"value": None}), name="Greyford NI 16"),
    "sparkline-suppressed-at-end": sparkline(
        changed(USUAL, p6={"status": "suppressed"}), name="Greyford NI 16"
    ),
    "sparkline-break": sparkline(
        changed(USUAL, **{f"p{at}": {"segment": 1} for at in (4, 5, 6)}), name="Greyford NI 16"
    ),
    "sparkline-negative": sparkline(points(YEARS, [-5, 3, 4, -8, -2, 1, 6]), name="Greyford NI 16"),
    "sparkline-huge-range": sparkline(
        points(YEARS, [0.01, 1e6, 3, 5e8, 1, 2, 1e9]), name="Greyford NI 16"
    ),
    "sparkline-provisional": sparkline(
        changed(USUAL, p6={"status": "provisional"}), name="Greyford NI 16"
    ),
}
charts = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_the_one_that_was_looked_at(name):
    file = GOLDEN / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(CHARTS[name].svg + "\n", encoding="utf-8")

    assert CHARTS[name].svg + "\n" == file.read_text(encoding="utf-8")


def test_no_golden_picture_is_left_over():
    assert {file.stem for file in GOLDEN.glob("*.svg")} == set(CHARTS)


@charts
def test_a_strict_content_security_policy_lets_the_picture_pass(chart):
    elements = list(ElementTree.fromstring(chart.svg).iter())

    assert not any("style" in element.attrib for element in elements)
    assert {element.tag.removeprefix(SVG) for element in elements} <= {
        "svg", "title", "desc", "g", "text", "tspan", "line", "path", "rect", "circle",
    }  # fmt: skip
    assert not any(name.startswith("on") for element in elements for name in element.attrib)


@charts
def test_no_picture_is_larger_than_15_kilobytes(chart):
    assert len(chart.svg.encode()) < 15_000


@charts
def test_a_screen_reader_is_told_the_finding(chart):
    root = ElementTree.fromstring(chart.svg)
    told = {element.get("id"): element.text for element in root.iter() if element.get("id")}

    assert root.get("role") == "img"
    if labelled_by := root.get("aria-labelledby"):
        assert [told[key] for key in labelled_by.split()] == [chart.title, chart.description]
    else:
        assert root.get("aria-label") == chart.title


@charts
def test_no_text_is_too_small_or_outside_the_picture(chart):
    root = ElementTree.fromstring(chart.svg)
    width, height = float(root.get("width")), float(root.get("height"))

    for text in root.iter(f"{SVG}text"):
        assert 12 <= float(text.get("font-size", root.get("font-size"))) <= 14
        assert 0 <= float(text.get("x")) <= width
        assert 12 <= float(text.get("y")) <= height


@charts
def test_end_labels_and_names_do_not_touch_those_below(chart):
    columns = {}
    for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text"):
        columns.setdefault((text.get("x"), text.get("text-anchor")), []).append(
            float(text.get("y"))
        )

    for baselines in columns.values():
        assert all(below - above >= 12 for above, below in pairwise(sorted(baselines)))


@charts
def test_the_table_has_a_cell_for_each_heading(chart):
    assert len(set(chart.header)) == len(chart.header)
    assert {len(row) for row in chart.rows} <= {len(chart.header)}


@pytest.mark.parametrize("name", [name for name in CHARTS if not name.startswith("sparkline")])
def test_every_figure_of_the_picture_is_in_the_table(name):
    axis = {"start": False, "end": name.startswith("bars"), None: True}
    shown = {
        figure
        for text in ElementTree.fromstring(CHARTS[name].svg).iter(f"{SVG}text")
        if axis.get(text.get("text-anchor"))
        for figure in re.findall(r"−?[\d,]*\d\.\d(?!%)", text.text)
    }
    cells = {cell.partition(" ")[0].lstrip("+") for row in CHARTS[name].rows for cell in row}

    assert shown <= cells
    assert shown or "empty" in name or name == "survey-one-point"
