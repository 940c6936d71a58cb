"""What people write about a target. Each text has a name of its own: both may be on one page."""

from django import forms

from laa_portal.foundation.forms import CharacterCount, Form

TEXT_LENGTH = 4_000


def _text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=TEXT_LENGTH,
        widget=CharacterCount(max_length=TEXT_LENGTH, rows=4),
    )


class MessageForm(Form):
    """What both sides read."""

    message = _text(
        "Write to both sides",
        "It is no offer: terms change only by offers. Nobody can change or remove it afterwards",
    )


class NoteForm(Form):
    """What one's own side alone reads."""

    note = _text("Write a private note", "Only your own side of the table reads it")
