"""By which number signals are to go from now on, and why."""

from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Form
from partnerships.forms.fields import REASON_LENGTH
from reviews.signals import Described
from targets.forms.texts import long_text


class SettingForm(Form):
    """The new value of one setting. `shown` is what it was when the page was opened."""

    shown = forms.CharField(widget=forms.HiddenInput)
    because = long_text(
        "Why?", "Everybody who sees the settings reads this", most=REASON_LENGTH, rows=3
    )
    field_order = ("shown", "value", "because")

    def __init__(self, data: QueryDict | None, *, described: Described, now: float | str) -> None:
        super().__init__(data, initial={"shown": str(now), "value": now})
        self.now = now
        self.fields["value"] = _value(described, now)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "value" in given and given["value"] == self.now:
            self.add_error("value", "Enter another value: this is the one that holds now")
        return given

    def clean_shown(self) -> float | str:
        shown: str = self.cleaned_data["shown"]
        return self.now if shown == str(self.now) else shown


def _value(described: Described, now: float | str) -> forms.Field:
    if described.choices:
        choices = [(one, one.capitalize()) for one in described.choices]
        return forms.ChoiceField(label="New value", choices=choices)
    kind = forms.IntegerField if isinstance(now, int) else forms.FloatField
    return kind(label="New value", min_value=described.lowest, max_value=described.highest)
