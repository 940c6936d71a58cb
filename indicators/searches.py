"""What a visitor looks for: the forms above lists and tables. They are sent by GET."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django import forms

from laa_portal.foundation.forms import Form
from partnerships.models import LEVEL_LABELS

from .models import FrameworkMembership, Measure
from .moments import read_moment
from .periods import Period, PeriodKind
from .reading import History, Selection

Framework = FrameworkMembership.Framework

Choices = Sequence[tuple[str, str]] | Sequence[tuple[str, Sequence[tuple[str, str]]]]

LEVEL_CHOICES = [
    (level.value, label[:1].upper() + label[1:]) for level, label in LEVEL_LABELS.items()
]


class Search(Form):
    """Words typed, as `q`, and filters beside them."""

    label_size = "s"

    def clean(self) -> dict[str, object]:
        """Call the words what the read models call them."""
        super().clean()
        self.cleaned_data["words"] = self.cleaned_data.pop("q", "")
        return self.cleaned_data

    @property
    def is_used(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())


class IndicatorSearch(Search):
    """Which indicators to list. `cleaned_data` is what `reading.catalogue` asks for."""

    q = forms.CharField(
        label="Search", required=False, help_text="A code such as NI 16, or words of a title"
    )
    theme = forms.ChoiceField(required=False)
    framework = forms.ChoiceField(required=False, choices=[("", "Any"), *Framework.choices])
    only_in_note = forms.BooleanField(label="In the April 2008 note only", required=False)

    def __init__(self, data: Mapping[str, str], *, themes: Iterable[str]) -> None:
        super().__init__(data)
        _offer(self, "theme", [("", "Any"), *((theme, theme) for theme in themes)])


class PlaceSearch(Search):
    """Which places to list. `cleaned_data` is what `reading.places` asks for."""

    q = forms.CharField(
        label="Name or code", required=False, help_text="For example, Leeds or E08000035"
    )
    level = forms.ChoiceField(
        label="Kind of area", required=False, choices=[("", "Any"), *LEVEL_CHOICES]
    )


class TableChoice(Form):
    """Which of an indicator's figures to show. It is drawn only; `reading.select` does the rest."""

    label_size = "s"

    measure = forms.ChoiceField()
    level = forms.ChoiceField(label="Kind of area")
    period = forms.ChoiceField()

    def __init__(self, measures: Sequence[Measure], selection: Selection) -> None:
        super().__init__(
            initial={
                "measure": selection.measure.code,
                "level": selection.level.value,
                "period": selection.period.code,
            }
        )
        _offer_measures(self, measures)
        levels = [choice for choice in LEVEL_CHOICES if choice[0] in selection.available]
        _offer(self, "level", levels)
        _offer(self, "period", _by_kind(selection.periods))


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment whose knowledge a reader asks for; None: now, which is what they see if unread."""

    text: str
    moment: datetime | None
    problem: str = ""

    @classmethod
    def of(cls, text: str, now: datetime) -> Self:
        """Read what stands in an address or was typed."""
        moment = read_moment(text, now) if text else None
        wrong = bool(text) and moment is None
        return cls("" if wrong else text, moment, NOT_A_PAST_DATE if wrong else "")

    @classmethod
    def too_broad(cls) -> Self:
        """Say that the past of an area cannot be worked out at once."""
        return cls("", None, TOO_BROAD)

    @property
    def is_day(self) -> bool:
        """Whether a day was asked for, at its end, and not a moment."""
        return "T" not in self.text


TOO_BROAD = (
    "The past of so many areas cannot be worked out at once. Open one of the areas within. Below "
    "is what is known now, not what was known then."
)
NOT_A_PAST_DATE = (
    "Enter a date that is past, such as 2008-11-03. Below is what is known now, not what was known "
    "then."
)


class HistoryChoice(Form):
    """Which of an area's figures to show. It is drawn only; `reading.history` does the rest."""

    label_size = "s"

    measure = forms.ChoiceField()
    by = forms.ChoiceField(label="Figures by")
    period = forms.ChoiceField(required=False)
    as_of = forms.CharField(
        label="As known on", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, measures: Sequence[Measure], history: History, as_of: str) -> None:
        chosen = history.chosen.period.code if history.chosen else ""
        super().__init__(
            initial={
                "measure": history.measure.code,
                "by": history.kind,
                "period": chosen,
                "as_of": as_of,
            }
        )
        _offer_measures(self, measures)
        _offer(self, "by", [(kind.value, kind.label.capitalize()) for kind in history.kinds])
        periods = [(row.period.code, row.period.label) for row in reversed(history.rows)]
        _offer(self, "period", periods)


def _offer_measures(form: Form, measures: Sequence[Measure]) -> None:
    """Offer a choice of measures where there is one; else the only one goes along unseen."""
    _offer(form, "measure", [(one.code, f"{one.code} {one.title}") for one in measures])
    if len(measures) == 1:
        form.fields["measure"].widget = forms.HiddenInput()


def _offer(form: Form, name: str, choices: Choices) -> None:
    """Set what may be chosen in a field of a form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # of the forms above, which alone call this
    field.choices = choices


def _by_kind(periods: Sequence[Period]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return periods as groups of choices, one a kind, in the order in which they come."""
    kinds = dict.fromkeys(period.kind for period in periods)
    return [(_heading(kind), _choices(periods, kind)) for kind in kinds]


def _choices(periods: Sequence[Period], kind: PeriodKind) -> list[tuple[str, str]]:
    return [(period.code, period.label) for period in periods if period.kind == kind]


def _heading(kind: PeriodKind) -> str:
    return f"{kind.label.capitalize()}s"
