"""What people type when targets are designated, or a designation is revoked."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes, Form
from partnerships.forms.fields import REASON_LENGTH, VersionForm
from targets.models import AgreementVersion, VersionLine

from .texts import long_text


class DesignateForm(VersionForm):
    """Which targets the notice designates."""

    targets = forms.TypedMultipleChoiceField(
        label="Which targets does the notice designate?",
        help_text="Those that were signed to be designated, and are not yet",
        coerce=int,
        widget=Checkboxes,
    )
    notice = forms.CharField(
        label="Reference of the written notice",
        help_text="It is published in the memorandum",
        max_length=200,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        version: AgreementVersion,
        lines: Sequence[VersionLine],
    ) -> None:
        super().__init__(data, initial={"version": version.version})
        chosen = self.fields["targets"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)  # as said above
        chosen.choices = [(one.target_id, _named(one)) for one in lines]


def _named(line: VersionLine) -> str:
    return line.title if line.title.startswith(line.code) else f"{line.code} {line.title}"


class RevokeForm(Form):
    """Why a designation is revoked."""

    reason = long_text(
        "Why is it revoked?",
        "It is published in the memorandum",
        most=REASON_LENGTH,
        rows=4,
    )
