"""A page of small lines, and one chart of each kind as large as the portal draws it.

There is no reference: nothing else draws the same.
"""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks import report
from indicators.charts import (
    Chart,
    FunnelLimits,
    Point,
    Projected,
    Reference,
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

LINES_A_PAGE = 200  # to be drawn within 20 ms, of years or of two years of months
TIMES = 20  # that a single chart is drawn for one measurement
IN_AREA = {"subject": "Serious acquisitive crime", "area": "Greyford", "unit": "per 1,000 people"}
IN_PERIOD = {
    "subject": "Serious acquisitive crime",
    "period": "2008/09",
    "unit": "per 1,000 people",
}


def sparklines(name: str, length: int) -> report.Result:
    """Return the CPU time of a page of small lines of so many points, some of them missing."""
    random = Random(report.seed())
    pages = [_points(random, length) for _ in range(report.scaled(LINES_A_PAGE))]

    def page() -> None:
        for points in pages:
            sparkline(points, name="Greyford NI 16")

    return _result(f"sparklines_{name}_ms", page, n=len(pages))


def each_kind() -> Iterator[report.Result]:
    """Return the CPU time of one chart of each kind."""
    random = Random(report.seed())
    months, areas = _points(random, 60), _points(random, 150)
    charts: dict[str, Callable[[], Chart]] = {
        "trend": lambda: trend(months, **IN_AREA),
        "control": lambda: _control(months),
        "trajectory": lambda: _trajectory(months),
        "bars": lambda: bars(areas[:60], reference=Reference("England", 15), **IN_PERIOD),
        "funnel": lambda: _funnel(areas),
        "tiles": lambda: tile_map(
            dict(zip(_areas_of_a_day(), areas, strict=True)),
            layouts.laa_areas(),
            **IN_PERIOD,
        ),
        "survey": lambda: survey_change(
            [Waves(f"Area {at}", (Point("2006", at), Point("2008", at + 1))) for at in range(15)],
            waves=["2006", "2008"],
            subject="High perception of drunkenness",
            unit="%",
        ),
    }
    for name, chart in charts.items():
        yield _result(f"{name}_ms", _repeated(chart), n=TIMES, times=TIMES)


def _repeated(chart: Callable[[], Chart]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(TIMES):
            chart()

    return run


def _result(name: str, job: Callable[[], None], *, n: int, times: int = 1) -> report.Result:
    return report.Result(
        name=name,
        ours=1000 * report.cpu_seconds(job) / times,
        reference=None,
        unit="ms",
        n=n,
        seed=report.seed(),
    )


def _points(random: Random, count: int) -> list[Point]:
    return [
        Point(f"Period {at}", value, value - 1, value + 1, status=status)
        for at in range(count)
        for value in [random.gauss(15, 2)]
        for status in random.choices(["final", "provisional", "missing"], [94, 3, 3])
    ]


def _areas_of_a_day() -> list[str]:
    """Return one area for each of 150 tiles."""
    by_tile = {tile.code: area for area, tile in layouts.laa_areas().tiles.items()}
    return list(by_tile.values())[:150]


def _control(months: list[Point]) -> Chart:
    n = len(months)
    return control(
        months,
        mean=[15.0] * n,
        lower=[9.0] * n,
        upper=[21.0] * n,
        cause=["shift_low" if 20 < at < 30 else "" for at in range(n)],
        point_type=["improvement"] * n,
        **IN_AREA,
    )


def _trajectory(months: list[Point]) -> Chart:
    ahead = [f"Month {at}" for at in range(36)]
    return trajectory(
        months,
        periods=[point.label for point in months] + ahead,
        projection=[Projected(label, 14, 13, 15, 11, 17) for label in ahead],
        target=Point(ahead[-1], 12),
        **IN_AREA,
    )


def _funnel(areas: list[Point]) -> Chart:
    sizes = [20_000 * 1.03**at for at in range(len(areas))]
    limits = [FunnelLimits(size, 13, 17, 12, 18) for size in sizes]
    return funnel(
        areas,
        sizes,
        limits,
        average=Reference("England", 15),
        size_of="residents",
        **IN_PERIOD,
    )
