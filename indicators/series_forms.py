"""Which figures somebody means, by measure and area."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Measure
from laa_portal.foundation.forms import Form
from partnerships.forms.fields import AreasField

MOST_MEASURES = 100


class MeasuresField(forms.CharField):
    """Measures by their codes, separated by commas or lines."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        """Return the codes as we write them. Refuses those that no measure has."""
        typed = super().clean(value).replace(",", "\n").splitlines()
        wanted = [_plain(text) for text in typed if text.strip()]
        if len(wanted) > MOST_MEASURES:
            raise ValidationError(f"Name at most {MOST_MEASURES} measures")
        known = {_plain(code): code for code in Measure.objects.values_list("code", flat=True)}
        if unknown := [code[:20] for code in wanted if code not in known]:
            raise ValidationError(f"No measure has the code {', '.join(unknown[:5])}")
        return sorted({known[code] for code in wanted})


def _plain(code: str) -> str:
    """Return a code as it is compared: NI16, ni 16 and NI 16 are one."""
    return "".join(code.split()).upper()


class SeriesForm(Form):
    """Some measures in some areas, or all."""

    measures = MeasuresField(
        label="Which measures? (optional)",
        help_text="Codes such as NI 16 or NI 33i, one on each line. Leave it empty for all",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas = AreasField(
        label="Which areas? (optional)",
        help_text="Codes such as E07000004, one on each line. Leave it empty for all",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
