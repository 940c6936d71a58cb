"""What somebody says of a key that they want."""

import ipaddress
import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laa_portal.foundation.forms import Checkboxes, Form, Radios
from partnerships import policies
from partnerships.models import Role

LIVES = {"30": "1 month", "91": "3 months", "182": "6 months", "365": "12 months"}
"""By days."""

MOST_ADDRESSES = 20


class RoleForm(Form):
    """For which of several roles the key is."""

    role = forms.ModelChoiceField(Role.objects.none(), widget=Radios, empty_label=None)
    heading = "role"

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.label = "Which of your roles is the key for?"
        field.queryset = Role.objects.filter(pk__in=[role.pk for role in roles])


class KeyForm(Form):
    """The name, reach and life of a key. `cleaned_data` is what `actions.make_key` asks for."""

    name = forms.CharField(
        label="What is the key for?",
        help_text="For example, “Nightly returns from our crime recording system”",
        max_length=100,
        error_messages={"required": "Enter what the key is for"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Tick no more than the program needs",
        widget=Checkboxes,
        error_messages={"required": "Select what it may do"},
    )
    life = forms.ChoiceField(
        label="How long is it for?",
        help_text="It ends sooner if your role does",
        choices=LIVES.items(),
        widget=Radios,
        error_messages={"required": "Select how long it is for"},
    )
    addresses = forms.CharField(
        label="Where may it be used from? (optional)",
        help_text="Network addresses, one on each line, for example 192.0.2.7 or 192.0.2.0/24. "
        "Leave it empty for anywhere",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sheet = forms.CharField(widget=forms.HiddenInput, max_length=40)
    """Tells one form that was filled in from another, so that sending it again makes no key."""

    def __init__(self, data: Any = None, *, role: Role) -> None:
        super().__init__(data, initial={"sheet": secrets.token_urlsafe(12)})
        self.role = role
        field: Any = self.fields["scopes"]
        field.choices = [(scope.value, scope.label) for scope in policies.scopes_of(role)]

    def clean_life(self) -> timedelta:
        return timedelta(days=int(self.cleaned_data["life"]))

    def clean_addresses(self) -> list[str]:
        """Return networks as they are written shortest. Refuses what is none."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        networks = [_network(line) for line in lines if line]
        if len(networks) > MOST_ADDRESSES:
            raise ValidationError(f"Enter at most {MOST_ADDRESSES} addresses")
        return networks

    def clean(self) -> dict[str, Any]:
        super().clean()
        return self.cleaned_data | {"role": self.role}


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError as error:
        shown = text[:50]
        raise ValidationError(
            f"“{shown}” is not a network address. Enter one like 192.0.2.7 or 192.0.2.0/24"
        ) from error
