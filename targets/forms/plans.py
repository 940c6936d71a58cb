"""What people type on partnership plans. `cleaned_data` is what the action asks for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import Indicator
from laa_portal.foundation.forms import CharacterCount, DateField, Form, Radios
from partnerships.forms.fields import REASON_LENGTH, VersionForm
from partnerships.models import Organisation
from targets.actions.plan_actions import NOT_MEASURED
from targets.contents import year_label
from targets.forms.indicators import IndicatorChoice
from targets.models import TERM, PartnershipPlan, PlanAction, Priority

STEP_LENGTH = 1_000
NOTE_LENGTH = 2_000
MEASURE_LENGTH = 300


class StartPlanForm(Form):
    """From which year a plan of three years begins."""

    first_year = forms.TypedChoiceField(
        label="Which three years is it for?", coerce=int, widget=Radios
    )

    def __init__(self, data: QueryDict | None, *, years: Iterable[int]) -> None:
        super().__init__(data)
        chosen = self.fields["first_year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [
            (year, f"{year_label(year)} to {year_label(year + TERM - 1)}") for year in years
        ]


class RefreshPlanForm(VersionForm):
    """For which year a plan is revised, and what has changed."""

    year = forms.TypedChoiceField(label="Which year is it for?", coerce=int, widget=Radios)
    reason = forms.CharField(
        label="What has changed since the edition before?",
        help_text="Kept with the new edition, for everybody who reads it",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=4),
    )

    def __init__(self, data: QueryDict | None, *, plan: PartnershipPlan) -> None:
        super().__init__(data, initial={"version": plan.version})
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        left = range(plan.year, plan.first_year + TERM)
        chosen.choices = [(year, year_label(year)) for year in left]


class UnpublishForm(VersionForm):
    """Why a published summary is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )


class PlanActionForm(Form):
    """A step towards a priority. `values` is what the action asks for."""

    priority = forms.ModelChoiceField(
        Priority.objects.none(), label="Which priority does it serve?", widget=Radios
    )
    step = forms.CharField(
        label="What will be done?",
        max_length=STEP_LENGTH,
        widget=CharacterCount(max_length=STEP_LENGTH, rows=3),
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which organisation leads it?",
        help_text="One that sits on the partnership",
    )
    resources = forms.CharField(
        label="With what money, people or other resources?",
        max_length=STEP_LENGTH,
        widget=CharacterCount(max_length=STEP_LENGTH, rows=2),
    )
    indicator = IndicatorChoice(
        Indicator.objects.none(),
        label="Which indicator will show its success?",
        help_text="Leave empty if you say it in words below",
        required=False,
    )
    measure = forms.CharField(
        label="How else will success be measured?", max_length=MEASURE_LENGTH, required=False
    )
    due_on = DateField(
        label="By when?", called="The day by which it is done", help_text="For example, 31 3 2009"
    )

    def __init__(
        self, data: QueryDict | None, *, plan: PartnershipPlan, action: PlanAction | None = None
    ) -> None:
        super().__init__(data, initial=_said_of(action) if action else None)
        self._choose("priority", plan.assessment.priorities.all(), None)
        seated = plan.partnership.organisations.distinct().order_by("name")
        self._choose("lead", seated, "Choose an organisation")
        self._choose("indicator", Indicator.objects.order_by("number"), "No indicator")
        if action:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def _choose(self, name: str, choices: Any, none: str | None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # as said above
        field.queryset, field.empty_label = choices, none

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("indicator") and not given.get("measure"):
            self.add_error("measure", NOT_MEASURED)
        version = {"version": given.pop("version", None)} if "version" in self.fields else {}
        return {**version, "values": dict(given)}


def _said_of(action: PlanAction) -> dict[str, Any]:
    names = ("version", "priority", "step", "lead", "resources", "indicator", "measure", "due_on")
    return {name: getattr(action, name) for name in names}


class ProgressForm(VersionForm):
    """How far an action has come."""

    progress = forms.CharField(
        label="How far has it come?",
        help_text="What is done, what is late and why. Do not name people",
        max_length=NOTE_LENGTH,
        widget=CharacterCount(max_length=NOTE_LENGTH, rows=6),
    )
