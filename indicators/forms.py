"""What a data provider types."""

from datetime import datetime, time
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from laa_portal.foundation.forms import CharacterCount, DateField, Form, Radios
from partnerships.models import Organisation

LARGEST_FILE = 10 * 1024 * 1024
NAME_LENGTH = 200
REASON_LENGTH = 300
HOUR_OF_RELEASE = time(9, 30)
"""When official statistics are released, where their day alone is given."""
NOT_YET_TO_COME = "The moment of publication must be yet to come"


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


class ConfirmForm(VersionForm):
    """Whether a return is published at once, or when. `now` tells what is yet to come."""

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

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the arguments of `actions.confirm`."""
        super().clean()
        data = self.cleaned_data
        day, hour = data.pop("embargo_on", None), data.pop("embargo_time", None)
        if day is None:
            if hour:
                self.add_error("embargo_on", "Enter the day of publication as well as its time")
            return data
        until = timezone.make_aware(datetime.combine(day, hour or HOUR_OF_RELEASE))
        if until <= self.now:
            self.add_error("embargo_on", NOT_YET_TO_COME)
        return data | {"embargoed_until": until}


class WithdrawForm(VersionForm):
    """Why a return is taken back. `cleaned_data` is what `actions.withdraw` asks for."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody can read it beside the figures. Do not name or describe anybody",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )
