"""Looking for people."""

from django import forms

from partnerships.models import RoleKind

from .fields import Search


class PeopleSearch(Search):
    """Which people to list. `cleaned_data` is what `reading.people` asks for."""

    q = forms.CharField(label="Name or e-mail address", required=False, max_length=150)
    kind = forms.ChoiceField(label="Role", required=False, choices=[("", "Any"), *RoleKind.choices])
    area = forms.CharField(
        label="Area", required=False, max_length=100, help_text="Its name or code, or part of it"
    )
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Any"),
            ("waiting", "A role waits for approval"),
            ("invited", "Invited, not yet in"),
            ("inactive", "Not active"),
        ],
    )
