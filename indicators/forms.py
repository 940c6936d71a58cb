"""What a data provider types."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import slugify

from indicators import reading
from indicators.actions import LONGEST_EXPLANATION
from indicators.models import Conflict, Measure, Provision
from indicators.reading.judging import Question
from laa_portal.foundation.file_names import file_name
from laa_portal.foundation.forms import BoundField, CharacterCount, DateField, Form, Radios
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from partnerships.models import Organisation

LARGEST_FILE = 10 * 1024 * 1024
REASON_LENGTH = 300
HOUR_OF_RELEASE = time(9, 30)
"""When official statistics are released, where their day alone is given."""
NOT_YET_TO_COME = "The moment of publication must be yet to come"


class SendForm(Form):
    """A file and, for those who send for several bodies, whose it is."""

    file = forms.FileField(
        label="Return",
        help_text="An Excel workbook (.xlsx) or a CSV file of up to 10 MB",
        error_messages={
            "required": "Select the file of your return",
            "empty": "The file is empty. Select one with a header and at least one row",
        },
        widget=forms.FileInput(attrs={"accept": f".xlsx,.csv,text/csv,{WORKBOOK_TYPE}"}),
    )

    def __init__(self, *args, senders, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_sender = senders[0]
        if len(senders) > 1:
            self.fields["organisation"] = sender_field(senders)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        size = file.size or 0
        if size > LARGEST_FILE:
            megabytes = size / 1024 / 1024
            raise ValidationError(
                f"The file is {megabytes:.1f} MB. Split it into files of up to 10 MB"
            )
        return file

    def clean(self) -> dict:
        """Turn what was typed into the arguments of `actions.send`."""
        super().clean()
        data = self.cleaned_data
        data.setdefault("organisation", self.only_sender)
        if file := data.pop("file", None):
            data["name"] = file_name(file.name, unnamed="return")
            data["content"] = file.read()
        return data


class MeasureField(forms.ModelChoiceField):
    """One of some measures, by code and title; none only where `none` says what that means."""

    def __init__(self, among, none=None):
        unknown = "Select a measure"
        super().__init__(
            among,
            label="What do you report?",
            to_field_name="code",
            required=none is None,
            empty_label=none,
            error_messages={"required": unknown, "invalid_choice": unknown},
        )

    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.code}: {obj.title}"


class TemplateForm(Form):
    """Which return to fill in; for those who send for several bodies, whose it is.

    Of bodies from which something is expected it may be all of that: then `measure` is None.
    """

    measure = MeasureField(Measure.objects.none())
    format = forms.ChoiceField(
        label="As what?",
        choices=[("xlsx", "Excel workbook (.xlsx)"), ("csv", "CSV")],
        initial="xlsx",
        widget=Radios,
    )

    def __init__(self, *args, senders, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_sender = senders[0]
        codes = {measure.code for sender in senders for measure in reading.sendable(sender)}
        measures = Measure.objects.filter(code__in=codes).select_related("indicator")
        has_provisions = Provision.objects.filter(organisation__in=senders).exists()
        self.fields["measure"] = MeasureField(
            measures.order_by("indicator__number", "code"),
            none="Everything that is due" if has_provisions else None,
        )
        if len(senders) > 1:
            self.fields["organisation"] = sender_field(senders)

    def clean(self) -> dict:
        super().clean()
        self.cleaned_data.setdefault("organisation", self.only_sender)
        return self.cleaned_data


def sender_field(senders: list[Organisation]) -> forms.ModelChoiceField:
    among = Organisation.objects.filter(pk__in=[sender.pk for sender in senders])
    return forms.ModelChoiceField(
        among, label="Whose return is it?", widget=Radios, empty_label=None
    )


class VersionForm(Form):
    """The version of the record that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def with_what_was_typed(self, data: Mapping[str, Any]) -> Self:
        """Have in the fields what was sent with an earlier form, whose version has passed."""
        for name, field in self.fields.items():
            if name != "version":
                self.initial[name] = field.widget.value_from_datadict(data, {}, name)
        return self


def _reason(label: str, **settings: Any) -> forms.CharField:
    """A text as long as an explanation may be, counted while it is typed."""
    widget = CharacterCount(max_length=LONGEST_EXPLANATION, rows=3)
    return forms.CharField(label=label, max_length=LONGEST_EXPLANATION, widget=widget, **settings)


class ConfirmForm(VersionForm):
    """When a return is published and, for each question, why its rows are right all the same.

    `now` tells what is yet to come.
    """

    label_size = "s"

    embargo_on = DateField(
        label="Publish on",
        called="The day of publication",
        required=False,
        help_text="For example, 22 1 2009. Leave it empty to publish at once",
    )
    embargo_time = forms.TimeField(
        label="At",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        help_text="For example, 14:00. Left empty it is 9:30, when official figures come out",
        error_messages={"invalid": "Enter a time such as 9:30"},
    )

    def __init__(
        self, *args: Any, questions: Sequence[Question], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.never = [question for question in questions if question.is_hard]
        self.questions = {_field_name(q): q for q in questions if not q.is_hard}
        for name, question in self.questions.items():
            about = f"{question.measure.code}: {question.title.lower()}"
            self.fields[name] = _reason(
                f"Why is it right? {about}", error_messages={"required": f"Explain {about}"}
            )

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the arguments of `actions.confirm`."""
        typed = super().clean() or {}
        return {
            "version": typed.get("version"),
            "embargoed_until": self._embargo(typed.get("embargo_on"), typed.get("embargo_time")),
            "explanations": self.explanations(),
        }

    def _embargo(self, day: date | None, hour: time | None) -> datetime | None:
        if day is None:
            if hour:
                self.add_error("embargo_on", "Enter the day of publication as well as its time")
            return None
        until = timezone.make_aware(datetime.combine(day, hour or HOUR_OF_RELEASE))
        if until <= self.now:
            self.add_error("embargo_on", NOT_YET_TO_COME)
        return until

    def asked(self) -> Iterator[tuple[Question, BoundField]]:
        """Each question with the field for its explanation."""
        return ((question, self[name]) for name, question in self.questions.items())

    def explanations(self) -> Mapping[str, str]:
        """What was typed that can be used, by the key of its question."""
        texts = getattr(self, "cleaned_data", {})
        return {question.key: texts.get(name, "") for name, question in self.questions.items()}

    @property
    def is_for_later(self) -> bool:
        """Whether something stands where the moment of publication is typed: then it is shown."""
        day, hour = (self[name].value() for name in ("embargo_on", "embargo_time"))
        return any(day or ()) or bool(hour)


class WithdrawForm(VersionForm):
    """Why a return is taken back. `cleaned_data` is what `actions.withdraw` asks for."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody can read it beside the figures. Do not name or describe anybody",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )


def _field_name(question: Question) -> str:
    return f"explain-{slugify(question.measure.code)}-{question.rule}"


class SettleForm(VersionForm):
    """Which of two figures holds, and why. `outcomes` are those that the person may choose."""

    outcome = forms.ChoiceField(label="Which figure holds?", widget=Radios)
    reason = _reason("Why?", help_text="Both senders and the Home Office can read it")

    def __init__(self, *args: Any, outcomes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = outcomes
        cast(forms.ChoiceField, self.fields["outcome"]).choices = outcomes


OUTCOMES = (
    (Conflict.Outcome.KEPT, "Keep the figure that is held"),
    (Conflict.Outcome.TAKEN_OVER, "Take over the second figure in its place"),
)
"""How a conflict may be settled, as choices on a page."""
