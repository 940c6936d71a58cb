"""How figures are called in the API, and what becomes of their statuses in SDMX."""

import re
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from indicators.models import Figure, GoneFigure, Measure, Status
from indicators.periods import Period
from partnerships.models import Area

from .figure_filters import read_period

FIGURE_KEY = re.compile(
    r"(?P<measure>[a-z]{2}-[0-9]{1,3}[a-z]{0,4})\.(?P<area>[A-Z0-9]{1,9})\."
    r"(?P<period>[0-9]{4}(_[0-9]{2}(-Q[1-4])?|-[0-9]{2})?)"
)
"""A figure's id: `ni-16.E10000016.2008_09`. It stays when figures are worked out again."""

SDMX_STATUS: dict[str, str] = {
    Status.FINAL: "A",
    Status.PROVISIONAL: "P",
    Status.MISSING: "O",
    Status.SUPPRESSED: "Q",
    Status.NOT_APPLICABLE: "M",
    Status.NOT_PUBLISHED: "O",
}
"""CL_OBS_STATUS: normal, provisional, missing, suppressed, and missing as it cannot exist."""


@dataclass(frozen=True, slots=True)
class FigureId:
    """What a figure's id in the API names."""

    measure: Measure
    area: Area
    period: Period


def series_key(measure: Measure, area: Area) -> str:
    """Return the id of a series in the API, which is that of its summary."""
    return f"{measure.code.lower().replace(' ', '-')}.{area.gss_code}"


def period_key(period: Period) -> str:
    """Return a period as it stands in the id of a figure."""
    return period.code.replace("/", "_").replace(" ", "-")


def figure_key(figure: Figure | GoneFigure) -> str:
    """Return a figure's id in the API."""
    return f"{series_key(figure.measure, figure.area)}.{period_key(figure.period)}"


def read_key(key: str) -> FigureId:
    """Return what a figure's id names. Raises Http404 where it names nothing."""
    match = FIGURE_KEY.fullmatch(key)
    period = match and read_period(match["period"].replace("_", "/").replace("-Q", " Q"))
    if not match or not period:
        raise Http404
    return FigureId(
        get_object_or_404(Measure, code__iexact=match["measure"].replace("-", " ")),
        get_object_or_404(Area, gss_code=match["area"]),
        period,
    )
