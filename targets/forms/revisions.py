"""What people type when they prepare a revision, answer it and decide on it."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes, Radios
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation
from targets.models import RevisionGround, Terms
from targets.queries import TermsChoices

from .terms import TermsForm
from .texts import long_text

TEXT_LENGTH = 2_000

_text = partial(long_text, most=TEXT_LENGTH, rows=5)

GROUND_HINTS = {
    RevisionGround.LOCAL: "Only for local targets that are not designated. No minister has a part "
    "in it",
    RevisionGround.MINISTERS: "For example, the economic targets of 2010",
}


class BeginRevisionForm(VersionForm):
    """Why anything is revised."""

    reason = _text(
        "Why is the agreement revised?",
        "Both sides and the organisations that are asked read this. What becomes of each target "
        "is the next step",
    )


class RemoveTargetForm(VersionForm):
    """On which ground a target is taken out, why, and whose consent is asked."""

    label_size = "s"

    ground = forms.ChoiceField(
        label="On which ground?",
        choices=RevisionGround.choices,
        widget=Radios(hints=GROUND_HINTS),
    )
    reason = _text("Why?", "It is published in the memorandum, beside the original target")
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Whose consent is asked?",
        help_text="All to which the target relates have to be asked. Each is told",
        widget=Checkboxes,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        bodies: QuerySet[Organisation],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(self, bodies)


class RevisedTermsForm(TermsForm):
    """Terms that a target would have by a revision, on which ground, and whose consent is asked.

    `cleaned_data` is what `actions.revise_target` asks for.
    """

    ground = RemoveTargetForm.base_fields["ground"]
    reason = RemoveTargetForm.base_fields["reason"]
    organisations = RemoveTargetForm.base_fields["organisations"]

    def __init__(
        self,
        data: QueryDict | None,
        *,
        choices: TermsChoices,
        terms: Terms,
        bodies: QuerySet[Organisation],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, choices=choices, terms=terms, version=initial["version"])
        self.initial = {**self.initial, **initial}
        del self.fields["rationale"]
        _offer(self, bodies)

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        given = super().clean()
        return {
            "version": given["version"],
            "terms": given["terms"],
            "ground": typed.get("ground"),
            "reason": typed.get("reason"),
            "organisations": typed.get("organisations"),
        }


def _offer(form: forms.Form, bodies: QuerySet[Organisation]) -> None:
    chosen = form.fields["organisations"]
    assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
    chosen.queryset = bodies


class ConsentForm(VersionForm):
    """That an organisation consents, and what it wants to add."""

    reason = _text(
        "Is there anything to add?",
        "Both sides of the agreement read this",
        required=False,
    )


class RefuseConsentForm(VersionForm):
    """Why an organisation does not consent."""

    reason = _text(
        "Why does your organisation not consent?",
        "Say what would have to be otherwise. Both sides of the agreement read this",
    )


class AcceptRevisionForm(VersionForm):
    """That a revision is accepted, and what is to be said of it."""

    reason = _text("Is there anything to add?", "Both sides read this", required=False)


class WhyForm(VersionForm):
    """Why a revision is refused, or taken back."""

    reason = _text("Why?", "Both sides and the organisations that were asked read this")
