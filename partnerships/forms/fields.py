"""Fields that several forms share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laa_portal.foundation.forms import CharacterCount, DateField, Form
from partnerships.models import Area

REASON_LENGTH = 500
MOST_AREAS = 400


class VersionForm(Form):
    """The version of the record that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """An act that asks why. The reason stays on record."""

    reason = forms.CharField(
        label="Why?",
        help_text="It stays on record, for administrators to read",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )


class SpanForm(Form):
    """From which day, and up to which."""

    starts_on = DateField(
        label="First day",
        called="The first day",
        required=False,
        help_text="Leave empty if it always held",
    )
    ends_on = DateField(
        label="First day it no longer holds",
        called="The day it ends",
        required=False,
        help_text="Leave empty if no end is known",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", "The day it ends must be after the first day")
        return self.cleaned_data


class AreasField(forms.CharField):
    """Areas, one a line and in order: a code first, then whatever explains it."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100 * MOST_AREAS, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{area.gss_code} {area.name}" for area in value)

    def clean(self, value: Any) -> list[Area]:
        """Return the areas in the order of the lines. Refuses unknown codes and doubles."""
        text = super().clean(value)
        codes = [line.split()[0].upper() for line in text.splitlines() if line.strip()]
        if len(codes) > MOST_AREAS:
            raise ValidationError(f"Name at most {MOST_AREAS} areas")
        known = _areas_by_code(codes)
        if unknown := [code[:20] for code in codes if code not in known]:
            raise ValidationError(f"No area has the code {', '.join(unknown[:5])}")
        areas = [known[code] for code in codes]
        for number, area in enumerate(areas):
            if area in areas[:number]:
                raise ValidationError(f"{area} is named twice")
        return areas


def _areas_by_code(codes: list[str]) -> dict[str, Area]:
    """Return areas by their GSS code and by their code of 2008, whichever was typed."""
    found: dict[str, Area] = {}
    for field in ("ons_code", "gss_code"):
        named = Area.objects.filter(**{f"{field}__in": [code for code in codes if code]})
        found |= {getattr(area, field): area for area in named}
    return found


class Search(Form):
    """Filters above a list, sent by GET. What does not parse filters nothing."""

    label_size = "s"

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())
