"""What people type when they prepare an answer that puts no terms on the table."""

from django import forms

from laa_portal.foundation.forms import CharacterCount
from partnerships.forms.fields import VersionForm

from .terms import RATIONALE_LENGTH


def _reason(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Both sides read this, and it stays with the offer",
        max_length=RATIONALE_LENGTH,
        required=required,
        widget=CharacterCount(max_length=RATIONALE_LENGTH, rows=5),
    )


class AcceptForm(VersionForm):
    """That terms are accepted as they lie there, with a remark if one likes."""

    rationale = _reason("Is there anything to say with it? (optional)", required=False)


class AnswerForm(VersionForm):
    """An answer that needs its reason."""

    rationale = _reason("Why?", required=True)
