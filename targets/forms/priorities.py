"""What people type on priorities. `cleaned_data` is what the action asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import Indicator
from laa_portal.foundation.forms import (
    CharacterCount,
    Checkboxes,
    Form,
    NumberInput,
    Radios,
)
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation
from targets.forms.indicators import IndicatorChoices
from targets.models import CRITERIA, Priority, Weighting

EVIDENCE_LENGTH = 4_000


class AddPriorityForm(Form):
    """The name of a priority; the rest follows step by step."""

    title = forms.CharField(
        max_length=100, label="What is the priority?", help_text="For example, Violence at night"
    )


class StepForm(VersionForm):
    """A step of describing a priority. `changes` is what it says of it."""

    fields_of_priority: tuple[str, ...] = ()
    sets_of_priority: tuple[str, ...] = ()

    def __init__(self, data: QueryDict | None, *, priority: Priority) -> None:
        initial: dict[str, Any] = {"version": priority.version}
        initial |= {name: getattr(priority, name) for name in self.fields_of_priority}
        initial |= {
            name: list(getattr(priority, name).values_list("pk", flat=True))
            for name in self.sets_of_priority
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        changes = {name: given[name] for name in self.fields_of_priority if name in given}
        sets = {name: list(given[name]) for name in self.sets_of_priority if name in given}
        return {"version": given.get("version"), "changes": changes, **sets}


class IndicatorsForm(StepForm):
    """Its name, and the indicators it bears on."""

    fields_of_priority = ("title",)
    sets_of_priority = ("indicators",)

    title = forms.CharField(max_length=100, label="What is the priority?")
    indicators = IndicatorChoices(
        Indicator.objects.none(),
        label="Which indicators does it bear on?",
        help_text="None is an answer too: not every matter has a national indicator",
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, data: QueryDict | None, *, priority: Priority) -> None:
        super().__init__(data, priority=priority)
        chosen = self.fields["indicators"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
        chosen.queryset = Indicator.objects.order_by("number")


class EvidenceForm(StepForm):
    """What it rests on."""

    fields_of_priority = ("evidence", "page_reference", "psa_considered")

    evidence = forms.CharField(
        label="What is the evidence?",
        help_text="What the figures and your analysis say. The indicators’ charts are on this page",
        max_length=EVIDENCE_LENGTH,
        widget=CharacterCount(max_length=EVIDENCE_LENGTH, rows=8),
    )
    page_reference = forms.CharField(
        label="Where is it in your document?",
        help_text="For example, pages 14 to 17",
        max_length=100,
        required=False,
    )
    psa_considered = forms.CharField(
        label="What does it mean for the Public Service Agreements?",
        help_text="Which of them it bears on, and what follows from that here",
        max_length=EVIDENCE_LENGTH,
        required=False,
        widget=CharacterCount(max_length=EVIDENCE_LENGTH, rows=4),
    )


SCALE = [(number, str(number)) for number in range(1, 6)]
ASKS = {
    "impact": "How much harm does it do? (1 little, 5 very much)",
    "likelihood": "How often does it happen, or how likely is it? (1 seldom, 5 very often)",
    "trend": "Is it growing? (1 falling fast, 3 steady, 5 rising fast)",
    "concern": "How much does the public mind it? (1 little, 5 very much)",
}


class ImportanceForm(StepForm):
    """Its scores in the matrix."""

    fields_of_priority = CRITERIA

    impact = forms.TypedChoiceField(label=ASKS["impact"], choices=SCALE, coerce=int, widget=Radios)
    likelihood = forms.TypedChoiceField(
        label=ASKS["likelihood"], choices=SCALE, coerce=int, widget=Radios
    )
    trend = forms.TypedChoiceField(label=ASKS["trend"], choices=SCALE, coerce=int, widget=Radios)
    concern = forms.TypedChoiceField(
        label=ASKS["concern"], choices=SCALE, coerce=int, widget=Radios
    )


class PartnersForm(StepForm):
    """Which of the partnership's bodies take part in it."""

    sets_of_priority = ("partners",)

    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Which partners are involved?",
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, data: QueryDict | None, *, priority: Priority) -> None:
        super().__init__(data, priority=priority)
        chosen = self.fields["partners"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
        partnership = priority.assessment.partnership
        chosen.queryset = partnership.organisations.distinct().order_by("name")


class CommunityForm(StepForm):
    """What people who live and work there said."""

    fields_of_priority = ("community_said",)

    community_said = forms.CharField(
        label="What did the community say about it?",
        help_text="Who was asked, when, and what they said; or why nobody was",
        max_length=EVIDENCE_LENGTH,
        required=False,
        widget=CharacterCount(max_length=EVIDENCE_LENGTH, rows=6),
    )


class RankForm(VersionForm):
    """A rank for each priority. `ranks` is what `actions.rank_priorities` asks for."""

    def __init__(
        self, data: QueryDict | None, *, priorities: Sequence[Priority], version: int
    ) -> None:
        super().__init__(data, initial={"version": version})
        for priority in priorities:
            self.fields[f"rank_{priority.pk}"] = forms.IntegerField(
                label=f"Rank of {priority.title}",
                initial=priority.rank,
                required=False,
                min_value=1,
                widget=NumberInput(width=2),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ranks = {
            int(name.removeprefix("rank_")): rank
            for name, rank in given.items()
            if name.startswith("rank_")
        }
        return {"version": given.get("version"), "ranks": ranks}


class WeighForm(VersionForm):
    """How much each criterion counts."""

    def __init__(self, data: QueryDict | None, *, weighting: Weighting) -> None:
        initial = {"version": weighting.version}
        initial |= {name: getattr(weighting, name) for name in CRITERIA}
        super().__init__(data, initial=initial)
        for name in CRITERIA:
            self.fields[name] = forms.IntegerField(
                label=name.capitalize(),
                help_text=ASKS[name].split(" (")[0],
                min_value=0,
                max_value=5,
                widget=NumberInput(width=2),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        weights = {name: given[name] for name in CRITERIA if name in given}
        if weights and not any(weights.values()):
            self.add_error("impact", "At least one criterion must count")
        return {"version": given.get("version"), "weights": weights}
