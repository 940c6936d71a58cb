"""A national load imported as operators do, beside bare COPY and django-import-export."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from django.core.management import call_command

from benchmarks import report
from benchmarks.report import REPEATS, Result
from benchmarks.returns import copying, load, memory, world
from indicators.models import Definition, Observation
from laa_portal.foundation import ownership
from partnerships.models import Area

EXTRA = report.FOLDER.parent / "extra"
"""Where `pip install --target` may put what only a benchmark needs."""

OTHERS_ROWS = report.scaled(53_100)
"""A twentieth of a national load: that alone takes minutes."""

OTHERS_AT = datetime(2009, 6, 1, tzinfo=UTC)

ORGANISATION = "home-office"


def measure(path: Path, rows: int) -> Iterator[Result]:
    """Import the file at `path`, into a database that has no returns yet."""
    world.empty()
    with memory.watched() as peak:
        seconds = import_file(path)
    yield Result(
        name="import",
        ours=seconds,
        reference=median(copying.seconds_in("indicators_observation") for _ in range(REPEATS)),
        unit="s",
        n=rows,
        seed=report.seed(),
        peak_mb=peak.ours + peak.database,
    )
    yield from _beside_others(seconds / rows)


def import_file(path: Path) -> float:
    """Import a file, and return how many seconds that took."""
    started = time.perf_counter()
    call_command("import_return", path, organisation=ORGANISATION)
    return time.perf_counter() - started


def _beside_others(ours: float) -> Iterator[Result]:
    """Compare the time a row takes with django-import-export's, where that is installed."""
    sys.path.append(str(EXTRA))
    try:
        import import_export.resources  # noqa: F401
    except ImportError:
        print(f"django-import-export is not installed: pip install it with --target {EXTRA}")
        return
    seconds, rows = _by_others()
    yield Result(
        name="import_row",
        ours=ours * 1e6,
        reference=seconds / rows * 1e6,
        unit="µs",
        n=rows,
        seed=report.seed(),
    )


def _by_others() -> tuple[float, int]:
    """Import observations as django-import-export does; return its seconds, and how many."""
    import tablib
    from import_export import resources

    class Observations(resources.ModelResource):
        class Meta:
            model = Observation
            import_id_fields = ("measure", "area", "period_kind", "period_start", "revision")
            use_bulk = True
            batch_size = 1000
            skip_diff = True

    data = tablib.Dataset(headers=list(_others_row({})))
    for row in _others_rows():
        data.append(list(_others_row(row).values()))
    with ownership.as_owner():  # it sets the numbering of rows anew, which our role may not
        started = time.perf_counter()
        result = Observations().import_data(data, use_transactions=True, raise_errors=True)
        seconds = time.perf_counter() - started
        assert result.totals["new"] == len(data), "it has imported them all"
        Observation.objects.filter(recorded_at=OTHERS_AT).delete()  # as if nobody had
    return seconds, len(data)


def _others_rows() -> Iterator[dict]:
    """Yield rows of a second revision of what is there: what it need not look up is given by id."""
    areas = dict(Area.objects.values_list("gss_code", "pk"))
    definitions = Definition.objects.in_bulk(field_name="pk")
    by_code = {d.measure.code: d for d in definitions.values()}
    data_return = Observation.objects.values_list("data_return", flat=True)[0]
    made = 0
    for frame in load.frames(load.codes(1), sorted(world.districts())):
        for row in frame[frame["status"] == "final"].to_dict("records"):
            if made == OTHERS_ROWS:
                return
            made += 1
            definition = by_code[row["indicator"]]
            yield row | {
                "measure": definition.measure_id,
                "definition": definition.pk,
                "area": areas[row["area_code"]],
                "data_return": data_return,
                "row": made,
            }


def _others_row(row: dict) -> dict[str, object]:
    return {
        "measure": row.get("measure"),
        "definition": row.get("definition"),
        "area": row.get("area"),
        "period_kind": "month",
        "period_start": f"{row.get('period')}-01",
        "numerator": row.get("numerator"),
        "denominator": row.get("denominator"),
        "status": row.get("status"),
        "note": "",
        "row": row.get("row"),
        "data_return": row.get("data_return"),
        "revision": 2,
        "recorded_at": OTHERS_AT,
        "superseded_at": OTHERS_AT,
    }
