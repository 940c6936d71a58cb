"""What people type to open an intervention in an area, and to close it."""

from collections.abc import Sequence
from functools import partial

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes, DateField, Form, Radios
from partnerships.forms.fields import VersionForm
from reviews.models import STEP_CHOICES, Intervention, InterventionKind
from targets.forms.texts import long_text

TEXT_LENGTH = 2_000

_text = partial(long_text, most=TEXT_LENGTH, rows=5)


class OpenForm(Form):
    """What a body has in an area, and that one has seen what others have there."""

    body = forms.ChoiceField(label="For which body?")
    kind = forms.ChoiceField(label="What is it?", choices=InterventionKind.choices, widget=Radios)
    step = forms.TypedChoiceField(
        label="Which step of the ladder is it?",
        coerce=int,
        choices=[(number, f"{number}. {name}") for number, name in STEP_CHOICES],
    )
    title = forms.CharField(
        label="What is it called?",
        help_text="For example, Review of licensing. Everybody who works for the area reads it",
        max_length=150,
    )
    text = _text(
        "What is asked or done, and of whom?",
        "Say what will be done. It may not set a target: only the Local Area Agreement does",
    )
    due_on = DateField(
        label="By when is it to be done?",
        called="The day it is due",
        required=False,
        help_text="Leave empty if no day is set",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        bodies: list[tuple[str, str]],
        others: Sequence[Intervention],
    ) -> None:
        super().__init__(data)
        chosen = self.fields["body"]
        assert isinstance(chosen, forms.ChoiceField)  # as said above
        chosen.choices = bodies
        if others:
            self.fields["acknowledged"] = acknowledging(
                others, "Read each and tick it, so that nobody asks for the same thing twice"
            )
            self.order_fields(["acknowledged", *self.fields])


def acknowledging(others: Sequence[Intervention], help_text: str) -> forms.TypedMultipleChoiceField:
    """Return the field by which somebody says to have seen what other bodies have open."""
    return forms.TypedMultipleChoiceField(
        label="What other bodies have open here",
        help_text=help_text,
        choices=[(str(one.pk), f"I have seen “{one.title}”") for one in others],
        coerce=int,
        widget=Checkboxes(hints={str(one.pk): _hint(one) for one in others}),
        required=False,
    )


def _hint(one: Intervention) -> str:
    due = f", due {one.due_on:%-d %B %Y}" if one.due_on else ""
    return f"{one.get_body_display()}: {str(one.get_kind_display()).lower()}{due}. {one.text}"


class AcknowledgeForm(Form):
    """Nothing is asked: to send it is to say that one has read what stands above."""


class CloseForm(VersionForm):
    """What came of an intervention."""

    outcome = _text("What came of it?", "Everybody who works for the area reads this")
