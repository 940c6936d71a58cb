"""Comparator groups."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from laa_portal.foundation.forms import DateField, Form
from partnerships.models import Area, ComparatorGroup

from .fields import AreasField, Search, VersionForm

SOURCE_HELP = "Who says so, and by which method: for example, iQuanta, most similar CDRPs, 2008"
PEERS_HELP = "One a line, nearest first, each beginning with its code, such as E08000035 or 00DA"


class ComparatorSearch(Search):
    """Which groups to list."""

    q = forms.CharField(label="Area's name or code", required=False, max_length=100)


class GroupForm(Form):
    """What a group says, whichever way it comes about."""

    source = forms.CharField(max_length=200, help_text=SOURCE_HELP)
    peers = AreasField(label="Most similar areas", help_text=PEERS_HELP)
    starts_on = DateField(label="First day", called="The first day")
    own: Area | None = None

    def clean(self) -> dict[str, Any]:
        super().clean()
        own = self.cleaned_data.get("area") or self.own
        if own is not None and own in self.cleaned_data.get("peers", ()):
            self.add_error("peers", f"{own} cannot be among its own comparators")
        return self.cleaned_data


class MakeComparatorsForm(GroupForm):
    """A first group. `cleaned_data` is what `actions.make_comparators` asks for."""

    area = AreasField(
        label="Area",
        widget=forms.TextInput,
        help_text="Its code, such as E08000035 or 00DA",
    )
    field_order = ["area", "source", "peers", "starts_on"]

    def clean_area(self) -> Area:
        areas: list[Area] = self.cleaned_data["area"]
        if len(areas) != 1:
            raise ValidationError("Name one area")
        return areas[0]


class ReplaceComparatorsForm(VersionForm, GroupForm):
    """Another group in the place of one: what `actions.replace_comparators` asks for."""

    field_order = ["version", "source", "peers", "starts_on"]

    def __init__(self, sent: QueryDict | None = None, *, group: ComparatorGroup) -> None:
        peers = [member.area for member in group.members.select_related("area")]
        initial = {"version": group.version, "source": group.source, "peers": peers}
        super().__init__(sent, initial=initial)
        self.own = group.area


class EndComparatorsForm(VersionForm):
    """When a group ends. `cleaned_data` is what `actions.end_comparators` asks for."""

    ends_on = DateField(label="First day without the group", called="The day it ends")

    def __init__(self, sent: QueryDict | None = None, *, group: ComparatorGroup) -> None:
        super().__init__(sent, initial={"version": group.version})
