"""Which concerns to show. Sent by GET, so that a list has an address; what does not parse is left
out."""

from collections.abc import Callable, Mapping

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from laa_portal.foundation.forms import Autocomplete
from partnerships.forms.fields import Search
from partnerships.models import Area, User
from reviews.models import LEVEL_NAMES, Concern
from reviews.queries import working_in_offices
from reviews.signals import KINDS
from reviews.states import ALIVE, ConcernStatus

S = ConcernStatus

Condition = Callable[[], Q]

SHOWN: Mapping[str, tuple[str, Condition]] = {
    # key: (words, condition)
    "": ("All that are open", lambda: Q(status__in=ALIVE)),
    "to_do": ("To do: not asked, or answered", lambda: Q(status__in=(S.OPEN, S.ANSWERED))),
    "asked": ("Waiting for the partnership", lambda: Q(status=S.ASKED)),
    "late": (
        "Answer is late",
        lambda: Q(status=S.ASKED, answer_due_on__lt=timezone.localdate()),
    ),
    "in_hand": ("Known and in hand", lambda: Q(status=S.IN_HAND)),
    "snoozed": ("Set aside", lambda: Q(status=S.SNOOZED)),
    "closed": ("Closed", lambda: Q(status__in=(S.RESOLVED, S.DISMISSED))),
}


class WorklistSearch(Search):
    """Which part of the list to show."""

    show = forms.ChoiceField(
        label="Concerns",
        choices=[(key, words) for key, (words, _) in SHOWN.items()],
        required=False,
    )
    level = forms.TypedChoiceField(
        label="At least",
        choices=[("", "Any level"), *((n, f"{n}, {name.lower()}") for n, name in LEVEL_NAMES[1:])],
        coerce=int,
        empty_value=0,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Because of",
        choices=[("", "Any signal"), *((one.code, one.name) for one in KINDS.values())],
        required=False,
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Area",
        empty_label="All of them",
        to_field_name="gss_code",
        widget=Autocomplete,
        required=False,
    )
    owner = forms.ChoiceField(
        label="In hand of",
        choices=[("", "Anybody"), ("me", "You"), ("nobody", "Nobody in particular")],
        required=False,
    )

    def __init__(self, data: QueryDict, reader: User) -> None:
        super().__init__(data)
        self.reader = reader
        chosen = self.fields["area"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        seen = Concern.objects.visible_to(reader).order_by().values("area")
        chosen.queryset = Area.objects.filter(pk__in=seen).order_by("name")

    def among(self, concerns: QuerySet[Concern]) -> QuerySet[Concern]:
        """Return those of some concerns that are asked for."""
        self.is_valid()
        given = self.cleaned_data
        found = concerns.filter(SHOWN[given.get("show", "")][1]())
        if level := given.get("level"):
            found = found.filter(level__gte=level)
        if kind := given.get("kind"):
            found = found.filter(rests_on__kind=kind).distinct()
        if area := given.get("area"):
            found = found.filter(area=area)
        return found.filter(self._owned(given.get("owner", "")))

    def _owned(self, owner: str) -> Q:
        if owner == "me":
            return Q(owner=self.reader)
        if owner == "nobody":
            return Q(owner=None) | ~Q(owner__in=working_in_offices())
        return Q()

    @property
    def asked(self) -> str:
        """What was chosen, as an address carries it: so that a concern knows what comes next."""
        self.is_valid()
        chosen = self.data.copy()
        for name in list(chosen):
            if name not in self.fields or not chosen[name]:
                del chosen[name]
        return str(chosen.urlencode())
