"""A chart under its question, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts import Chart


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a page shows under a question; `notes` are sentences below the chart.

    Without a chart, `reason` is a sentence that says why there is none.
    """

    name: str
    """In addresses and file names."""
    question: str
    chart: Chart | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    is_on_request: bool = False
    """Whether the chart is left out until its name is asked for; `reason` then says its finding."""
    part: str = ""
    """Of a summary: its explanation tells how what the chart says is worked out."""


def charts_of(exhibits: Sequence[Exhibit]) -> dict[str, Chart]:
    """Return the charts there are, by name."""
    return {one.name: one.chart for one in exhibits if one.chart}
