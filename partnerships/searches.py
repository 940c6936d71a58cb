"""What a visitor looks for: the forms above lists. They are sent by GET."""

from django import forms

from laa_portal.foundation.forms import DateField, Form

from .reading import wording

MAX = 100


class AuditSearch(Form):
    """Which acts to list. `cleaned_data` is what `reading.audit_trail.events` asks for."""

    label_size = "s"

    words = forms.CharField(
        label="Search",
        required=False,
        max_length=MAX,
        help_text="Words of what was done, to what or why",
    )
    verb = forms.ChoiceField(
        label="What was done",
        required=False,
        choices=[("", "Anything"), *wording.choices(wording.VERBS)],
    )
    kind = forms.ChoiceField(
        label="Kind of record",
        required=False,
        choices=[("", "Any"), *wording.choices(wording.KINDS)],
    )
    person = forms.CharField(label="Done by", required=False, max_length=MAX)
    area = forms.CharField(label="Area", required=False, max_length=MAX)
    from_on = DateField(label="From", called="The first day", required=False)
    to_on = DateField(label="To", called="The last day", required=False)

    @property
    def is_used(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())
