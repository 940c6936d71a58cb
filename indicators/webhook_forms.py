"""What somebody says of a system of theirs that is to be told of changes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.models.webhooks import ADDRESS_LENGTH
from laa_portal.foundation import calls
from laa_portal.foundation.forms import Form, Radios
from partnerships.models import Role

from .series_forms import SeriesForm


class WebhookForm(SeriesForm):
    """Where to send, and of what. `cleaned_data` is what `actions.add_webhook` asks for."""

    role = forms.ModelChoiceField(Role.objects.none(), widget=Radios, empty_label=None)
    address = forms.CharField(
        label="Where should messages be sent?",
        help_text="An address of yours on the public internet that begins with https://",
        max_length=ADDRESS_LENGTH,
        error_messages={"required": "Enter where messages should be sent"},
    )

    field_order = ("role", "address")

    def __init__(self, data: Any = None, *, roles: list[Role]) -> None:
        super().__init__(data)
        field: Any = self.fields["role"]
        field.label = "For which of your roles? It is told of what that role may see"
        field.queryset = Role.objects.filter(pk__in=[role.pk for role in roles])
        if len(roles) == 1:
            field.widget, field.required, field.initial = forms.HiddenInput(), False, roles[0]
        self.roles = roles

    def clean_role(self) -> Role:
        chosen: Role | None = self.cleaned_data["role"]
        return chosen or self.roles[0]

    def clean_address(self) -> str:
        """Refuse at once what would never be called."""
        address = str(self.cleaned_data["address"])
        try:
            calls.check(address)
        except calls.Refused as why:
            raise ValidationError(str(why).rstrip(".")) from why
        return address

    def clean_areas(self) -> list[str]:
        return [area.gss_code for area in self.cleaned_data["areas"]]


class SinceForm(Form):
    """From where to go on."""

    since = forms.CharField(
        label="Send again from (optional)",
        help_text="The text “since” of a message, or of a page of changes. Leave it empty to go on "
        "from where it stopped",
        required=False,
        max_length=200,
    )
