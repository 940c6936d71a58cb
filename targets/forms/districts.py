"""A target that is for some districts only: which, how much each counts, and what each reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from laa_portal.foundation.forms import BoundField, Form
from targets.models import Terms
from targets.queries import District

from .amounts import AmountField


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The three fields of a district, as the page draws them in one row."""

    district: District
    chosen: BoundField
    weight: BoundField
    value: BoundField


def _names(district: District) -> tuple[str, str, str]:
    code = district.area.gss_code
    return f"part_{code}", f"weight_{code}", f"value_{code}"


def fields_of(districts: Sequence[District], units: Sequence[str]) -> dict[str, forms.Field]:
    """Return the fields of districts, by name."""
    found: dict[str, forms.Field] = {}
    for one in districts:
        chosen, weight, value = _names(one)
        name = str(one.area)
        found[chosen] = forms.BooleanField(label=name, required=False)
        found[weight] = AmountField(called=f"The weight of {name}", label=f"Weight of {name}")
        found[value] = AmountField(
            called=f"The value of {name}", label=f"Value of {name}", units=units
        )
    return found


def initial_of(terms: Terms, districts: Sequence[District]) -> dict[str, Any]:
    """Return what the fields begin with: terms as they are, and residents as weights."""
    said = {one["area"]: one for one in terms.parts}
    found: dict[str, Any] = {}
    for one in districts:
        chosen, weight, value = _names(one)
        part = said.get(one.area.gss_code)
        found[chosen] = part is not None
        found[weight] = Decimal(part["weight"]) if part else _residents(one)
        found[value] = Decimal(part["value"]) if part else None
    return found


def _residents(district: District) -> Decimal | None:
    return None if district.residents is None else Decimal(district.residents)


def rows_of(form: Form, districts: Sequence[District]) -> Iterator[DistrictRow]:
    """Yield the rows of the table of districts."""
    for one in districts:
        chosen, weight, value = _names(one)
        yield DistrictRow(one, form[chosen], form[weight], form[value])


def parts_of(form: Form, districts: Sequence[District]) -> list[dict[str, str]]:
    """Return the parts that were chosen, as terms keep them. A chosen district needs its value."""
    given, parts = form.cleaned_data, []
    for one in districts:
        chosen, weight, value = _names(one)
        if not given.get(chosen):
            continue
        if given.get(value) is None and value not in form.errors:
            form.add_error(value, f"Enter the value of {one.area}, or take its tick away")
        parts.append(
            {
                "area": one.area.gss_code,
                "weight": str(given.get(weight) or 0),
                "value": str(given.get(value) or 0),
            }
        )
    return parts
