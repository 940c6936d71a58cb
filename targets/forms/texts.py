"""Texts of several lines: a field for one, and a page of its own for that of a draft."""

from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import CharacterCount
from partnerships.forms.fields import VersionForm

TEXT_LENGTH = 20_000


def long_text(
    label: str, help_text: str = "", *, most: int, rows: int, required: bool = True, **more: Any
) -> forms.CharField:
    """Return a field of several lines, which counts what is left of `most` characters."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=CharacterCount(max_length=most, rows=rows),
        **more,
    )


class TextForm(VersionForm):
    """One text; `texts` is what the action asks for, by the name of the text."""

    text = forms.CharField(
        max_length=TEXT_LENGTH, widget=CharacterCount(max_length=TEXT_LENGTH, rows=14)
    )

    def __init__(
        self, data: QueryDict | None, *, name: str, question: str, hint: str, record: Any
    ) -> None:
        super().__init__(data, initial={"version": record.version, "text": getattr(record, name)})
        self.name, self.record = name, record
        self.fields["text"].label = question
        self.fields["text"].help_text = hint

    @property
    def saved_text(self) -> str:
        """What is saved now: after two people met, what the other one wrote."""
        return str(getattr(self.record, self.name))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"version": given.get("version"), "texts": {self.name: given.get("text")}}
