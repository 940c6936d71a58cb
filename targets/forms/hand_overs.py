"""To whom the negotiation of an agreement is handed over, and with which words."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from laa_portal.foundation.forms import CharacterCount
from partnerships.forms.fields import VersionForm
from partnerships.models import User

NOTE_LENGTH = 2_000


class HandOverForm(VersionForm):
    """Who has it in hand from now on. `version` is the number of the last hand-over."""

    holder = forms.ModelChoiceField(
        User.objects.none(),
        label="Who has it in hand from now on?",
        help_text="They are reminded when it is your side's turn. Whoever speaks for your side can "
        "still act",
        empty_label="Nobody in particular",
        required=False,
    )
    note = forms.CharField(
        label="What should they know?",
        help_text="Your own side alone reads this",
        required=False,
        max_length=NOTE_LENGTH,
        widget=CharacterCount(max_length=NOTE_LENGTH, rows=5),
    )

    def __init__(
        self, data: QueryDict | None, *, colleagues: QuerySet[User], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        chosen = self.fields["holder"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = colleagues
