"""What people type when they prepare to put terms on the table."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from indicators.models import Measure
from indicators.periods import Period, PeriodError
from laa_portal.foundation.forms import DateField, Radios
from partnerships.forms.fields import REASON_LENGTH
from targets.forms import districts
from targets.models import YEAR_FIELDS, PlaceholderReason, TargetType, Terms
from targets.queries import TermsChoices

from .amounts import AmountField
from .texts import long_text
from .years import YearsForm, fields_of_years, not_measured

RATIONALE_LENGTH = 4_000
AS_THEY_ARE = (
    *("type", "baseline", "baseline_period", "baseline_source", "baseline_is_proxy"),
    *("baseline_because", "shape", *YEAR_FIELDS, "is_slowing", "parts_because", "review_months"),
    *("placeholder_reason", "placeholder_trigger", "reopens_on"),
)
"""Fields that say what the terms of the same name say."""

TYPE_HINTS = {
    TargetType.DESIGNATED: "From the National Indicator Set. There may be up to 35 in an agreement",
    TargetType.STATUTORY: "One of the 16 that every agreement carries",
    TargetType.LOCAL: "Agreed between the partners alone, as many as they like",
}

_text = partial(long_text, most=REASON_LENGTH, rows=3, required=False)


class TermsForm(YearsForm):
    """Terms and the reason for them. They may be incomplete: rules are held against them later.

    `choices` is what they can be made of, `terms` what the fields begin with. `cleaned_data` is
    what `actions.draft_line` asks for.
    """

    label_size = "s"

    type = forms.ChoiceField(
        label="What kind of target is it?",
        choices=TargetType.choices,
        widget=Radios(hints=TYPE_HINTS),
    )
    baseline_period = forms.CharField(
        label="Period of the baseline",
        help_text="For example, 2007/08, or 2007 for a calendar year",
        max_length=10,
        required=False,
    )
    baseline_source = forms.CharField(
        label="Source of the baseline",
        help_text="For example, police recorded crime",
        max_length=200,
        required=False,
    )
    baseline_is_proxy = forms.BooleanField(
        label="It is a proxy: another figure stands in for what is not known yet", required=False
    )
    baseline_because = _text(
        "Why is it not the portal's figure?",
        help_text="Only if you changed it. The other side reads this",
    )
    is_slowing = forms.BooleanField(
        label="The aim is to slow a change for the worse",
        help_text="Tick this if the last value is worse than the baseline on purpose",
        required=False,
    )
    parts_because = _text(
        "Why do the districts' values not add up?", help_text="Only if they do not"
    )
    placeholder_reason = forms.ChoiceField(
        label="Why can there be no figures yet?",
        choices=[("", "It is no placeholder: there are figures"), *PlaceholderReason.choices],
        required=False,
        widget=Radios,
    )
    placeholder_trigger = _text(
        "What does it wait for?", rows=2, help_text="For example, the first Place Survey"
    )
    reopens_on = DateField(
        label="By when is it taken up again at the latest?",
        called="The day it is taken up again",
        required=False,
    )
    review_months = forms.TypedChoiceField(
        label="How often do both sides look at it?",
        choices=[(months, f"Every {months} months") for months in (3, 6, 12)],
        coerce=int,
        widget=Radios,
    )
    rationale = _text(
        "Why these terms?",
        most=RATIONALE_LENGTH,
        rows=6,
        help_text="Both sides read this, and it stays with the offer",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        choices: TermsChoices,
        terms: Terms,
        version: int,
        rationale: str = "",
    ) -> None:
        super().__init__(data, initial=_initial(terms, choices, version, rationale))
        self.choices = choices
        self.units = sorted(choices.units)
        of_districts = districts.fields_of(choices.districts, self.units)
        self.fields |= {
            **self._fields_of_measure(),
            "baseline": AmountField(called="The baseline", label="Baseline", units=self.units),
            **fields_of_years(self.units),
            "gap_to": self._gap_field(),
            "issue": self._issue_field(),
            **of_districts,
        }
        self.order_fields(_as_read(of_districts))

    def _fields_of_measure(self) -> dict[str, forms.Field]:
        """Return the choice of a measure where there are several, or a unit where there is none."""
        measures = self.choices.measures
        if not measures:
            unit = forms.CharField(
                label="What are its amounts in?",
                help_text="For example, incidents a year",
                max_length=60,
                required=False,
            )
            return {"unit": unit}
        if len(measures) == 1:
            return {}
        options = [(one.pk, f"{one} {one.title}, in {one.unit}") for one in measures]
        return {
            "measure": forms.TypedChoiceField(
                label="Which measure?", choices=options, coerce=int, widget=Radios
            )
        }

    def _gap_field(self) -> forms.TypedChoiceField:
        known = {str(one.pk): one for one in self.choices.beyond}
        options = [(pk, f"The largest gap to {area}") for pk, area in known.items()]
        return forms.TypedChoiceField(
            label="What do the values say?",
            choices=[("", "What is to be reached"), *options],
            coerce=known.__getitem__,
            empty_value=None,
            required=False,
            widget=Radios,
        )

    def _issue_field(self) -> forms.TypedChoiceField:
        known = {str(one.pk): one for one in self.choices.issues}
        return forms.TypedChoiceField(
            label="Which issue does it wait for?",
            help_text="Only for an issue raised for all areas: its answer reopens the target",
            choices=[("", "None"), *((pk, str(one)) for pk, one in known.items())],
            coerce=known.__getitem__,
            empty_value=None,
            required=False,
        )

    # --- As the page draws it ---------------------------------------------------------------------

    @property
    def district_rows(self) -> Sequence[districts.DistrictRow]:
        return list(districts.rows_of(self, self.choices.districts))

    @property
    def has_parts(self) -> bool:
        """Whether the table of districts is open: somebody chose one, or erred in it."""
        rows = self.district_rows
        return any(
            one.chosen.value() in (True, "on") or one.weight.errors or one.value.errors
            for one in rows
        )

    @property
    def has_placeholder(self) -> bool:
        names = ("placeholder_reason", "placeholder_trigger", "reopens_on", "issue")
        return bool(self["placeholder_reason"].value()) or any(self[one].errors for one in names)

    # --- What was typed ---------------------------------------------------------------------------

    def clean_baseline_period(self) -> str:
        typed = str(self.cleaned_data["baseline_period"])
        if not typed:
            return ""
        try:
            return Period.parse(typed).code
        except PeriodError as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.typed = dict(given)
        self.check_years()
        self._check_placeholder(given)
        parts = districts.parts_of(self, self.choices.districts)
        terms = {name: given.get(name) for name in AS_THEY_ARE}
        measure = self._measure(given)
        terms |= {
            "measure": measure,
            "unit": measure.unit if measure else given.get("unit") or "",
            "gap_to": given.get("gap_to"),
            "issue": given.get("issue"),
            "parts": parts,
        }
        if not terms["placeholder_reason"]:
            terms |= {"placeholder_trigger": "", "reopens_on": None}
        return {
            "version": given.get("version"),
            "rationale": given.get("rationale") or "",
            "terms": terms,
        }

    @property
    def decimals(self) -> int:
        measure = self._measure(self.typed)
        return measure.decimals if measure else 0

    def _measure(self, given: Mapping[str, Any]) -> Measure | None:
        measures = self.choices.measures
        if len(measures) <= 1:
            return measures[0] if measures else None
        return next((one for one in measures if one.pk == given.get("measure")), None)

    def _check_placeholder(self, given: Mapping[str, Any]) -> None:
        """Refuse a placeholder that waits for nothing, and one that has values already."""
        if not given.get("placeholder_reason"):
            return
        waits_for_issue = given["placeholder_reason"] == PlaceholderReason.SHARED_ISSUE
        if waits_for_issue and not given.get("issue"):
            self.add_error(
                "issue", "Choose the issue, or another reason. Raise it first if need be"
            )
        if given.get("issue") and not waits_for_issue:
            self.add_error("issue", "Choose none, or that the target waits for an issue")
        if not given.get("placeholder_trigger"):
            self.add_error("placeholder_trigger", "Say what the placeholder waits for")
        if any(given.get(name) is not None for name in YEAR_FIELDS):
            self.add_error(
                "placeholder_reason",
                "A placeholder has no values yet. Clear the values by year, or choose that it is "
                "no placeholder",
            )


def _as_read(of_districts: Iterable[str]) -> list[str]:
    """Return the names of the fields in the order of the page, for the summary of errors."""
    years = [each for name in YEAR_FIELDS for each in (name, not_measured(name))]
    return [
        *("type", "measure", "unit", "baseline", "baseline_period", "baseline_source"),
        *("baseline_is_proxy", "baseline_because", "gap_to", "shape", *years, "is_slowing"),
        *of_districts,
        *("parts_because", "placeholder_reason", "placeholder_trigger", "issue", "reopens_on"),
        *("review_months", "rationale"),
    ]


def _initial(terms: Terms, choices: TermsChoices, version: int, rationale: str) -> dict[str, Any]:
    """Return what the fields begin with. Where no year has a value yet, none is ticked but those
    in which a survey does not run.
    """
    is_begun = terms.last_value is not None
    ticks = {
        not_measured(name): value is None if is_begun else year in choices.unmeasured
        for name, (year, value) in zip(YEAR_FIELDS, terms.by_year(), strict=True)
    }
    return {
        "version": version,
        "rationale": rationale,
        "measure": terms.measure_id,
        "unit": terms.unit,
        "gap_to": terms.gap_to_id,
        "issue": terms.issue_id,
        **{name: getattr(terms, name) for name in AS_THEY_ARE},
        **ticks,
        **districts.initial_of(terms, choices.districts),
    }
