"""Cells of one measure, as judging takes them."""

import pandas as pd
import pytest

from indicators import judging

EMPTY = {"row": None, "value": None, "value_decimals": None, "segment": 0, "area_id": 1}


@pytest.fixture
def cells():
    """Return a builder of cells: one dictionary a cell, of a rate per 1,000 unless another kind."""

    def build(rows, *, kind="count_rate", per=1000, frequency="month"):
        numbers = ("value", *judging.COLUMNS[kind])
        columns = [*EMPTY, *numbers, *(f"held_{name}" for name in numbers), "period_start"]
        frame = pd.DataFrame([EMPTY | row for row in rows]).reindex(
            columns=list(dict.fromkeys(columns))
        )
        is_number = [name for name in frame if name != "period_start"]
        frame = frame.astype(dict.fromkeys(is_number, float)).assign(
            period_kind=frequency, period_start=pd.to_datetime(frame["period_start"])
        )
        return judging.evidence(frame, kind, per)

    return build


@pytest.fixture
def months():
    """Return a builder of a series by month from April 2006, of which the last was sent."""

    def build(counts, **changes):
        starts = pd.date_range("2006-04-01", periods=len(counts), freq="MS")
        known = [
            {"period_start": start, "numerator": count, "denominator": 100_000} | changes
            for start, count in zip(starts, counts, strict=True)
        ]
        known[-1]["row"] = 2
        return known

    return build
