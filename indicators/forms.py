"""What a data provider types."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from indicators.actions import LONGEST_EXPLANATION
from indicators.models import Conflict
from indicators.reading.judging import Question
from laa_portal.foundation.forms import BoundField, CharacterCount, Form, Radios
from partnerships.models import Organisation

LARGEST_FILE = 10 * 1024 * 1024
NAME_LENGTH = 200


class SendForm(Form):
    """A file and, for those who send for several bodies, whose it is."""

    file = forms.FileField(
        label="Return",
        help_text="A CSV file of up to 10 MB, with one row for each indicator, area and period",
        error_messages={
            "required": "Select the file of your return",
            "empty": "The file is empty. Select one with a header and at least one row",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args, senders, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_sender = senders[0]
        if len(senders) == 1:
            return
        among = Organisation.objects.filter(pk__in=[sender.pk for sender in senders])
        self.fields["organisation"] = forms.ModelChoiceField(
            among, label="Whose return is it?", widget=Radios, empty_label=None
        )

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
            data["name"] = PurePath(file.name).name[:NAME_LENGTH]
            data["content"] = file.read()
        return data


class VersionForm(Form):
    """The version of the record that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _reason(label: str, **settings: Any) -> forms.CharField:
    """A text as long as an explanation may be, counted while it is typed."""
    widget = CharacterCount(max_length=LONGEST_EXPLANATION, rows=3)
    return forms.CharField(label=label, max_length=LONGEST_EXPLANATION, widget=widget, **settings)


class ConfirmForm(VersionForm):
    """The version that was seen and, for each question, why its rows are right all the same."""

    label_size = "s"

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.never = [question for question in questions if question.is_hard]
        self.questions = {_field_name(q): q for q in questions if not q.is_hard}
        for name, question in self.questions.items():
            about = f"{question.measure.code}: {question.title.lower()}"
            self.fields[name] = _reason(
                f"Why is it right? {about}", error_messages={"required": f"Explain {about}"}
            )

    def asked(self) -> Iterator[tuple[Question, BoundField]]:
        """Each question with the field for its explanation."""
        return ((question, self[name]) for name, question in self.questions.items())

    def explanations(self) -> Mapping[str, str]:
        """What was typed that can be used, by the key of its question."""
        texts = getattr(self, "cleaned_data", {})
        return {question.key: texts.get(name, "") for name, question in self.questions.items()}

    def again(self, version: int) -> "ConfirmForm":
        """Return the form for what the record is now, with what was typed still in it."""
        typed = {name: self.data.get(name, "") for name in self.questions}
        questions = [*self.never, *self.questions.values()]
        return type(self)(initial=typed | {"version": version}, questions=questions)


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
