"""What people write about a target. Each text has a name of its own: both may be on one page."""

from functools import partial

from laa_portal.foundation.forms import Form

from .texts import long_text

TEXT_LENGTH = 4_000

_text = partial(long_text, most=TEXT_LENGTH, rows=4)


class MessageForm(Form):
    """What both sides read."""

    message = _text(
        "Write to both sides",
        "It is no offer: terms change only by offers. Nobody can change or remove it afterwards",
    )


class NoteForm(Form):
    """What one's own side alone reads."""

    note = _text("Write a private note", "Only your own side of the table reads it")
