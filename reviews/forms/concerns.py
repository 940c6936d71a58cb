"""What people type to act upon a concern: one form an act, whose fields are the action's words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from laa_portal.foundation.forms import DateField, Form, Radios
from partnerships.forms.fields import VersionForm
from partnerships.models import Area, User
from reviews import policies
from reviews.bodies import Body
from reviews.models import LEVEL_NAMES, Concern
from reviews.signals import MOST
from targets.audiences import speakers_of
from targets.forms.texts import long_text
from targets.models import Target
from targets.sides import Side
from targets.states import SETTLED

from .interventions import acknowledging

TEXT_LENGTH = 4_000

BOTH_READ = "Both sides read this. It stays on record"
OWN_READ = "The Government Office alone reads this"


def text(label: str, help_text: str = BOTH_READ, **more: Any) -> forms.CharField:
    return long_text(label, help_text, most=TEXT_LENGTH, rows=5, **more)


class ActForm(VersionForm):
    """An act upon a concern, at the version that was shown."""

    def __init__(self, data: QueryDict | None, *, concern: Concern, reader: User) -> None:
        super().__init__(data, initial={"version": concern.version})
        self.concern, self.reader = concern, reader
        self.prepare()

    def prepare(self) -> None:
        """Offer what fits this concern and its reader."""


class AskForm(ActForm):
    question = text("What do you ask the partnership?", f"{BOTH_READ}. It has 20 working days")


class AnswerForm(ActForm):
    text = text("Your answer")


class AcceptAnswerForm(ActForm):
    reason = text("Why is it in hand?")


class LevelForm(ActForm):
    """A level above or below the one at which the concern stands."""

    goes_up: ClassVar[bool]
    level = forms.TypedChoiceField(label="How serious is it?", coerce=int, widget=Radios)
    rationale = text("Why?")

    def prepare(self) -> None:
        stands = self.concern.level
        fits = range(stands + 1, MOST + 1) if self.goes_up else range(stands)
        chosen = self.fields["level"]
        assert isinstance(chosen, forms.TypedChoiceField)  # as said above
        chosen.choices = [(n, f"{n}, {name.lower()}") for n, name in LEVEL_NAMES if n in fits]


class LowerForm(LevelForm):
    goes_up = False


class EscalateForm(LevelForm):
    goes_up = True

    def prepare(self) -> None:
        super().prepare()
        area, office = self.concern.area, Body.GOVERNMENT_OFFICE
        if others := policies.not_acknowledged(self.reader, area, office):
            self.fields["acknowledged"] = acknowledging(
                others, "Read each and tick it before you take the concern to level 3 or 4"
            )
            self.order_fields(["version", "level", "acknowledged"])


class AssignForm(ActForm):
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="Who has it in hand from now on?",
        help_text="Whoever leads for the Government Office can still act",
        empty_label="Nobody in particular",
        required=False,
    )
    note_to_owner = text("What should they know?", OWN_READ, required=False)

    def prepare(self) -> None:
        chosen = self.fields["owner"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        people = speakers_of(Side.GOVERNMENT, self.concern.area_id, timezone.localdate())
        chosen.queryset = people.filter(is_active=True).order_by("name")
        chosen.initial = self.concern.owner_id


class SnoozeForm(ActForm):
    until = DateField(
        label="Until when?", called="The day", help_text="It comes back by itself on that day"
    )
    reason = text("Why can it wait?", OWN_READ)


class WakeForm(ActForm):
    reason = text("Why now?", OWN_READ)


class OutcomeForm(ActForm):
    outcome = text("What came of it?")


class NoConcernForm(ActForm):
    outcome = text("What was it instead?", f"{BOTH_READ}. The same figures raise it no more")


FORMS: Mapping[str, type[ActForm]] = {
    "ask": AskForm,
    "answer": AnswerForm,
    "accept_answer": AcceptAnswerForm,
    "lower": LowerForm,
    "escalate": EscalateForm,
    "assign": AssignForm,
    "snooze": SnoozeForm,
    "wake": WakeForm,
    "resolve": OutcomeForm,
    "dismiss": NoConcernForm,
}
"""By the verb of the act."""


class RaiseForm(Form):
    """A concern that no figure opened."""

    target = forms.ModelChoiceField(
        Target.objects.none(),
        label="Which target is it about?",
        empty_label="None: it is about a theme",
        required=False,
    )
    theme = forms.CharField(
        label="Which theme?",
        help_text="Only where it is about no single target",
        max_length=150,
        required=False,
    )
    level = forms.TypedChoiceField(
        label="How serious is it?",
        choices=[(n, f"{n}, {name.lower()}") for n, name in LEVEL_NAMES[1:3]],
        coerce=int,
        widget=Radios,
    )
    reason = text("What concerns you?", "It stays on record")

    def __init__(self, data: QueryDict | None, *, area: Area, reader: User) -> None:
        super().__init__(data)
        chosen = self.fields["target"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        visible = Target.objects.visible_to(reader).filter(agreement__area=area)
        chosen.queryset = visible.filter(status__in=SETTLED).order_by("title")

    def clean(self) -> dict[str, Any]:
        super().clean()
        target, theme = self.cleaned_data.get("target"), self.cleaned_data.get("theme")
        if bool(target) == bool(theme):
            self.add_error("theme", "Choose a target or enter a theme, one of the two")
        return self.cleaned_data
