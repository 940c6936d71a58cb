"""How somebody wants to be told."""

from collections.abc import Mapping
from typing import Any

from django import forms

from laa_portal.foundation.forms import Form, Radios
from partnerships.models import Delivery, Topic

CHOSEN = tuple(topic for topic in Topic if topic != Topic.ACCOUNT)
"""What people choose for; of their account they are always told at once."""


class DeliveriesForm(Form):
    """A choice for each topic. `cleaned_data` is the arguments of `actions.choose_deliveries`."""

    def __init__(self, data: Mapping[str, str] | None, *, deliveries: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(deliveries))
        for topic in CHOSEN:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label, choices=Delivery.choices, widget=Radios
            )

    def clean(self) -> dict[str, Any]:
        """Put the choices under the name that the action calls them by."""
        super().clean()
        self.cleaned_data = {"deliveries": dict(self.cleaned_data)}
        return self.cleaned_data
