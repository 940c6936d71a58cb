"""What people type on an improvement plan. `cleaned_data` is what the action asks for."""

from functools import partial

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from laa_portal.foundation.forms import Autocomplete, DateField
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation
from reviews.models import ImprovementPlan
from targets.forms.texts import long_text

TEXT_LENGTH = 2_000
NO_TARGET = "Say what will be done, not by how much a figure is to change: only the agreement does"

_text = partial(long_text, most=TEXT_LENGTH, rows=5)


class ProposeForm(VersionForm):
    """What a plan is for."""

    aim = _text("What will be different when the plan is done?", NO_TARGET)


class ActionForm(VersionForm):
    """One thing to be done: by whom, by when, and how it is seen to be done."""

    text = forms.CharField(label="What will be done?", help_text=NO_TARGET, max_length=200)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which organisation does it?",
        empty_label="Choose an organisation",
        widget=Autocomplete,
    )
    owner = forms.CharField(
        label="Which post answers for it?",
        help_text="For example, Chief inspector. Do not write a name",
        max_length=100,
    )
    milestone = forms.CharField(
        label="What is to be seen by then?",
        help_text="For example, All shops have been visited once",
        max_length=200,
    )
    due_on = DateField(label="By when?", called="The day it is due")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        plan: ImprovementPlan,
        organisations: QuerySet[Organisation],
    ) -> None:
        super().__init__(data, initial={"version": plan.version})
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = organisations


class EvidenceForm(VersionForm):
    """How everybody can see that something is done."""

    evidence = _text(
        "What shows that it is done?", "For example, the minutes in which it was reported"
    )


class FinishForm(VersionForm):
    """What came of a plan, and whether its concern ends with it."""

    outcome = _text("What came of it?", "Both sides read this")
    closes_concern = forms.BooleanField(
        label="Close the concern with it",
        help_text="Leave empty to go on watching",
        required=False,
    )


class EndForm(VersionForm):
    """Why a plan ends before it is done."""

    reason = _text("Why does it end?", "Both sides read this")
