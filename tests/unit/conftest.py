import csv
from pathlib import Path

import numpy as np
import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


def as_column(texts):
    """Return an array of floats, NA as NaN, or the texts where they are not numbers."""
    try:
        return np.array([np.nan if text == "NA" else float(text) for text in texts])
    except ValueError:
        return np.array(texts)


@pytest.fixture
def golden():
    """Return a function from the name of a file of `tests/golden` to its columns."""

    def read(name):
        with (GOLDEN / f"{name}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        return {column: as_column([row[column] for row in rows]) for column in rows[0]}

    return read
