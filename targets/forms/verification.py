"""What somebody brings to have it checked: a file, or the hash of one."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from laa_portal.foundation.forms import Form

LARGEST_FILE = 5 * 1024 * 1024
HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_HASH = 200
"""Typed with spaces or colons in it."""


class CheckForm(Form):
    """Either of both is enough; a file is looked at first."""

    file = forms.FileField(
        label="The file",
        help_text="The PDF of an agreement, or its record or certificate (.json), of up to 5 MB",
        required=False,
        error_messages={"empty": "The file is empty. Select the PDF or the record of an agreement"},
        widget=forms.FileInput(attrs={"accept": ".pdf,.json,application/pdf,application/json"}),
    )
    sha256 = forms.CharField(
        label="Or its SHA-256",
        help_text="Of the PDF, the certificate or the text that was signed: 64 letters and digits",
        required=False,
        max_length=LONGEST_HASH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST_FILE:
            raise ValidationError("The file must be 5 MB or less. No agreement’s file is larger")
        return file

    def clean_sha256(self) -> str:
        typed = re.sub(r"[\s:]", "", self.cleaned_data["sha256"]).lower()
        if typed and not HASH.fullmatch(typed):
            raise ValidationError(
                "A SHA-256 has 64 characters, each a digit or a letter from a to f. Copy all of it"
            )
        return typed

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("file", "Select a file, or enter its SHA-256")
        return self.cleaned_data
