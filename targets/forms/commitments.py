"""What people type when organisations are asked to sign up, and when they answer."""

from functools import partial

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes, Form
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation

from .texts import long_text

TEXT_LENGTH = 2_000

_text = partial(long_text, most=TEXT_LENGTH, rows=5)


class AskForm(Form):
    """Whom to ask to sign up to a target, and what is asked of them."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Which organisations are asked?",
        help_text="Those that answer for the area or part of it, sit on its partnerships, or work "
        "for the whole country",
        widget=Checkboxes,
    )
    question = _text(
        "What is asked of them?",
        "For example, what each would do or pay for. They read this, and so does the Government "
        "Office once the target is offered",
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, bodies: QuerySet[Organisation]) -> None:
        super().__init__(data)
        chosen = self.fields["organisations"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
        chosen.queryset = bodies


class AskAgainForm(VersionForm):
    """What the partnership says to an organisation’s answer."""

    question = _text(
        "What do you answer?", "The organisation reads this, and is asked whether it agrees now"
    )


class AgreeForm(VersionForm):
    """That an organisation signs up, and what it wants to add."""

    reason = _text(
        "Is there anything to add?",
        "For example, what your organisation will do. Both sides of the negotiation read this",
        required=False,
    )


class ObjectForm(VersionForm):
    """Why an organisation does not sign up."""

    reason = _text(
        "Why does your organisation object?",
        "Say what would have to change. Both sides of the negotiation read this",
    )


class NotApplicableForm(VersionForm):
    """Why a target does not concern an organisation."""

    reason = _text(
        "Why does it not concern your organisation?",
        "For example, which other organisation does this. Both sides of the negotiation read this",
    )


class MarkLeadForm(VersionForm):
    """Whether an organisation leads a target."""

    is_lead = forms.BooleanField(required=False, widget=forms.HiddenInput)
