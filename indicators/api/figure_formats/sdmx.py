"""Figures as SDMX-CSV 2.0; what its columns and codes are is in `sdmx_structure`."""

from collections.abc import Callable

from indicators.api.figure_keys import SDMX_STATUS
from indicators.models import Measure, Status
from indicators.periods import Period, PeriodKind
from indicators.reading import ToldFigure
from laa_portal.foundation.api.fields import exact
from laa_portal.foundation.cells import safe_cell

from .columns import written
from .csv_files import lines_of
from .page import FigurePage, FileRenderer

AGENCY, FLOW, VERSION = "LAA", "FIGURES", "1.0"
STRUCTURE_ID = f"{AGENCY}:{FLOW}({VERSION})"
INFORMATION = "I"
"""The action: to be read, and not to change a store by."""

FREQUENCIES = {
    PeriodKind.MONTH: "M",
    PeriodKind.QUARTER: "Q",
    PeriodKind.FINANCIAL_YEAR: "A",
    PeriodKind.CALENDAR_YEAR: "A",
}


class SdmxCsvRenderer(FileRenderer):
    media_type = "application/vnd.sdmx.data+csv"
    format = "sdmx-csv"
    meaning = "A table of SDMX (SDMX-CSV 2.0); “structure” describes it."

    def file_name(self) -> str:
        return "figures-sdmx.csv"

    def write(self, page: FigurePage) -> str:
        header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *COMPONENTS]
        return lines_of([header, *map(_line, page.figures)])


def _line(figure: ToldFigure) -> list[str]:
    return ["dataflow", STRUCTURE_ID, INFORMATION, *(get(figure) for get in COMPONENTS.values())]


def measure_code(measure: Measure) -> str:
    """Return a measure's code as SDMX writes codes: NI-16."""
    return measure.code.replace(" ", "-")


def time_period(period: Period) -> str:
    """Return a period as SDMX writes it: a financial year is a year from its first day on."""
    match period.kind:
        case PeriodKind.MONTH:
            return f"{period.start:%Y-%m}"
        case PeriodKind.QUARTER:
            return f"{period.start.year}-Q{(period.start.month + 2) // 3}"
        case PeriodKind.CALENDAR_YEAR:
            return f"{period.start.year}"
        case PeriodKind.FINANCIAL_YEAR:
            return f"{period.start}/P1Y"


def confidentiality(figure: ToldFigure) -> str:
    """Return the code of CL_CONF_STATUS: free, confidential, or not for publication."""
    if figure.shown.status == Status.SUPPRESSED:
        return "C"
    is_free = figure.figure.is_settled and not figure.indicator.is_restricted
    return "F" if is_free else "N"


def _comment(figure: ToldFigure) -> str:
    return str(safe_cell(figure.shown.reason or figure.note))


def _number(name: str) -> Callable[[ToldFigure], str]:
    def get(figure: ToldFigure) -> str:
        value = getattr(figure.shown, name)
        return "" if value is None else exact(value)

    return get


DIMENSIONS: dict[str, Callable[[ToldFigure], str]] = {
    "FREQ": lambda one: FREQUENCIES[one.period.kind],
    "INDICATOR": lambda one: measure_code(one.measure),
    "REF_AREA": lambda one: one.area.gss_code,
    "TIME_PERIOD": lambda one: time_period(one.period),
}
MEASURES: dict[str, Callable[[ToldFigure], str]] = {"OBS_VALUE": _number("value")}
ATTRIBUTES: dict[str, Callable[[ToldFigure], str]] = {
    "OBS_STATUS": lambda one: SDMX_STATUS[one.shown.status],
    "CONF_STATUS": confidentiality,
    "LOWER_CI": _number("lower"),
    "UPPER_CI": _number("upper"),
    "NUMERATOR": _number("numerator"),
    "DENOMINATOR": _number("denominator"),
    "DECIMALS": lambda one: str(one.measure.decimals),
    "UNIT_MEASURE": lambda one: one.measure.unit,
    "DEF_VERSION": lambda one: one.definition.version,
    "LAST_UPDATE": lambda one: written(one.figure.computed_at),
    "COMMENT_OBS": _comment,
}
COMPONENTS = DIMENSIONS | MEASURES | ATTRIBUTES
"""How each column after the first three is written, in their order."""
