"""Rows of a checked return as lines of a file: what each would change."""

from indicators import printing
from indicators.models import Reported
from indicators.reading.judging import Foretold

AMOUNTS = ("numerator", "denominator", "expected", "value", "status")

COLUMNS = (
    *("row", "measure", "area_code", "area", "period", "outcome"),
    *(f"before_{name}" for name in AMOUNTS),
    *AMOUNTS,
    *("change_percent", "held_by", "held_by_return"),
)


def cells(line: Foretold) -> tuple[object, ...]:
    """Return one row under the headers of `COLUMNS`."""
    row, held = line.row, line.held
    source = held.data_return if held else None
    return (
        *(row.row, row.measure.code, row.area.gss_code, row.area.name, row.period.code),
        row.outcome,
        *_amounts(held),
        *_amounts(row),
        "" if line.percent is None else round(line.percent, 1),
        source.organisation.name if source else "",
        source.pk if source else "",
    )


def _amounts(reported: Reported | None) -> list[object]:
    found = (getattr(reported, name, None) for name in AMOUNTS)
    return ["" if amount is None else _plain(amount) for amount in found]


def _plain(amount: object) -> object:
    """Return a number without the zeros that the database writes after it."""
    return amount if isinstance(amount, str) else f"{amount:f}".rstrip("0").rstrip(".")


def said(reported: Reported | None) -> str:
    """Say what a row reports, as in `640 of 1,306,000`; of one without a figure, its status."""
    if reported is None:
        return printing.NOT_AVAILABLE
    if reported.numerator is None:
        if reported.value is None:
            return str(reported.get_status_display())
        return printing.count(reported.value)
    base = reported.expected or reported.denominator
    count = printing.count(reported.numerator)
    return count if base is None else f"{count} of {printing.count(base)}"
