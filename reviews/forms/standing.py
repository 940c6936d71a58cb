"""What people type of what a partnership can and will do, and of what follows a concern."""

from collections.abc import Iterable
from functools import partial

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Form, Radios
from partnerships.forms.fields import VersionForm
from reviews.ladder import Step
from reviews.models import Concern
from targets.forms.texts import long_text

TEXT_LENGTH = 2_000
YES_NO = [("yes", "Yes"), ("no", "No")]

_text = partial(long_text, most=TEXT_LENGTH, rows=5)


def yes_or_no(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """Return a question that is answered with True or False."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda answer: answer == "yes",
        widget=Radios,
    )


class StandingForm(Form):
    """What a partnership can do and is willing to do."""

    is_capable = yes_or_no(
        "Can the partnership deal with what goes wrong?",
        "Has it the people, the money and the knowledge, or would it need help?",
    )
    is_willing = yes_or_no(
        "Does it do what it can?", "Does it own what goes wrong, and act without being pressed?"
    )
    reason = _text(
        "Why do you judge so?", "The partnership reads this, and it stays on record with your post"
    )


class DecideForm(VersionForm):
    """Which step follows a concern, among those that a person may choose."""

    step = forms.TypedChoiceField(label="Which step follows?", coerce=int, widget=Radios)
    reason = _text("Why that step?", "Whoever reads the concern reads this with it")

    def __init__(
        self, data: QueryDict | None, *, concern: Concern, steps: Iterable[Step], proposed: int
    ) -> None:
        super().__init__(data, initial={"version": concern.version, "step": proposed})
        chosen = self.fields["step"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        steps = list(steps)
        chosen.choices = [(one.number, f"{one.number}. {one.name}") for one in steps]
        assert isinstance(chosen.widget, Radios)
        chosen.widget.hints = {str(one.number): one.who for one in steps} | {
            str(proposed): "This is what is proposed"
        }


class SecondForm(VersionForm):
    """What a second person says of a step that waits for them."""

    reason = _text("Why?", "It stays on record with the decision")


class AdviseForm(Form):
    """What a body advises on a concern."""

    body = forms.ChoiceField(label="Whose advice is it?")
    text = _text(
        "What does it advise?",
        "Government and inspectorates read this, the partnership does not. Name nobody",
    )

    def __init__(self, data: QueryDict | None, *, bodies: list[tuple[str, str]]) -> None:
        super().__init__(data)
        chosen = self.fields["body"]
        assert isinstance(chosen, forms.ChoiceField)  # as said above
        chosen.choices = bodies
