"""The day for which somebody asks how an agreement stood."""

from datetime import date

from django import forms
from django.http import QueryDict

from partnerships.forms.fields import Search


class AsAtForm(Search):
    """A day, sent by GET as in 2009-04-01."""

    as_at = forms.DateField(
        label="The agreement as at",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Enter a date such as 2009-04-01"},
    )

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__(data if "as_at" in data else {"as_at": today.isoformat()})
        self.today = today

    @property
    def day(self) -> date:
        """The day asked for; today where none is, or what was typed is none."""
        asked = self.cleaned_data.get("as_at") if self.is_valid() else None
        return asked or self.today
