"""Organisations, partnerships and seats: looking for them and setting them right."""

from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Autocomplete, CharacterCount, DateField
from partnerships.models import (
    Capacity,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipKind,
    Seat,
)

from .fields import REASON_LENGTH, AreasField, Search, SpanForm, VersionForm


class OrganisationSearch(Search):
    """Which organisations to list."""

    q = forms.CharField(label="Name or code", required=False, max_length=150)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any"), *OrganisationKind.choices]
    )


class PartnershipSearch(Search):
    """Which partnerships to list."""

    q = forms.CharField(label="Name or code", required=False, max_length=150)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any"), *PartnershipKind.choices]
    )


class CorrectForm(VersionForm, SpanForm):
    """What is known of a body. `cleaned_data` is what the corrections ask for."""

    name = forms.CharField(max_length=150)
    areas = AreasField(
        required=False,
        help_text="One a line, each beginning with its code, such as E08000035 or 00DA",
    )
    reason = forms.CharField(
        label="Why?",
        help_text="It stays on record. Say where the right facts come from",
        max_length=REASON_LENGTH,
        widget=CharacterCount(max_length=REASON_LENGTH, rows=3),
    )
    field_order = ["version", "name", "starts_on", "ends_on", "areas", "reason"]

    def __init__(self, sent: QueryDict | None = None, *, body: Organisation | Partnership) -> None:
        initial = {name: getattr(body, name) for name in ("version", "name")}
        initial |= {"starts_on": body.starts_on, "ends_on": body.ends_on}
        initial["areas"] = list(body.areas.order_by("name"))
        super().__init__(sent, initial=initial)
        if isinstance(body, Partnership):
            self.fields["areas"].required = True


class SeatForm(VersionForm, SpanForm):
    """A seat as it is or is to be. `cleaned_data` is what `actions.correct_seat` asks for."""

    capacity = forms.ChoiceField(choices=Capacity.choices)
    is_senior = forms.BooleanField(
        label="Held by a senior person, as regulation 3 asks of each authority", required=False
    )
    field_order = ["version", "organisation", "capacity", "is_senior", "starts_on", "ends_on"]

    def __init__(
        self, sent: QueryDict | None = None, *, partnership: Partnership, seat: Seat | None = None
    ) -> None:
        initial: dict[str, Any] = {"version": partnership.version}
        if seat is not None:
            names = ("capacity", "is_senior", "starts_on", "ends_on")
            initial |= {name: getattr(seat, name) for name in names}
        super().__init__(sent, initial=initial)


class AddSeatForm(SeatForm):
    """A new seat. `cleaned_data` is what `actions.add_seat` asks for."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), widget=Autocomplete)


class EndSeatForm(VersionForm):
    """When an organisation left. `cleaned_data` is what `actions.end_seat` asks for."""

    ends_on = DateField(label="First day without the seat", called="The day it ends")

    def __init__(self, sent: QueryDict | None = None, *, seat: Seat) -> None:
        super().__init__(sent, initial={"version": seat.partnership.version})
        self.seat = seat

    def clean(self) -> dict[str, Any]:
        super().clean()
        ends = self.cleaned_data.get("ends_on")
        if ends and self.seat.starts_on and ends <= self.seat.starts_on:
            self.add_error("ends_on", "The day it ends must be after the first day")
        return self.cleaned_data
