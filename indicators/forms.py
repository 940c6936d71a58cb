"""What a data provider types."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from indicators import reading
from indicators.models import Measure
from laa_portal.foundation.forms import Form, Radios
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from partnerships.models import Organisation

LARGEST_FILE = 10 * 1024 * 1024
NAME_LENGTH = 200


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
            data["name"] = PurePath(file.name).name[:NAME_LENGTH]
            data["content"] = file.read()
        return data


class MeasureField(forms.ModelChoiceField):
    """One of some measures, by code and title."""

    def __init__(self, among):
        unknown = "Select a measure"
        super().__init__(
            among,
            label="What do you report?",
            to_field_name="code",
            empty_label=None,
            error_messages={"required": unknown, "invalid_choice": unknown},
        )

    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.code}: {obj.title}"


class TemplateForm(Form):
    """Which return to fill in; for those who send for several bodies, whose it is."""

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
        self.fields["measure"] = MeasureField(measures.order_by("indicator__number", "code"))
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
