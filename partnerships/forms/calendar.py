"""Cycles and deadlines."""

from typing import Any

from django import forms
from django.http import QueryDict

from laa_portal.foundation.forms import Checkboxes, DateField
from partnerships.models import Cycle, Deadline, RoleKind

from .fields import SpanForm, VersionForm


class CycleForm(SpanForm):
    """A new cycle. `cleaned_data` is what `actions.make_cycle` asks for."""

    name = forms.CharField(max_length=100, help_text="For example, Agreements of 2008")
    field_order = ["version", "name", "starts_on", "ends_on"]


class CorrectCycleForm(VersionForm, CycleForm):
    """A cycle as it is. `cleaned_data` is what `actions.correct_cycle` asks for."""

    def __init__(self, sent: QueryDict | None = None, *, cycle: Cycle) -> None:
        names = ("version", "name", "starts_on", "ends_on")
        initial = {name: getattr(cycle, name) for name in names}
        super().__init__(sent, initial=initial)


class DeadlineForm(VersionForm):
    """What is due, when and from whom. `cleaned_data` is what `actions.add_deadline` asks for."""

    what = forms.CharField(
        max_length=150, label="What is due?", help_text="For example, Priorities sent to the county"
    )
    due_on = DateField(label="By which day?", called="The day it is due")
    role_kinds = forms.MultipleChoiceField(
        label="From whom?", choices=RoleKind.choices, widget=Checkboxes
    )

    def __init__(
        self, sent: QueryDict | None = None, *, cycle: Cycle, deadline: Deadline | None = None
    ) -> None:
        initial: dict[str, Any] = {"version": cycle.version}
        if deadline is not None:
            names = ("what", "due_on", "role_kinds")
            initial |= {name: getattr(deadline, name) for name in names}
        super().__init__(sent, initial=initial)
