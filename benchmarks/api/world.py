"""One measure's figures, as a national load leaves them."""

import tempfile
from pathlib import Path

from benchmarks.returns import computing, importing, load
from benchmarks.returns import world as returns


def prepare() -> str:
    """Load the figures of one measure, and return its code."""
    (code,) = codes = load.codes(1)[:1]
    returns.prepare(codes)
    returns.empty()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.csv"
        load.write(path, codes, returns.districts())
        importing.import_file(path)
    computing.recompute_from_nothing()
    return code
