"""What people type in a review. `cleaned_data` is what the action asks for."""

from collections.abc import Collection
from functools import partial
from itertools import pairwise
from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import DateField, Form, Radios
from partnerships.forms.fields import VersionForm
from reviews.models import EVERY
from reviews.phases import DUE_FIELDS
from reviews.rag import RAGS
from targets.forms.texts import TEXT_LENGTH, long_text
from targets.models import YEARS, RevisionGround

NOTES_LENGTH = 10_000
REASON_LENGTH = 2_000

_notes = partial(long_text, most=NOTES_LENGTH, rows=10)
_text = partial(long_text, most=REASON_LENGTH, rows=5)
BOTH_READ = "Both sides read this"


class DatesForm(Form):
    """The day of each phase, in their order."""

    evidence_due_on = DateField(
        label="When is the partnership’s evidence due?",
        called="The day of the evidence",
        help_text="For example, 2 February 2009",
    )
    meeting_due_on = DateField(label="When is the meeting?", called="The day of the meeting")
    findings_due_on = DateField(
        label="By when are the findings to be agreed?", called="The day of the findings"
    )
    letter_due_on = DateField(
        label="By when is the letter to be sent?", called="The day of the letter"
    )
    summary_due_on = DateField(
        label="By when is the summary to be published?", called="The day of the summary"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for before, after in pairwise(DUE_FIELDS):
            first, second = given.get(before), given.get(after)
            if first and second and second < first:
                called = self.fields[after].called  # type: ignore[attr-defined]
                earlier = self.fields[before].called.lower()  # type: ignore[attr-defined]
                self.add_error(after, f"{called} must be on or after {earlier}")
        return given


class ScheduleForm(DatesForm):
    """Which year is reviewed, and when."""

    year = forms.TypedChoiceField(label="Which year is reviewed?", coerce=int, widget=Radios)
    field_order = ("year",)

    def __init__(self, data: QueryDict | None, *, reviewed: Collection[int]) -> None:
        super().__init__(data)
        years = [(int(year[:4]), year) for year in YEARS]
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [(first, year) for first, year in years if first not in reviewed]


class RescheduleForm(DatesForm, VersionForm):
    """Other days, and why."""

    reason = _text("Why do the dates change?", BOTH_READ)


class EvidenceForm(VersionForm):
    """What the partnership brings to the meeting."""

    evidence = _notes(
        "What should the meeting know beside the figures?",
        "For example, which actions were done, what held others up, what you expect next year. "
        "The pack has the figures already",
    )


class HoldForm(VersionForm):
    """When both sides met, and what was said."""

    held_on = DateField(label="On which day did you meet?", called="The day of the meeting")
    notes = _notes("What was said?", "Notes of the meeting. Both sides read them")


class WhyForm(VersionForm):
    """Why something is done that the other side would not expect."""

    reason = _text("Why?", BOTH_READ)


class SettleForm(VersionForm):
    """Where the partnership sees it otherwise."""

    reason = _text(
        "Where does the partnership not agree, and why do the findings stand?", BOTH_READ
    )


class AgreeForm(VersionForm):
    """That the partnership agrees, and what it wants to add."""

    comment = _text("Is there anything to add?", BOTH_READ, required=False)


class FindingForm(VersionForm):
    """What is found of one target."""

    rag = forms.ChoiceField(label="What do you find?", choices=RAGS, widget=Radios)
    because = _text(
        "Why do you find otherwise than the rule?",
        "Only where you do. It goes into the letter",
        required=False,
    )
    comment = _text("Is there anything to add?", "It goes into the letter", required=False)
    ground = forms.ChoiceField(
        label="May the target be refreshed, and on which ground?",
        help_text="The partnership then proposes a revision. On no other ground is a designated "
        "target changed",
        choices=[("", "No, it stays as it was signed"), *RevisionGround.choices],
        required=False,
        widget=Radios,
    )


class LetterForm(VersionForm):
    """The text of the letter."""

    text = long_text(
        "The letter",
        "Drafted from the record. Change what you like: it is kept as a draft of your office "
        "until you send it",
        most=TEXT_LENGTH,
        rows=24,
    )


class PublishForm(VersionForm):
    """What everybody reads of a review."""

    summary = _notes(
        "What should people in the area know?",
        "In plain words: what went well, what did not, what happens next. The ratings stand "
        "below it. Name nobody",
    )


class FrequencyForm(Form):
    """How often one target is to be reviewed, and why."""

    every = forms.TypedChoiceField(
        label="How often should both sides look at this target?",
        choices=EVERY,
        coerce=int,
        widget=Radios,
    )
    reason = _text("Why?", "The other side reads this, and accepts or declines")


class AcceptFrequencyForm(VersionForm):
    """That a frequency is accepted."""

    answer = _text("Is there anything to add?", BOTH_READ, required=False)


class AnswerForm(VersionForm):
    """Why a frequency is declined, or taken back."""

    answer = _text("Why?", BOTH_READ)


class NoteForm(Form):
    """When both sides met about one target, and what was said."""

    held_on = DateField(label="On which day did you meet?", called="The day of the meeting")
    notes = _notes("What was said?", "Both sides read this")
