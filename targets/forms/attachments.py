"""What people send as documents. `cleaned_data` is what the action asks for."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from laa_portal.foundation.forms import Form, Radios
from targets.contents import CONTENTS, year_label
from targets.documents import LARGEST, MEGABYTE, NAMES, NotTaken, kind_of

ENDINGS = ",".join(ending for endings in NAMES.values() for ending in endings)
MAY_BE = (
    "A PDF, Word document (.docx), OpenDocument text (.odt), Excel workbook (.xlsx), PNG or JPEG "
    f"of up to {LARGEST // MEGABYTE} MB, without macros"
)


class AttachForm(Form):
    """A document, its type read from its content."""

    document = forms.FileField(
        label="Document",
        help_text=MAY_BE,
        error_messages={"required": "Select the document", "empty": "The file is empty"},
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def __init__(
        self, data: QueryDict | None, files: MultiValueDict[str, UploadedFile] | None
    ) -> None:
        super().__init__(data, files if data is not None else None)

    def clean_document(self) -> UploadedFile:
        """Refuse what could not be attached, before anything is begun for its sake."""
        file: UploadedFile = self.cleaned_data["document"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(
                f"The file is {(file.size or 0) / MEGABYTE:.1f} MB. Attach one of up to "
                f"{LARGEST // MEGABYTE} MB, with smaller pictures for example"
            )
        self.content = file.read()
        try:
            kind_of(str(file.name), self.content)
        except NotTaken as refused:
            raise ValidationError(str(refused)) from refused
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if file := given.pop("document", None):
            given |= {"name": PurePath(file.name).name, "content": self.content}
        return given


class UploadForm(AttachForm):
    """The assessment somebody has already, and which year it is of."""

    year = forms.TypedChoiceField(label="Which year is it for?", coerce=int, widget=Radios)
    field_order = ("year", "document")

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile] | None,
        *,
        years: Sequence[int],
    ) -> None:
        super().__init__(data, files)
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [(year, year_label(year)) for year in years]


class PagesForm(Form):
    """Where a document answers each content that has no text yet."""

    label_size = "s"

    def __init__(self, data: QueryDict | None, *, written: Sequence[str]) -> None:
        super().__init__(data)
        for content in CONTENTS:
            if content.key not in written:
                self.fields[content.key] = forms.CharField(
                    label=content.title,
                    help_text=content.question,
                    max_length=100,
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.fields and not self.errors and not any(given.values()):
            raise ValidationError("Enter at least one reference, as in “pages 3 to 9”")
        return {"pages": dict(given)}
