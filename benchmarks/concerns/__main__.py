"""Raise concerns over a known truth: `make bench NAME=concerns`, of 150 areas and 25 measures.

Level 1 is a concern that opens as a query, level 2 what the statistics call "intervene-review".
Rates are of false alarms a series and year; the reference of ours is what its boundary allows, and
that of a reference recalibrated is ours. Months are the mean time from a change to its first alarm
at 100 events a month, beside the better reference at the same rate of false alarms.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks import report
from benchmarks.concerns import ours, references
from benchmarks.concerns.timing import false_rate, months_to_detect, share_found
from benchmarks.concerns.world import KINDS, World, make
from benchmarks.report import Result
from reviews.assessing import Thresholds

AREAS, MEASURES = 150, 25
LEVELS = {1: "concern", 2: "review"}
ALLOWED = {1: 0.10, 2: 0.025}
BEFORE_DISCOVERY = Thresholds(discovery_rate=1.0)
"""Every p-value survives: what the boundaries do by themselves."""


def measure() -> Iterator[Result]:
    world = make(report.scaled(AREAS), MEASURES)
    before, after = (ours.levels(world, each) for each in (BEFORE_DISCOVERY, Thresholds()))
    z, chart = references.naive(world), references.chart(world)
    yield from _false(world, before, after)
    yield _result("false_naive_as_it_is", false_rate(z > references.FIVE_PER_CENT, world), world)
    yield _result("false_chart_as_it_is", false_rate(chart.flag > 0, world), world)
    for level, name in LEVELS.items():
        alarms = before >= level
        rate = false_rate(alarms, world)
        others = dict(_recalibrated(world, z, chart, rate))
        for other, found in others.items():
            yield _result(f"false_{other}_at_{name}", false_rate(found, world), world, rate)
        yield from _found(world, name, alarms, after >= level, others)


def _false(world: World, before: np.ndarray, after: np.ndarray) -> Iterator[Result]:
    for level, name in LEVELS.items():
        rate = false_rate(before >= level, world)
        yield _result(f"false_{name}_before_discovery", rate, world, ALLOWED[level])
        yield _result(f"false_{name}", false_rate(after >= level, world), world, ALLOWED[level])
        for kind, of in enumerate(KINDS[:3]):
            of_kind = false_rate(before >= level, world, kind)
            yield _result(f"false_{name}_{of.name}", of_kind, world, ALLOWED[level])


def _recalibrated(
    world: World, z: np.ndarray, chart: references.Chart, rate: float
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the references at our rate of false alarms: months, a chart's limit, run, and both."""
    yield "months", references.recalibrated(z, world, rate)
    yield "limits", references.recalibrated(chart.height, world, rate)
    yield "runs", references.recalibrated(chart.run, world, rate)
    half = (references.recalibrated(one, world, rate / 2) for one in (chart.height, chart.run))
    yield "limits_and_runs", np.logical_or(*half)


def _found(
    world: World,
    name: str,
    alarms: np.ndarray,
    after: np.ndarray,
    others: dict[str, np.ndarray],
) -> Iterator[Result]:
    """Yield how soon each truth is found at 100 events a month, and how many in a year."""
    for kind, of in enumerate(KINDS[3:], start=3):
        soonest = min(months_to_detect(one, world, kind) for one in others.values())
        months = months_to_detect(alarms, world, kind)
        label = "months_to_detect_20pct" if of.name == "plus 20%" else f"months_{of.name}"
        label = label if name == "review" else f"{label}_{name}"
        yield _result(label, months, world, soonest, "months")
        if of.name == "plus 20%":
            yield from _of_a_fifth(world, name, kind, alarms, after, others)


def _of_a_fifth(
    world: World,
    name: str,
    kind: int,
    alarms: np.ndarray,
    after: np.ndarray,
    others: dict[str, np.ndarray],
) -> Iterator[Result]:
    ours_to_beat = months_to_detect(alarms, world, kind)
    for other, found in others.items():
        months = months_to_detect(found, world, kind)
        yield _result(f"months_20pct_{name}_{other}", ours_to_beat, world, months, "months")
    with_discovery = months_to_detect(after, world, kind)
    yield _result(f"months_20pct_{name}_with_discovery", with_discovery, world, None, "months")
    for within in (6, 12):
        best = max(share_found(one, world, kind, within=within) for one in others.values())
        share = share_found(alarms, world, kind, within=within)
        yield _result(f"found_20pct_{name}_in_{within}", share, world, best)


def _result(
    name: str, found: float, world: World, reference: float | None = None, unit: str = "share"
) -> Result:
    n = world.counts[..., 0].size
    name = name.replace(" ", "_").replace(",", "").replace("%", "pct")
    return Result(name, found, reference, unit, n, report.seed())


report.publish("concerns", list(measure()))
