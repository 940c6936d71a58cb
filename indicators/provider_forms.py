"""What is typed about providers: what they provide, why it need not come, what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from indicators.models import Measure, Provision, Rating
from indicators.models.figure_queries import TEXT_LENGTH
from indicators.states import DueState
from laa_portal.foundation.forms import Autocomplete, CharacterCount, DateField, Form, Radios
from partnerships.forms.fields import ReasonForm, VersionForm
from partnerships.models import LEVEL_LABELS, Level, Organisation

STATEMENT_LENGTH = 500

COLLECTED_AT = [level for level in Level if level not in {Level.COUNTRY, Level.REGION}]
"""Levels at which figures are collected; wider ones are summed."""


class DueSearch(Form):
    """Which returns to list. `cleaned_data` is what `reading.returns_due` asks for."""

    label_size = "s"

    state = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "Still to come"),
            *((state.value, state.label) for state in DueState),
            ("all", "All"),
        ],
    )

    def __init__(self, data: Mapping[str, str], *, providers: Sequence[Organisation]) -> None:
        super().__init__(data)
        if len(providers) < 2:
            return
        among = Organisation.objects.filter(pk__in=[one.pk for one in providers])
        self.fields["organisation"] = forms.ModelChoiceField(
            among, label="Provider", required=False, empty_label="All providers"
        )

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())


class ExcuseForm(ReasonForm):
    """Why a return need not come. `cleaned_data` is what `actions.excuse` asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why need it not come?"
        self.fields["reason"].help_text = "The provider reads it too"


class ProvisionForm(Form):
    """Who provides what. `cleaned_data` is what `actions.agree_provision` asks for."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label="Provider", widget=Autocomplete
    )
    measure = forms.ModelChoiceField(
        Measure.objects.filter(indicator__lag_months__isnull=False).order_by("indicator__number"),
        help_text="Only measures whose lag is settled can be due on a day",
        widget=Autocomplete,
    )
    level = forms.ChoiceField(
        label="For which areas of the provider?",
        choices=[(level.value, f"Each {LEVEL_LABELS[level]}") for level in COLLECTED_AT],
        widget=Radios,
    )
    starts_on = DateField(
        label="First day of the first period",
        called="The first day",
        help_text="For example, 1 4 2008. What would have been due already is due in four weeks",
    )


class EndProvisionForm(VersionForm):
    """From when a measure is provided no longer."""

    ends_on = DateField(
        label="First day of the first period that is no longer due", called="The day it ends"
    )

    def __init__(self, sent: QueryDict | None = None, *, provision: Provision) -> None:
        super().__init__(sent, initial={"version": provision.version})


class QueryForm(Form):
    """What looks wrong with a figure."""

    text = forms.CharField(
        label="What looks wrong?",
        help_text=(
            "Say what you expected and why. Do not name or describe people: the provider and the "
            "Home Office read this"
        ),
        max_length=TEXT_LENGTH,
        widget=CharacterCount(max_length=TEXT_LENGTH, rows=5),
    )


class MessageForm(VersionForm):
    """What one side writes to the other about a query."""

    text = forms.CharField(
        label="Your message",
        max_length=TEXT_LENGTH,
        widget=CharacterCount(max_length=TEXT_LENGTH, rows=5),
    )


class QualityForm(Form):
    """A judgement of quality. `cleaned_data` is what `actions.state_quality` asks for."""

    rating = forms.ChoiceField(
        label="How far can it be relied on?", choices=Rating.choices, widget=Radios
    )
    text = forms.CharField(
        label="What does that rest on?",
        help_text="Everybody reads it beside the figures, with today’s date",
        max_length=STATEMENT_LENGTH,
        widget=CharacterCount(max_length=STATEMENT_LENGTH, rows=4),
    )

    field_order = ["measure"]

    def __init__(self, sent: QueryDict | None = None, *, measures: QuerySet[Measure]) -> None:
        super().__init__(sent)
        self.fields["measure"] = forms.ModelChoiceField(measures, widget=Radios, empty_label=None)
        self.order_fields(self.field_order)
