"""Granting, proposing and handing over roles."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from laa_portal.foundation.forms import Autocomplete, Form, Radios
from partnerships.models import Area, Organisation, Partnership, RoleKind, User
from partnerships.policies import REACH

from .fields import SpanForm, VersionForm

Over = Organisation | Partnership | Area

BODIES: tuple[tuple[str, type[Over]], ...] = (
    ("organisations", Organisation),
    ("partnerships", Partnership),
    ("areas", Area),
)
"""What a role may be over: the word of `Reach` for it, and its model."""


class KindForm(Form):
    """Which kind of role it is to be; what it can be over follows from that."""

    label_size = "l"

    kind = forms.ChoiceField(label="Which role?", choices=RoleKind.choices)

    def __init__(self, *args: Any, kinds: Iterable[str] = RoleKind.values, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [RoleKind(kind) for kind in kinds]
        hints = {kind.value: f"Over {REACH[kind].words}" for kind in offered}
        choices = [(kind.value, kind.label) for kind in offered]
        self.fields["kind"] = forms.ChoiceField(
            label="Which role?", choices=choices, widget=Radios(hints=hints)
        )


class OverField(forms.ChoiceField):
    """A body or place a role can be over, as `model:id`."""

    widget = Autocomplete

    def clean(self, value: Any) -> Over:
        chosen = super().clean(value)
        name, _, pk = chosen.partition(":")
        model = next(model for _, model in BODIES if model._meta.model_name == name)
        found = model._default_manager.filter(pk=pk).first()
        if found is None:
            raise ValidationError("Choose another: this one is there no more")
        return found


class RoleForm(SpanForm):
    """A role of one kind: what it is over, and from when to when.

    `within` keeps the choice to bodies of those areas. `cleaned_data` is what `actions.grant_role`
    asks for beside the person.
    """

    field_order = ["user", "name", "email", "over", "starts_on", "ends_on"]

    def __init__(
        self,
        *args: Any,
        kind: RoleKind,
        day: date,
        within: frozenset[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["starts_on"].help_text = "Leave empty for as soon as it is approved"
        if not REACH[kind].is_national:
            choices = [("", "Choose one"), *_choices(kind, day, within)]
            self.fields["over"] = OverField(
                label="Over which body or place?",
                choices=choices,
                help_text=f"This role is over {REACH[kind].words}",
            )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["kind"] = self.kind
        if REACH[self.kind].is_national:
            self.cleaned_data["over"] = None
        return self.cleaned_data


def _choices(kind: RoleKind, day: date, within: frozenset[int] | None) -> Sequence[tuple[str, str]]:
    choices = []
    for word, model in BODIES:
        if kinds := getattr(REACH[kind], word):
            for body in _bodies(model, kinds, within):
                label = str(body) if body.holds_on(day) else f"{body} (not in force today)"
                choices.append((f"{model._meta.model_name}:{body.pk}", label))
    return choices


def _bodies(
    model: type[Over], kinds: frozenset[str], within: frozenset[int] | None
) -> QuerySet[Any]:
    bodies = model._default_manager.filter(kind__in=kinds).order_by("name")
    if within is None:
        return bodies
    if model is Area:
        return bodies.filter(pk__in=within)
    return bodies.filter(areas__in=within).distinct()


class ProposeForm(RoleForm):
    """A role for one of the people the person sees."""

    user = forms.ModelChoiceField(User.objects.none(), label="For whom?", widget=Autocomplete)

    def __init__(self, *args: Any, people: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["user"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = people


class InviteForm(RoleForm):
    """Somebody new, and their first role. `cleaned_data` is what `actions.invite` asks for."""

    name = forms.CharField(max_length=150, label="Name")
    email = forms.EmailField(
        max_length=150,
        label="E-mail address",
        help_text="The invitation goes there, and it is what they sign in with",
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )


class HandOverForm(VersionForm):
    """Who takes a role over. `cleaned_data` is what `actions.hand_over` asks for."""

    to_user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who takes it over?",
        widget=Autocomplete,
        help_text="Invite them first if they are new to the service",
    )

    def __init__(self, *args: Any, people: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["to_user"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = people
