"""Which figures somebody wants in files."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Export
from indicators.periods import Period, PeriodError, PeriodKind
from laa_portal.foundation.forms import Checkboxes

from .series_forms import SeriesForm

LONGEST_QUERY = Export._meta.get_field("query").max_length or 0


class PeriodField(forms.CharField):
    """A period by its code."""

    def clean(self, value: Any) -> str:
        """Return the code. Refuses what is none."""
        text = super().clean(value)
        try:
            return Period.parse(text).code if text else ""
        except PeriodError as error:
            raise ValidationError(str(error).rstrip(".")) from error


class ExportForm(SeriesForm):
    """`cleaned_data` is the query by which the API would be asked for the same figures."""

    lengths = forms.MultipleChoiceField(
        label="Periods of which length? (optional)",
        help_text="Leave all empty for all",
        choices=[(kind.value, kind.label.capitalize()) for kind in PeriodKind],
        required=False,
        widget=Checkboxes,
    )
    first = PeriodField(
        label="From which period? (optional)",
        help_text="As in 2008/09, 2008/09 Q1, 2008-04 or 2008 (a calendar year)",
        required=False,
        max_length=10,
    )
    last = PeriodField(
        label="Up to which period? (optional)",
        help_text="It is in the files too",
        required=False,
        max_length=10,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if first and last and Period.parse(last).end <= Period.parse(first).start:
            self.add_error("last", "The last period must end after the first one begins")
        asked = {
            "measure": typed.get("measures") or [],
            "area": [area.gss_code for area in typed.get("areas") or []],
            "period_type": typed.get("lengths") or [],
            "from": [first] if first else [],
            "to": [last] if last else [],
        }
        query = urlencode(asked, doseq=True)
        if len(query) > LONGEST_QUERY:
            self.add_error("areas", "Name fewer measures and areas, or leave them empty for all")
        return {"query": query}
