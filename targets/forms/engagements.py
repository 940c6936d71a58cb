"""What people type on how a CDRP consulted. `cleaned_data` is what the action asks for."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from indicators.periods import Period
from laa_portal.foundation.forms import (
    CharacterCount,
    Checkboxes,
    DateField,
    Form,
    NumberInput,
    Radios,
)
from partnerships.forms.fields import REASON_LENGTH, VersionForm
from partnerships.models import Organisation
from targets.contents import YEARS
from targets.models import AskedGroup, ConsultingDuty, Engagement, EngagementKind, Priority

from .seats import PostsForm
from .texts import long_text

TEXT_LENGTH = 4_000
MOST_PEOPLE = 10_000_000
FIRST_DAY = Period.financial_year(YEARS[0]).start
DAY_AFTER = Period.financial_year(YEARS[-1]).end


def is_of_our_years(day: date) -> None:
    """Refuse a day outside the years that assessments may be of. Raises ValidationError."""
    if not FIRST_DAY <= day < DAY_AFTER:
        raise ValidationError(f"The day must be from {FIRST_DAY:%B %Y} to March {DAY_AFTER.year}")


_text = partial(long_text, most=TEXT_LENGTH, rows=6)


def _people(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=NumberInput(suffix="people"),
    )


def _number_asked() -> forms.IntegerField:
    return _people(
        "How many people were asked?", "Leave empty if it is not known, or if anybody could come"
    )


def _number_taking_part() -> forms.IntegerField:
    return _people("How many took part?", "Leave empty if nobody counted: 0 means that nobody came")


class WhatForm(Form):
    """How and when people were asked: enough to begin a record with."""

    title = forms.CharField(
        label="What was it?", help_text="For example, Wold safety survey 2008", max_length=150
    )
    kind = forms.ChoiceField(
        label="How were people asked?",
        choices=EngagementKind.choices,
        widget=Radios(
            hints={
                EngagementKind.PUBLIC_MEETING: "At least one a year, with senior people of each "
                "responsible authority",
                EngagementKind.OF_OTHERS: "One that you have regard to, such as the council’s "
                "Place Survey",
            }
        ),
    )
    source = forms.CharField(
        label="Whose was it, and where can it be read?",
        help_text="Only for somebody else’s consultation",
        max_length=300,
        required=False,
    )
    began_on = DateField(label="First day", called="The first day", validators=[is_of_our_years])
    ended_on = DateField(
        label="Last day",
        called="The last day",
        help_text="Leave empty if it took one day, or goes on",
        required=False,
        validators=[is_of_our_years],
    )


class StepForm(VersionForm):
    """A step of describing an engagement. `changes` is what it says of it."""

    of_engagement: tuple[str, ...] = ()
    sets_of_engagement: tuple[str, ...] = ()

    def __init__(self, data: QueryDict | None, *, engagement: Engagement) -> None:
        initial: dict[str, Any] = {"version": engagement.version}
        initial |= {name: getattr(engagement, name) for name in self.of_engagement}
        initial |= {
            name: list(getattr(engagement, name).values_list("pk", flat=True))
            for name in self.sets_of_engagement
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        changes = {name: given[name] for name in self.of_engagement if name in given}
        sets = {name: list(given[name]) for name in self.sets_of_engagement if name in given}
        return {"version": given.get("version"), "changes": changes, **sets}


class WhatStepForm(StepForm, WhatForm):
    """What it was, set right later."""

    of_engagement = ("title", "kind", "source", "began_on", "ended_on")


class WhoForm(StepForm):
    """Who was asked, and who asked them."""

    of_engagement = ("groups", "asked", "number_asked")
    sets_of_engagement = ("organisations",)

    groups = forms.MultipleChoiceField(
        label="Who was asked in particular?",
        choices=AskedGroup.choices,
        required=False,
        widget=Checkboxes,
    )
    asked = _text(
        "How were they chosen or found?",
        "For example, 2,000 addresses drawn by lot from the council’s list",
        required=False,
        rows=4,
    )
    number_asked = _number_asked()
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Which of your organisations took part?",
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, data: QueryDict | None, *, engagement: Engagement) -> None:
        super().__init__(data, engagement=engagement)
        chosen = self.fields["organisations"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
        chosen.queryset = engagement.partnership.organisations.distinct().order_by("name")


class PrioritiesField(forms.ModelMultipleChoiceField):
    """Priorities, each with the year whose assessment names it."""

    def label_from_instance(self, obj: Any) -> str:
        edition = f", edition {obj.assessment.edition}" if obj.assessment.edition > 1 else ""
        return f"{obj} ({obj.assessment.year_label}{edition})"


class BearingForm(StepForm):
    """What it is good for: the duties it meets, and the priorities it bears on."""

    of_engagement = ("duties",)
    sets_of_engagement = ("priorities",)

    duties = forms.MultipleChoiceField(
        label="Which duties does it meet?",
        choices=ConsultingDuty.choices,
        help_text="One consultation may meet both",
        required=False,
        widget=Checkboxes(
            hints={
                ConsultingDuty.SEEK_VIEWS: "Of all responsible authorities together",
                ConsultingDuty.INVOLVE: "Of councils and other best value authorities, from "
                "1 April 2009; not of police authorities",
            }
        ),
    )
    priorities = PrioritiesField(
        Priority.objects.none(),
        label="Which of your priorities does it bear on?",
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, data: QueryDict | None, *, engagement: Engagement) -> None:
        super().__init__(data, engagement=engagement)
        chosen = self.fields["priorities"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
        own = Priority.objects.filter(assessment__partnership=engagement.partnership_id)
        standing = own.exclude(assessment__status="superseded").select_related("assessment")
        chosen.queryset = standing.order_by("-assessment__year", "assessment__edition", "rank")


class MeetingForm(StepForm):
    """When and how people were told of a public meeting, and what it spoke about."""

    of_engagement = ("announced_on", "announced_how", "discussed")

    announced_on = DateField(
        label="When were people told of it?",
        called="The day people were told",
        required=False,
    )
    announced_how = forms.CharField(
        label="How were they told?",
        help_text="For example, in the local paper and on the council’s website",
        max_length=300,
        required=False,
    )
    discussed = _text("What was discussed?", "People are to be told this too", required=False)


class AttendanceForm(PostsForm):
    """Who of the responsible authorities was at a public meeting."""


class HeardForm(VersionForm):
    """What people said, and how many they were."""

    number_taking_part = _number_taking_part()
    heard = _text(
        "What did people say?",
        "In words that they would recognise. Do not name anybody",
        rows=10,
    )

    def __init__(self, data: QueryDict | None, *, engagement: Engagement) -> None:
        names = ("version", "number_taking_part", "heard")
        super().__init__(data, initial={name: getattr(engagement, name) for name in names})


class ChangedForm(VersionForm):
    """What changed because of it."""

    changed = _text(
        "What changed because of it?",
        "What you do differently now; or why nothing could be changed",
        rows=8,
    )

    def __init__(self, data: QueryDict | None, *, engagement: Engagement) -> None:
        initial = {"version": engagement.version, "changed": engagement.changed}
        super().__init__(data, initial=initial)


class CorrectEngagementForm(StepForm):
    """What everybody reads, set right, and why."""

    of_engagement = ("title", "number_asked", "number_taking_part", "heard", "changed")

    title = forms.CharField(label="What was it?", max_length=150)
    number_asked = _number_asked()
    number_taking_part = _number_taking_part()
    heard = _text("What did people say?", rows=8)
    changed = _text("What changed because of it?", required=False)
    reason = forms.CharField(
        label="What was wrong?",
        help_text="Everybody reads this beside the report",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )

    def clean(self) -> dict[str, Any]:
        reason = self.cleaned_data.get("reason")
        return super().clean() | {"reason": reason}


class WithdrawEngagementForm(VersionForm):
    """Why what was published is taken back."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Kept with the record, for your partnership",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )
