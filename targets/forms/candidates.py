"""What people type when they choose among priorities, as the actions ask for it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import Indicator
from laa_portal.foundation.forms import Autocomplete, CharacterCount, Checkboxes
from partnerships.forms.fields import REASON_LENGTH, Search, VersionForm
from targets.forms.indicators import IndicatorChoice
from targets.models import TITLE_LENGTH, Priority
from targets.presenters.collation import OF_THE_COUNTY, SHOWN
from targets.rows import Row, parse_rows


class CollationSearch(Search):
    """Which rows of the table to show. It is sent by GET; what does not parse filters nothing."""

    show = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict, *, has_county: bool) -> None:
        super().__init__(data)
        chosen = self.fields["show"]
        assert isinstance(chosen, forms.ChoiceField)  # as said above
        chosen.choices = [
            (key, label)
            for key, (label, _) in SHOWN.items()
            if has_county or key not in OF_THE_COUNTY
        ]


class RowsField(forms.Field):
    """Rows of the table, carried along unseen."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[Row]:
        return parse_rows(value or ())

    def prepare_value(self, value: Any) -> list[str]:
        return [str(row) for row in value or ()]


class ChooseForm(VersionForm):
    """The rows that were ticked, at the version of the table in which they stood."""

    rows = RowsField(required=False)


class LeaveOutForm(ChooseForm):
    """Why they will be no targets."""

    reason = forms.CharField(
        label="Why are they left out?",
        help_text="Each district whose priorities these are reads this",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=5),
    )


def _indicator() -> IndicatorChoice:
    return IndicatorChoice(
        Indicator.objects.order_by("number"),
        label="Which indicator will measure it?",
        help_text="You can leave this for later",
        required=False,
        empty_label="None yet",
        widget=Autocomplete,
    )


class MergeForm(ChooseForm):
    """What several priorities are called together, and what will measure them."""

    title = forms.CharField(label="What are they called together?", max_length=TITLE_LENGTH)
    indicator = _indicator()


class LonglistForm(VersionForm):
    """Something to choose from that no district asked for."""

    title = forms.CharField(label="What is it?", max_length=TITLE_LENGTH)
    indicator = _indicator()


class PriorityChoices(forms.ModelMultipleChoiceField):
    """Priorities of several partnerships, each named with whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.assessment.partnership}, {obj.assessment.year_label}: {obj}"


class SplitForm(VersionForm):
    """Which priorities to take out of a candidate."""

    priorities = PriorityChoices(
        Priority.objects.none(),
        label="Which priorities stand by themselves again?",
        widget=Checkboxes,
    )

    def __init__(
        self, data: QueryDict | None, *, inside: Sequence[Priority], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        chosen = self.fields["priorities"]
        assert isinstance(chosen, PriorityChoices)  # as said above
        found = Priority.objects.filter(pk__in=[one.pk for one in inside])
        chosen.queryset = found.select_related("assessment__partnership")
