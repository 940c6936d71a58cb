"""What every benchmark shares: its seed and size, how it is timed, and how it reports."""

import json
import os
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "var" / "bench"
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. `reference` is None where there is nothing fair to compare with."""

    name: str
    ours: float
    reference: float | None
    unit: str
    n: int
    seed: int
    peak_mb: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the reference: of a time, below 1 is faster."""
        return self.ours / self.reference if self.reference else None

    def as_record(self) -> dict[str, object]:
        return asdict(self) | {"ratio": self.ratio}


def seed() -> int:
    """Return the seed of the inputs, from SEED."""
    return int(os.environ.get("SEED", "2008"))


def scaled(size: int) -> int:
    """Return how many rows to make for a size of `size` at SCALE 1."""
    return max(1, round(size * float(os.environ.get("SCALE", "1"))))


def cpu_seconds(job: Callable[[], object]) -> float:
    """Return the CPU time of a run, the middle one of several; other programs hardly shake it."""
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return sorted(times)[REPEATS // 2]


def peak_mb(job: Callable[[], object]) -> float:
    """Return the most memory that a run held beyond what was held before, in megabytes.

    Counted in a run of its own, since counting slows it down.
    """
    tracemalloc.start()
    job()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def publish(subject: str, results: Sequence[Result]) -> None:
    """Print the results as a table and write them to `var/bench/<subject>.json`."""
    print(
        f"{'name':<32}{'ours':>10}{'reference':>11}{'ratio':>8}  {'unit':<8}{'n':>12}{'peak MB':>9}"
    )
    for result in results:
        print(_row(result))
    FOLDER.mkdir(parents=True, exist_ok=True)
    records = [result.as_record() for result in results]
    (FOLDER / f"{subject}.json").write_text(json.dumps(records, indent=2) + "\n")


def _row(result: Result) -> str:
    return (
        f"{result.name:<32}{_number(result.ours, 3):>10}{_number(result.reference, 3):>11}"
        f"{_number(result.ratio, 2):>8}  {result.unit:<8}{result.n:>12,}"
        f"{_number(result.peak_mb, 0):>9}"
    )


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:,.{decimals}f}"
