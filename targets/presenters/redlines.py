"""The terms of a line as pages and files print them: one thing a row, always in the same order."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from indicators import printing
from indicators.charts import wording
from targets.models import Terms
from targets.redline import RedlineRow, Said, redline

NOT_MEASURED = "Not measured"

Names = Mapping[str, str]
"""Of areas, by their codes."""


def amount(value: Decimal | None, terms: Terms) -> str:
    """Return an amount to the places of its measure, and to more where more were typed."""
    if value is None:
        return ""
    return to_places(value, terms.measure.decimals if terms.measure else 0)


def to_places(value: Decimal, least: int) -> str:
    """Return an amount to at least so many places, and to more where more were typed."""
    typed = -int(value.normalize().as_tuple().exponent)
    return printing.number(float(value), max(typed, least, 0))


def value(value: Decimal | None, terms: Terms) -> str:
    """Return the value of a year as people say it: a gap is "no more than", a figure is itself."""
    text = amount(value, terms)
    return f"at most {text}" if text and terms.gap_to_id else text


def last_value(terms: Terms | None) -> str:
    """Return the value of the last year that is measured; of a placeholder, that it is one."""
    if terms is None:
        return ""
    if terms.is_placeholder:
        return "Placeholder"
    return value(terms.last_value, terms)


def said_by(terms: Terms, names: Names) -> list[Said]:
    """Return all that terms say, each by its name; what they say nothing of has no text."""
    return [*_figures(terms), *_conditions(terms, names)]


def _figures(terms: Terms) -> Iterator[Said]:
    yield Said("Type", terms.get_type_display())
    yield Said("Measured by", f"{terms.measure} {terms.measure.title}" if terms.measure else "")
    yield Said("Unit", terms.unit)
    yield baseline_of(terms)
    yield Said("Period of the baseline", terms.baseline_period)
    yield Said("Source of the baseline", terms.baseline_source)
    unmeasured = "" if terms.last_value is None else NOT_MEASURED
    for year, amount_ in terms.by_year():
        yield Said(year, value(amount_, terms) or unmeasured, amount_, is_value=True)


def baseline_of(terms: Terms) -> Said:
    return Said("Baseline", amount(terms.baseline, terms), terms.baseline)


def _conditions(terms: Terms, names: Names) -> Iterator[Said]:
    yield Said("Path", "" if terms.is_placeholder else terms.get_shape_display())
    yield Said("Largest gap to", str(terms.gap_to or ""))
    yield Said("Only for", "; ".join(_parts(terms, names)))
    yield Said("Why its districts do not add up", terms.parts_because)
    yield Said("A stand-in for the baseline", "Yes" if terms.baseline_is_proxy else "")
    yield Said("Why the baseline is not the portal's figure", terms.baseline_because)
    yield Said("Aims to slow a change for the worse", "Yes" if terms.is_slowing else "")
    yield Said("Looked at every", f"{terms.review_months} months")
    yield Said("A placeholder, since", _reason(terms))
    yield Said("Issue raised for all areas", str(terms.issue or ""))
    yield Said("Waits for", terms.placeholder_trigger)
    yield Said("On the table again by", printing.day(terms.reopens_on) if terms.reopens_on else "")


def _parts(terms: Terms, names: Names) -> Iterator[str]:
    for part in terms.parts:
        name = names.get(part["area"], part["area"])
        said = amount(Decimal(part["value"]), terms)
        yield f"{name} {said} (weight {printing.count(Decimal(part['weight']))})"


def _reason(terms: Terms) -> str:
    reason = terms.get_placeholder_reason_display() if terms.is_placeholder else ""
    return wording.within_sentence(reason)


def redline_of(
    now: Terms, names: Names, *, last: Terms | None, agreed: Terms | None
) -> Sequence[RedlineRow]:
    """Set terms beside those of the last round, their own baseline, and what was agreed."""
    return redline(
        said_by(now, names),
        baseline=None if now.gap_to_id else baseline_of(now),
        last=said_by(last, names) if last else (),
        agreed=said_by(agreed, names) if agreed else (),
    )
