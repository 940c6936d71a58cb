"""Run every measurement of returns at national scale: `python -m benchmarks.returns`.

At SCALE 1 it is 25 measures of 354 districts over 120 months; the same is done at a tenth of the
scale first, to see how fast the cost grows.
"""

import math
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import computing, importing, load, looking_back, monthly, world

SCALE = float(os.environ.get("SCALE", "1"))
TENTH = SCALE / 10


def measure(folder: Path) -> Iterator[Result]:
    codes = load.codes(SCALE)
    world.prepare(codes)
    districts = world.districts()
    small, large = folder / "small.csv", folder / "large.csv"
    few = load.write(small, load.codes(TENTH), districts)
    many = load.write(large, codes, districts)

    world.empty()
    small_seconds = importing.import_file(small) + computing.recompute_from_nothing()
    imported = list(importing.measure(large, many))
    computed = list(computing.measure())
    yield from imported
    yield from computed
    large_seconds = imported[0].ours + computed[0].ours
    yield Result(
        name="growth_exponent",
        ours=math.log(large_seconds / small_seconds) / math.log(many / few),
        reference=None,
        unit="power",
        n=many,
        seed=report.seed(),
    )
    yield from monthly.measure(codes, districts)
    yield from looking_back.measure(codes[0])


with tempfile.TemporaryDirectory() as folder:
    report.publish("returns", list(measure(Path(folder))))
