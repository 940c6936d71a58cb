"""Amounts as people type them: 1,234.5, 12.5%, −3.2."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laa_portal.foundation.forms import NumberInput

NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]{1,2}")
DASHES = str.maketrans(dict.fromkeys("−–‐", "-"))
MOST_DECIMALS = 6
TOO_LARGE = Decimal(10) ** 12
"""What the column for amounts does not hold any more."""


class AmountField(forms.Field):
    """An amount in one of some units. Its errors begin with `called`, as in “The baseline”.

    `units` are those it may be in; none where people name the unit themselves.
    """

    def __init__(self, *, called: str, units: Collection[str] = (), **kwargs: Any) -> None:
        suffix = next(iter(units)) if len(units) == 1 else ""
        widget = NumberInput({"step": "any"}, suffix=_short(suffix), width=10)
        super().__init__(required=False, widget=widget, **kwargs)
        self.called, self.units = called, units

    def to_python(self, value: Any) -> Decimal | None:
        """Return what was typed as a number. Refuses what is none, or is in another unit."""
        if isinstance(value, Decimal):
            return value
        typed = "".join(str(value or "").split()).translate(DASHES)
        if not typed:
            return None
        return self._number(self._without_percent(typed))

    def _without_percent(self, typed: str) -> str:
        if not typed.endswith("%"):
            return typed
        if self.units and not any("%" in unit or "percent" in unit for unit in self.units):
            unit = " or ".join(sorted(self.units))
            raise self._refusal(f"is in {unit}, not in %. Enter the number alone")
        return typed.removesuffix("%")

    def _number(self, typed: str) -> Decimal:
        if DECIMAL_COMMA.fullmatch(typed):
            raise self._refusal(f"must have a point before its decimals, as in {_pointed(typed)}")
        if not (NUMBER.fullmatch(typed) and any(one.isdigit() for one in typed)):
            raise self._refusal("must be a number, like 1,234.5")
        amount = Decimal(typed.replace(",", ""))
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
            raise self._refusal(f"must have {MOST_DECIMALS} decimals or fewer")
        if abs(amount) >= TOO_LARGE:
            raise self._refusal("must be less than a million million")
        return amount

    def _refusal(self, what: str) -> ValidationError:
        return ValidationError(f"{self.called} {what}", code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


def plain(amount: Decimal) -> str:
    """Return an amount as people type it, without noughts that say nothing."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _pointed(typed: str) -> str:
    return typed.replace(",", ".")


def _short(unit: str) -> str:
    """Return the unit as it stands beside a number: of a share the sign alone."""
    return "%" if unit.startswith("%") else unit
