"""What people choose when they look over many agreements."""

from django import forms
from django.http import QueryDict

from indicators.models import Indicator
from partnerships.forms.fields import Search
from targets.forms.indicators import IndicatorChoice
from targets.presenters.across import STATES
from targets.queries import Landscape


class AcrossSearch(Search):
    """Which part to show. It is sent by GET; what does not parse filters nothing."""

    region = forms.ChoiceField(label="Region", required=False)
    status = forms.ChoiceField(
        label="Where the target stands",
        choices=[("", "Anywhere"), *((key.value, one.words) for key, one in STATES.items())],
        required=False,
    )
    indicator = IndicatorChoice(
        Indicator.objects.none(),
        label="Indicator",
        empty_label="All of them",
        to_field_name="slug",
        required=False,
    )

    def __init__(self, data: QueryDict, found: Landscape) -> None:
        super().__init__(data)
        regions = {one.gss_code: one.name for one in found.regions.values()}
        region, indicator = self.fields["region"], self.fields["indicator"]
        assert isinstance(region, forms.ChoiceField)  # as said above
        assert isinstance(indicator, IndicatorChoice)
        by_name = sorted(regions.items(), key=lambda item: item[1])
        region.choices = [("", "All of them"), *by_name]
        used = [one.pk for one in found.indicators]
        indicator.queryset = Indicator.objects.filter(pk__in=used).order_by("number")

    @property
    def chosen(self) -> dict[str, object]:
        """What was chosen that there is."""
        self.is_valid()
        return {name: given for name, given in self.cleaned_data.items() if given}
