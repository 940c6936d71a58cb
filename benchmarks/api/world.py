"""Figures of some measures, as a national load leaves them."""

import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.returns import computing, importing, load
from benchmarks.returns import world as returns

MEASURES = 17
"""Each of 354 districts over 120 months, and of what these add up to: 62,201 figures."""


def prepare() -> str:
    """Load the figures of some measures, and return the code of the first."""
    codes = load.codes(1)[: report.scaled(MEASURES)]
    returns.prepare(codes)
    returns.empty()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.csv"
        load.write(path, codes, returns.districts())
        importing.import_file(path)
    computing.recompute_from_nothing()
    return codes[0]
