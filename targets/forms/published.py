"""What a visitor looks for among published agreements. It is sent by GET."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from partnerships.forms.fields import Search
from targets.queries import Published

LONGEST = 100


class PublishedSearch(Search):
    """Which agreements to show; what does not parse filters nothing."""

    q = forms.CharField(
        label="Area or partnership", required=False, max_length=LONGEST, help_text="Any part of it"
    )
    region = forms.ChoiceField(label="Region", required=False)

    def __init__(self, data: QueryDict, found: Iterable[Published]) -> None:
        super().__init__(data)
        regions = {one.region.gss_code: one.region.name for one in found if one.region}
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)  # as said above
        by_name = sorted(regions.items(), key=lambda item: item[1])
        region.choices = [("", "All regions"), *by_name]

    def among(self, found: Iterable[Published]) -> list[Published]:
        """Return those that were asked for."""
        self.is_valid()
        words = self.cleaned_data.get("q", "").casefold()
        region = self.cleaned_data.get("region", "")
        return [
            one
            for one in found
            if words in f"{one.version.area.name} {one.version.agreement.partnership}".casefold()
            and region in ("", one.region.gss_code if one.region else None)
        ]
