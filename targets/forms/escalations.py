"""What a district and its county type to each other. `cleaned_data` is what the action asks for."""

from functools import partial

from laa_portal.foundation.forms import Form
from partnerships.forms.fields import VersionForm

from .texts import long_text

ANSWER_LENGTH = 2_000

_text = partial(long_text, most=ANSWER_LENGTH, rows=5)


class PutForm(Form):
    """Why a priority is for the county, and what is at stake in the district."""

    reason = _text(
        "Why is this for the county?",
        "For example, it crosses district boundaries, or needs what only the county has",
    )
    local_risk = _text(
        "What happens in your district if the county does not take it up?",
        "Who is harmed, what you would do alone, and what would be left undone",
    )


class TakeUpForm(VersionForm):
    """Why the county takes it up."""

    reason = _text("Why does the county take it up?", "The district reads this")


class DeclineForm(VersionForm):
    """Why the county does not take it up, and how it judged the risk of that."""

    reason = _text("Why does the county not take it up?", "The district reads this")
    risk_check = _text(
        "How did you judge the risk in the district?",
        "What is likely to happen there without the county, and who keeps an eye on it",
    )
