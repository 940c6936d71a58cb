"""What people type when they make, look for and withdraw offers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from indicators.models import Indicator
from laa_portal.foundation.forms import Autocomplete, CharacterCount, Form
from partnerships.forms.fields import REASON_LENGTH, Search, VersionForm
from partnerships.models import User
from targets.forms.indicators import IndicatorChoice
from targets.models import TargetType
from targets.presenters.negotiation import OF_A_SIDE, SHOWN
from targets.queries import Queued

RATIONALE_LENGTH = 3000


class OverviewSearch(Search):
    """Which targets to show. It is sent by GET; what does not parse filters nothing."""

    show = forms.ChoiceField(label="Targets", required=False)

    def __init__(self, data: QueryDict, *, has_side: bool) -> None:
        super().__init__(data)
        chosen = self.fields["show"]
        assert isinstance(chosen, forms.ChoiceField)  # as said above
        chosen.choices = [
            (key, label) for key, (label, _) in SHOWN.items() if has_side or key not in OF_A_SIDE
        ]


class QueueSearch(Search):
    """Whose agreements to show. It is sent by GET; what does not parse filters nothing."""

    holder = forms.ChoiceField(
        label="In hand of",
        choices=[("", "Anybody"), ("me", "You"), ("nobody", "Nobody in particular")],
        required=False,
    )

    def __init__(self, data: QueryDict, reader: User) -> None:
        super().__init__(data)
        self.reader = reader

    def among(self, queued: Iterable[Queued]) -> list[Queued]:
        """Return the agreements of a queue that are asked for."""
        holder = self.cleaned_data["holder"] if self.is_valid() else ""
        keeps = {
            "me": lambda one: one.holder == self.reader,
            "nobody": lambda one: one.holder is None,
        }.get(holder, lambda one: True)
        return [one for one in queued if keeps(one)]


class WhatIfForm(Search):
    """An indicator that might be added, and under which law."""

    add = IndicatorChoice(
        Indicator.objects.order_by("number"),
        label="Indicator",
        empty_label="Choose one",
        required=False,
        widget=Autocomplete,
    )
    as_type = forms.ChoiceField(label="As", choices=TargetType.choices, required=False)


class ShownDrafts(forms.Field):
    """What was prepared when the person looked, carried along unseen: `7:2,9:1`, key and version.

    So nobody sends what a colleague has changed meanwhile.
    """

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> dict[int, int]:
        pairs = [part.partition(":") for part in (value or "").split(",") if part]
        try:
            return {int(key): int(version) for key, _, version in pairs}
        except ValueError as wrong:
            raise ValidationError("Open the page again: it was not sent whole") from wrong

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, dict) else value


def written(drafts: Mapping[int, int]) -> str:
    """Write drafts, by key with their version, as a form carries them."""
    return ",".join(f"{key}:{version}" for key, version in drafts.items())


class MakeOfferForm(VersionForm):
    """Why the package is as it is, at the version and the drafts that were shown."""

    shown = ShownDrafts(required=False)
    rationale = forms.CharField(
        label="Why this package?",
        help_text="Both sides read it above the lines. Reasons for single targets are with them",
        max_length=RATIONALE_LENGTH,
        widget=CharacterCount(max_length=RATIONALE_LENGTH, rows=6),
    )


class WithdrawOfferForm(Form):
    """Why an offer is taken back."""

    reason = forms.CharField(
        label="Why do you withdraw it?",
        help_text="Both sides read this",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=4),
    )
