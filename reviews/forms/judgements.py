"""What inspectors and the Home Office type of what they found. Other fields for each kind."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from indicators.models import Indicator
from laa_portal.foundation.forms import Autocomplete, Checkboxes, DateField, Form, Radios
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation
from reviews.bodies import INSPECTORATES, Body
from reviews.models import JudgementKind, Question, Weight
from targets.forms.indicators import IndicatorChoices
from targets.forms.texts import long_text

TEXT_LENGTH = 4_000
SCORES = [("", "None yet"), (1, "1"), (2, "2"), (3, "3"), (4, "4")]
WEIGHTS = {
    JudgementKind.AREA_ASSESSMENT: [
        (Weight.CONCERN.value, "Red flag: a significant concern about outcomes or prospects"),
        (Weight.EXCEPTIONAL.value, "Green flag: exceptional performance or innovation"),
        (Weight.NEITHER.value, "No flag"),
    ],
}

_text = partial(long_text, most=TEXT_LENGTH, rows=6)


class JudgementForm(Form):
    """What was found, in which report. `cleaned_data` is what the action asks for."""

    report = forms.CharField(label="What is the report called?", max_length=150)
    place = forms.CharField(
        label="Where is it to be read?",
        help_text="A page of the web, or the number of the document",
        max_length=200,
        required=False,
    )
    published_on = DateField(label="When was it published?", called="The day it was published")
    text = _text("What does it say?", "Both sides of the area read this. Name nobody")
    indicators = IndicatorChoices(
        Indicator.objects.order_by("number"),
        label="Which indicators does it bear on?",
        help_text="A concern about them is opened where there is a target",
        required=False,
        widget=Checkboxes,
    )
    theme = forms.CharField(
        label="Which theme is it about, if no indicator fits?", max_length=150, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("indicators") and not given.get("theme") and not self.errors:
            self.add_error("theme", "Choose an indicator or name a theme")
        return given


class AtRiskForm(JudgementForm):
    """Advice of the Home Office that delivery is at risk."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        return given | {"body": Body.HOME_OFFICE.value, "weight": Weight.CONCERN.value}


class FindingForm(JudgementForm):
    """What an inspectorate found: what it comes to, and what is already being done."""

    body = forms.ChoiceField(
        label="Which inspectorate found it?",
        choices=[(body.value, body.label) for body in INSPECTORATES],
    )
    weight = forms.ChoiceField(label="What does it come to?", choices=Weight.choices, widget=Radios)
    in_hand = _text(
        "What is already being done about it?",
        "An issue that is known and in hand need not be flagged. Where it is flagged, this is "
        "shown beside the flag",
        required=False,
    )
    field_order = ("body", "report", "place", "published_on", "question", "organisation", "score")


class AreaAssessmentForm(FindingForm):
    """An answer to one of the three questions of an area assessment."""

    question = forms.ChoiceField(
        label="Which question does it answer?", choices=Question.choices, widget=Radios
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["weight"]
        assert isinstance(chosen, forms.ChoiceField)  # as said above
        chosen.choices = WEIGHTS[JudgementKind.AREA_ASSESSMENT]


class OrganisationalForm(FindingForm):
    """An assessment of one organisation, with its score."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which organisation is it of?",
        empty_label="Choose an organisation",
        widget=Autocomplete,
    )
    score = forms.TypedChoiceField(
        label="What is its score?", choices=SCORES, coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, data: QueryDict | None, *, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)  # as said above
        chosen.queryset = organisations


FORMS: dict[str, type[JudgementForm]] = {
    JudgementKind.AREA_ASSESSMENT: AreaAssessmentForm,
    JudgementKind.ORGANISATIONAL: OrganisationalForm,
    JudgementKind.INSPECTION: FindingForm,
    JudgementKind.AT_RISK: AtRiskForm,
}


class WithdrawForm(VersionForm):
    """Why a judgement was entered by mistake."""

    reason = _text("What is wrong with it?", "It stays on record with the judgement")
