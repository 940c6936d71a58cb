"""What people type on a county's community safety agreement."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Form, Radios
from targets.contents import year_label


class StartSafetyAgreementForm(Form):
    """Which year it is for."""

    year = forms.TypedChoiceField(label="Which year is it for?", coerce=int, widget=Radios)

    def __init__(self, data: QueryDict | None, *, years: Iterable[int]) -> None:
        super().__init__(data)
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [(year, year_label(year)) for year in years]
