"""A value for each year of an agreement, and the path that leads through them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from indicators.periods import Period
from laa_portal.foundation.forms import BoundField, Radios
from partnerships.forms.fields import VersionForm
from targets import shapes
from targets.models import YEAR_FIELDS, YEARS, Shape

from .amounts import AmountField, plain

PATH_FROM = ("baseline", "baseline_period", "shape")
SHAPE_HINTS = {
    Shape.STRAIGHT: "The same step each year",
    Shape.CONSTANT_RATE: "The same percentage of what is left each year",
    Shape.STEPPED: "You set each year's value yourself",
    Shape.SURVEY_YEARS: "Values only for the years in which the survey runs",
}


def not_measured(name: str) -> str:
    """Return the name of the tick that a year, by its field, is not measured."""
    return f"not_{name}"


def fields_of_years(units: Collection[str]) -> dict[str, forms.Field]:
    """Return a field for the value of each year and one for its tick, by name."""
    found: dict[str, forms.Field] = {}
    for year, name in zip(YEARS, YEAR_FIELDS, strict=True):
        called = f"The value for {year}"
        found[name] = AmountField(called=called, label=f"Value for {year}", units=units)
        found[not_measured(name)] = forms.BooleanField(
            label=f"Not measured in {year}", required=False
        )
    return found


class YearsForm(VersionForm):
    """The part of a form of terms that is about its years. It has a baseline beside them."""

    shape = forms.ChoiceField(
        label="How does the path lead from the baseline to the last value?",
        choices=Shape.choices,
        widget=Radios(hints=SHAPE_HINTS),
    )

    typed: Mapping[str, Any]
    """What was typed, field by field, as `clean` found it."""

    @property
    def decimals(self) -> int:
        """To how many places values on a path are filled in."""
        raise NotImplementedError

    @property
    def years(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Yield each year with its value's field and its tick's."""
        for year, name in zip(YEARS, YEAR_FIELDS, strict=True):
            yield year, self[name], self[not_measured(name)]

    def fill_years(self) -> None:
        """Put the path's values into the years that are empty, for people to change: nothing else.

        Where there is no path, its field says why not.
        """
        self.full_clean()
        try:
            values = self._path()
        except shapes.NoPath as why:
            self.add_error("shape", str(why))
            return
        typed = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as `sent` returns it
        for name, value in zip(YEAR_FIELDS, values, strict=True):
            if value is not None and not typed.get(name):
                typed[name] = plain(value)
        self.data = typed
        self.full_clean()

    def _path(self) -> Sequence[Decimal | None]:
        """Return the value of each year on the path from the baseline to the last value typed."""
        typed = self.typed
        measured = [not typed.get(not_measured(name)) for name in YEAR_FIELDS]
        baseline, since, shape = (typed.get(name) for name in PATH_FROM)
        last = typed.get(YEAR_FIELDS[_last(measured)])
        if last is None or baseline is None or not since or not shape:
            raise shapes.NoPath(
                "Enter the baseline with its period, and the value of the last year measured"
            )
        return shapes.filled_in(
            shape,
            baseline=baseline,
            baseline_year=Period.parse(since).start.year,
            last=last,
            measured=measured,
            decimals=self.decimals,
        )

    def check_years(self) -> None:
        """Refuse a year with both a value and a tick, and once one is said, a year with neither."""
        values = {name: self.typed.get(name) for name in YEAR_FIELDS}
        is_begun = any(value is not None for value in values.values())
        for year, name in zip(YEARS, YEAR_FIELDS, strict=True):
            has_value, is_ticked = (
                values[name] is not None,
                bool(self.typed.get(not_measured(name))),
            )
            if name not in self.errors and has_value and is_ticked:
                self.add_error(name, f"Take the value for {year} away, or the tick beside it")
            elif name not in self.errors and is_begun and not (has_value or is_ticked):
                self.add_error(name, f"Enter the value for {year}, or tick that it is not measured")


def _last(measured: Sequence[bool]) -> int:
    """Return which year is the last that is measured, or the very last where none is."""
    places = [place for place, is_measured in enumerate(measured) if is_measured]
    return max(places, default=len(measured) - 1)
