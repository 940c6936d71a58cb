"""Which part of the nation's targets to show. Sent by GET, so that a list has an address; what does
not parse is left out."""

from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import Indicator
from partnerships.forms.fields import Search
from reviews.models import LEVEL_NAMES, SHARED_FROM
from reviews.queries import Nation
from reviews.rag import RAGS
from targets.forms.indicators import IndicatorChoice
from targets.models import YEARS


class NationSearch(Search):
    """A year, and which of its targets."""

    year = forms.ChoiceField(label="Year", choices=[(one, one) for one in YEARS])
    region = forms.ChoiceField(label="Region", required=False)
    indicator = IndicatorChoice(
        Indicator.objects.none(),
        label="Indicator",
        empty_label="All of them",
        to_field_name="slug",
        required=False,
    )
    rating = forms.ChoiceField(label="Rating", choices=[("", "Any rating"), *RAGS], required=False)
    concern = forms.TypedChoiceField(
        label="Open concern",
        choices=[
            ("", "With or without"),
            *((n, f"At least {n}, {name.lower()}") for n, name in LEVEL_NAMES[SHARED_FROM:]),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, data: QueryDict, found: Nation, year: str) -> None:
        given = data.copy()
        given["year"] = year
        super().__init__(given)
        regions = {one.region.gss_code: one.region.name for one in found.ranked if one.region}
        region, indicator = self.fields["region"], self.fields["indicator"]
        assert isinstance(region, forms.ChoiceField)  # as said above
        assert isinstance(indicator, IndicatorChoice)
        by_name = sorted(regions.items(), key=lambda item: item[1])
        region.choices = [("", "All of them"), *by_name]
        used = {one.indicator_id for one in found.ranked}
        indicator.queryset = Indicator.objects.filter(pk__in=used).order_by("number")

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen beside the year, as far as there is such a thing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if name != "year"}
        return {name: value for name, value in given.items() if value not in ("", None)}
