"""The generated series as returns, sent, confirmed and published the way any return is."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from indicators import actions
from indicators.parsing.fields import FIELDS
from indicators.periods import Period
from indicators.states import ReturnStatus
from partnerships.models import Organisation

from .geography import Territory
from .models import Figures
from .series import OTHERS, RECORDED_CRIME, Series, drawn
from .stories import MISSING, PROVISIONAL

NOTE = "Generated for demonstration"

FILES = {
    "generated-recorded-crime.csv": RECORDED_CRIME,
    "generated-other-figures.csv": OTHERS,
}
"""Two, so that each is small enough to be checked at once."""


def send_returns(*, at: datetime) -> None:
    """Send, confirm and publish the generated returns. Done once: later calls find them there."""
    service = Organisation.objects.get(code="x-data")
    for name, series in FILES.items():
        content = written(series)
        one, _ = actions.send(organisation=service, name=name, content=content, by=None, at=at)
        if one.status == ReturnStatus.CHECKED:
            actions.confirm(return_id=one.pk, version=one.version, by=None, at=at)


def written(many: Sequence[Series]) -> bytes:
    """Write a return: the same bytes every time, so that it is received once."""
    text = io.StringIO()
    rows = csv.DictWriter(text, FIELDS)
    rows.writeheader()
    for series in many:
        for area, period, figures in drawn(series):
            rows.writerow(_row(series, area, period, figures))
    return text.getvalue().encode()


def _row(series: Series, area: Territory, period: Period, figures: Figures) -> dict[str, object]:
    status = _status(series.measure, area.name, period.code)
    return {
        "indicator": series.indicator,
        "measure": series.measure,
        "area_code": area.code,
        "period": period.code,
        "status": status,
        "note": NOTE,
        **({} if status == "missing" else figures),
    }


def _status(measure: str, place: str, period: str) -> str:
    """Return what is said of a figure; of a final one, nothing."""
    if (measure, place, period) in MISSING:
        return "missing"
    return "provisional" if (measure, period) in PROVISIONAL else ""
