"""What people type to put on record what a minimum standard asks: a form for each kind."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.periods import Period, PeriodKind
from laa_portal.foundation.forms import CharacterCount, Checkboxes, DateField, Form
from partnerships.forms.fields import REASON_LENGTH, VersionForm
from partnerships.models import Organisation, Partnership
from targets.actions.standard_records import REVIEW_COMES_AFTER
from targets.contents import YEARS, year_label
from targets.hallmarks import last_day
from targets.models import RecordKind

from .texts import long_text

TEXT_LENGTH, NAME_LENGTH = 4_000, 150


def quarters() -> Iterator[Period]:
    """Yield those of which information is disclosed, from the first one under SI 2007/1831."""
    quarter = Period(PeriodKind.QUARTER, date(2007, 10, 1))
    while quarter.start <= last_day(YEARS[-1]):
        yield quarter
        quarter = quarter.next()


_text = partial(long_text, most=TEXT_LENGTH, rows=5)


def _bodies(label: str) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=label, widget=Checkboxes
    )


class RecordForm(Form):
    """Something that was done; where it asks for organisations, they are the partnership's."""

    def __init__(self, data: QueryDict | None, *, partnership: Partnership) -> None:
        super().__init__(data)
        if "organisations" in self.fields:
            chosen = self.fields["organisations"]
            assert isinstance(chosen, forms.ModelMultipleChoiceField)  # as said above
            chosen.queryset = partnership.organisations.distinct().order_by("name")


class ProtocolForm(RecordForm):
    """A protocol, who signed it, and when it is looked at again."""

    happened_on = DateField(label="When was it signed?", called="The day it was signed")
    organisations = _bodies("Which authorities signed it?")
    review_due_on = DateField(
        label="When is its review due?",
        called="The day of its review",
        required=False,
        help_text="Leave empty if the protocol does not say",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        signed, due = given.get("happened_on"), given.get("review_due_on")
        if signed and due and due <= signed:
            self.add_error("review_due_on", REVIEW_COMES_AFTER)
        return given


class LiaisonOfficerForm(RecordForm):
    """The post that shares an authority's information."""

    happened_on = DateField(label="From which day?", called="The day")
    organisations = _bodies("Of which authorities?")
    text = forms.CharField(
        label="Which post do they hold?",
        help_text="For example, Information manager. Do not write a name",
        max_length=NAME_LENGTH,
    )


class DisclosureForm(RecordForm):
    """The quarter of which information was disclosed."""

    quarter_start = forms.TypedChoiceField(
        label="Of which quarter?",
        coerce=date.fromisoformat,
        choices=[(one.start.isoformat(), one.label) for one in quarters()],
    )
    happened_on = DateField(label="On which day was all of it there?", called="The day")
    organisations = _bodies("Which bodies disclosed theirs?")


class ScrutinyForm(RecordForm):
    """The council's committee."""

    happened_on = DateField(label="Since which day?", called="The day")
    text = forms.CharField(label="What is the committee called?", max_length=NAME_LENGTH)


class SkillsReviewForm(RecordForm):
    """What a review of the group's skills found."""

    happened_on = DateField(label="When was the review?", called="The day of the review")
    text = _text("What did it find, and what follows?", "Do not name people")


class AlignmentForm(RecordForm):
    """How a policing plan goes with the partnership's."""

    year = forms.TypedChoiceField(
        label="Of which year is the policing plan?",
        coerce=int,
        choices=[(year, year_label(year)) for year in YEARS],
    )
    happened_on = DateField(label="When did the police authority say so?", called="The day")
    text = _text("How does the policing plan align with the partnership's?")


FORMS: dict[str, type[RecordForm]] = {
    RecordKind.PROTOCOL: ProtocolForm,
    RecordKind.LIAISON_OFFICER: LiaisonOfficerForm,
    RecordKind.DISCLOSURE: DisclosureForm,
    RecordKind.SCRUTINY_COMMITTEE: ScrutinyForm,
    RecordKind.SKILLS_REVIEW: SkillsReviewForm,
    RecordKind.ALIGNMENT: AlignmentForm,
}


class WithdrawForm(VersionForm):
    """Why a record was a mistake."""

    reason = forms.CharField(
        label="What is wrong with it?",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )
