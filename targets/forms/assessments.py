"""What people type on an assessment. `cleaned_data` is what the action asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import CharacterCount, Form, Radios
from partnerships.forms.fields import REASON_LENGTH, VersionForm
from targets.contents import year_label

from .seats import PostsForm

TEXT_LENGTH = 20_000


class StartForm(Form):
    """Which year, and whether last year's texts are carried over."""

    year = forms.TypedChoiceField(label="Which year is it for?", coerce=int, widget=Radios)
    is_copy = forms.BooleanField(
        label="Start from the last assessment that was adopted",
        help_text="Its texts and priorities are copied, to be brought up to date",
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, years: Sequence[int], has_last: bool) -> None:
        super().__init__(data)
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [(year, year_label(year)) for year in years]
        if not has_last:
            del self.fields["is_copy"]


class SectionForm(Form):
    """A text, and the number of the one it was written over."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        max_length=TEXT_LENGTH, widget=CharacterCount(max_length=TEXT_LENGTH, rows=18)
    )

    def __init__(self, data: QueryDict | None, *, question: str, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["text"].label = question


class SendBackForm(VersionForm):
    """What more work is asked for on."""

    reason = forms.CharField(
        label="What should be done before it is adopted?",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=5),
    )


class CorrectForm(VersionForm):
    """Why an adopted assessment is set right."""

    reason = forms.CharField(
        label="What is wrong with the adopted edition?",
        help_text="Kept with the new edition, for everybody who reads it",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=5),
    )


class AdoptForm(PostsForm):
    """Which senior members took part in adopting an assessment."""
