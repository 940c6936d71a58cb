"""Which targets the coordinator of a new area takes over."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes
from partnerships.forms.fields import VersionForm
from targets.models import VersionLine
from targets.presenters.terms import last_value


class TakeOverForm(VersionForm):
    """Lines that were signed for the area before."""

    lines = forms.TypedMultipleChoiceField(
        label="Which targets does your partnership take over?",
        help_text="What you leave out ends with the old agreement",
        coerce=int,
        widget=Checkboxes,
    )

    def __init__(
        self, data: QueryDict | None, *, version: int, lines: Sequence[VersionLine]
    ) -> None:
        super().__init__(data, initial={"version": version})
        chosen = self.fields["lines"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)  # as said above
        chosen.choices = [(one.pk, f"{one.title}: {last_value(one)}") for one in lines]
