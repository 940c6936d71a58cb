"""What a data provider types."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from laa_portal.foundation.forms import Form, Radios
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
