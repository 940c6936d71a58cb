"""What people type when an agreement is submitted, decided on and signed."""

from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import DateField, Form, Radios
from partnerships.forms.fields import VersionForm
from targets.models import CouncilDecision, SigningCapacity

from .texts import long_text

TEXT_LENGTH = 3_000
MINUTE_LENGTH = 200
REFERENCE_LENGTH = 200


class HashField(forms.CharField):
    """The SHA-256 of the text that a page shows, carried along unseen."""

    widget = forms.HiddenInput

    def __init__(self, **more: Any) -> None:
        super().__init__(min_length=64, max_length=64, **more)


class SubmitForm(VersionForm):
    """What the partnership sends along, at the agreement's version and the text last shown."""

    shown_sha256 = HashField(required=False)
    statement = long_text(
        "Is there anything to say with it?",
        "It becomes part of the text that is signed. For example, what the targets have in common",
        most=TEXT_LENGTH,
        rows=6,
        required=False,
    )


class WithdrawSubmissionForm(VersionForm):
    """Why a submission is taken back."""

    reason = long_text("Why do you take it back?", "Both sides read this", most=TEXT_LENGTH, rows=4)


class WithdrawApprovalForm(VersionForm):
    """Why an approval is taken back."""

    reason = long_text(
        "Why do you take the approval back?",
        "Say what no longer holds. Both sides read this, and it stays with the version",
        most=TEXT_LENGTH,
        rows=4,
    )


class RequireModificationForm(VersionForm):
    """What has to be modified before an agreement can be approved."""

    reason = long_text(
        "Which modification is required, and why?",
        "Say which targets it is about. Both sides read this, and it stays with the version",
        most=TEXT_LENGTH,
        rows=8,
    )


class DecisionForm(Form):
    """What the full council decided, or delegated to its leader."""

    kind = forms.ChoiceField(
        label="What did the full council do?", choices=CouncilDecision.Kind.choices, widget=Radios
    )
    minute = forms.CharField(
        label="Where do its minutes have it?",
        help_text="For example, Council of 28 May 2008, item 7",
        max_length=MINUTE_LENGTH,
    )
    decided_on = DateField(label="When did it decide?", called="The day of the decision")
    scope = long_text(
        "What may the leader do?",
        "Only for a delegation, as the minutes say it",
        most=TEXT_LENGTH,
        rows=4,
        required=False,
    )
    ends_on = DateField(
        label="From which day does the delegation no longer hold?",
        called="The day it ends",
        help_text="Only for a delegation",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == CouncilDecision.Kind.DELEGATION:
            self._need("scope", "Enter what the leader may do, as the minutes say it")
            self._need("ends_on", "Enter the day from which the delegation no longer holds")
            self._refuse_backwards(given)
        elif given.get("kind"):
            self._refuse("scope", "Leave this empty, or choose that the council delegated it")
            self._refuse("ends_on", "Leave this empty, or choose that the council delegated it")
        return given

    def _need(self, name: str, sentence: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def _refuse(self, name: str, sentence: str) -> None:
        if self.cleaned_data.get(name):
            self.add_error(name, sentence)

    def _refuse_backwards(self, given: dict[str, Any]) -> None:
        decided, ends = given.get("decided_on"), given.get("ends_on")
        if decided and ends and ends <= decided:
            self.add_error("ends_on", "The day it ends must be after the day of the decision")


class EndDecisionForm(Form):
    """Why a decision of the council no longer holds."""

    reason = long_text(
        "Why does it no longer hold?",
        "For example, rescinded by the council on 12 June 2008. Both sides read this",
        most=TEXT_LENGTH,
        rows=4,
    )


class SignForm(VersionForm):
    """That somebody has read the text on the page, and signs it."""

    shown_sha256 = HashField()
    has_read = forms.BooleanField(
        label="I have read the text above and sign it",
        error_messages={"required": "Confirm that you have read the text, to sign it"},
    )
    reference = forms.CharField(
        label="Reference of the letter of approval",
        help_text="For example, CLG/LAA/017 of 30 June 2008. It becomes part of the record",
        max_length=REFERENCE_LENGTH,
    )

    def __init__(
        self, data: QueryDict | None, *, capacity: SigningCapacity, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        if capacity == SigningCapacity.SECRETARY_OF_STATE:
            self.fields["has_read"].label = "I have read the text above, and the letter approves it"
        else:
            del self.fields["reference"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.pop("has_read", None)
        return given
