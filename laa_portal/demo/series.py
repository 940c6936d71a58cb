"""Generated returns of the invented county, sent the way any return is."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from indicators import actions
from indicators.periods import Period, PeriodKind
from indicators.states import ReturnStatus
from partnerships.models import Organisation

from .places import DISTRICTS

SEED = 2008
FIRST, LAST = date(2005, 4, 1), date(2009, 1, 1)
"""Months and quarters that start in this half-open span are generated."""

HEADER = ("indicator", "measure", "area_code", "period", "numerator", "note")
NOTE = "Generated for demonstration"


@dataclass(frozen=True, slots=True)
class Model:
    """How a series of counts is drawn: Poisson about a rate that drifts and follows the seasons."""

    indicator: str
    measure: str
    kind: PeriodKind
    yearly_rate: float
    """Events a person and year, at the start."""
    drift: float
    """Yearly, as a share."""
    season: float
    """Half the distance from the quietest to the busiest month, as a share."""


MODELS = (
    Model("NI 15", "NI 15", PeriodKind.MONTH, 0.0009, 0.03, 0.10),
    Model("NI 16", "NI 16", PeriodKind.MONTH, 0.0165, -0.06, 0.08),
    Model("NI 20", "NI 20", PeriodKind.MONTH, 0.0078, -0.02, 0.12),
    Model("NI 33", "NI 33i", PeriodKind.QUARTER, 0.0009, -0.04, 0.15),
    Model("NI 33", "NI 33ii", PeriodKind.QUARTER, 0.0019, -0.05, 0.25),
)


def send_series(*, at: datetime) -> None:
    """Send, confirm and publish the generated return. Done once: later calls find it there."""
    data_return, _ = actions.send(
        organisation=Organisation.objects.get(code="x-data"),
        name="generated-for-demonstration.csv",
        content=_file(),
        by=None,
        at=at,
    )
    if data_return.status == ReturnStatus.CHECKED:
        actions.confirm(return_id=data_return.pk, version=data_return.version, by=None, at=at)


def _file() -> bytes:
    """Write the return: the same bytes every time, so that it is received once."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADER)
    generator = np.random.default_rng(SEED)
    for model in MODELS:
        for district in DISTRICTS:
            level = float(generator.normal(1, 0.15))
            for period in _periods(model.kind):
                expected = level * _expected(model, district.residents, period.start)
                count = int(generator.poisson(expected))
                rows.writerow(
                    (model.indicator, model.measure, district.code, period.code, count, NOTE)
                )
    return text.getvalue().encode()


def _periods(kind: PeriodKind) -> Iterator[Period]:
    period = Period(kind, FIRST)
    while period.start < LAST:
        yield period
        period = period.next()


def _expected(model: Model, residents: int, start: date) -> float:
    """Return how many events the model expects in the period that starts then."""
    years = (start - FIRST).days / 365.25
    busy = 1 + model.season * np.cos(2 * np.pi * (start.month - 7) / 12)
    rate = model.yearly_rate * (1 + model.drift) ** years * busy
    return float(residents * rate * model.kind.months / 12)
