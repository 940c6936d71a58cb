"""What people type of a number in another plan, and of why it differs from ours."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import Measure
from laa_portal.foundation.forms import Form, Radios
from partnerships.forms.fields import VersionForm
from targets.models import YEARS, PlanKind, Reconciling

from .amounts import AmountField
from .texts import long_text

TEXT_LENGTH = 2_000

_text = partial(long_text, most=TEXT_LENGTH, rows=4)


class CorrectPlanValueForm(Form):
    """What another plan really says. `cleaned_data` is what the action asks for, as `said`."""

    source = forms.CharField(
        label="Where does it say so?",
        help_text="The document and the page. For example, Policing plan 2008 to 2011, page 14",
        max_length=200,
    )
    note = _text("Is there anything to add?", "Both sides read this", required=False)

    def __init__(
        self, data: QueryDict | None, *, measures: Sequence[Measure], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        units = {one.unit for one in measures}
        self.fields["value"] = AmountField(
            called="The number", label="What number does it have?", units=units
        )
        self.order_fields(["measure", "plan", "year", "value", "source", "note"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Enter the number that the other plan has")
        return {"said": given}


class AddPlanValueForm(CorrectPlanValueForm):
    """Which plan has which number, for which year."""

    measure = forms.ModelChoiceField(Measure.objects.none(), label="Of which measure?")
    plan = forms.ChoiceField(label="Which plan is it?", choices=PlanKind.choices, widget=Radios)
    year = forms.ChoiceField(
        label="For which year?", choices=[(year, year) for year in YEARS], widget=Radios
    )

    def __init__(self, data: QueryDict | None, *, measures: Sequence[Measure]) -> None:
        super().__init__(data, measures=measures)
        chosen = self.fields["measure"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = Measure.objects.filter(pk__in=[one.pk for one in measures])
        if len(measures) == 1:
            chosen.initial, chosen.widget = measures[0], forms.HiddenInput()


class ReconcileForm(VersionForm):
    """Why both numbers stand, at the version of the agreement that was shown."""

    reason = forms.ChoiceField(
        label="Why do they differ?", choices=Reconciling.choices, widget=Radios
    )
    text = _text(
        "Say more",
        "For example, who changes which plan by when. Both sides read this, and it stays on record",
        required=True,
    )
