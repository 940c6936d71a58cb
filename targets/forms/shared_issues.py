"""What people type on a problem that an indicator has in all areas."""

from functools import partial

from django import forms

from indicators.models import Indicator
from laa_portal.foundation.forms import Autocomplete, Form
from partnerships.forms.fields import VersionForm
from targets.forms.indicators import IndicatorChoice

from .texts import long_text

TEXT_LENGTH = 4_000

_text = partial(long_text, most=TEXT_LENGTH, rows=8)


class RaiseForm(Form):
    """Which indicator has which problem."""

    indicator = IndicatorChoice(
        Indicator.objects.order_by("number"),
        label="Which indicator has the problem?",
        empty_label="Choose an indicator",
        widget=Autocomplete,
    )
    title = forms.CharField(
        label="What is the problem, in a few words?",
        help_text="For example, The survey has not been run yet",
        max_length=150,
    )
    text = _text(
        "What is the problem, and what has to be decided?",
        "Every area and every Government Office reads this: say nothing of your own negotiation",
    )
    is_another = forms.BooleanField(
        label="It is another problem than those that are open for this indicator",
        help_text="Only where one is open already",
        required=False,
    )


class AnswerForm(VersionForm):
    """The answer for all areas."""

    text = _text(
        "What is the answer?",
        "Every area and every Government Office reads this. Targets that were held open for it "
        "are put on the table again, wherever they are",
    )
