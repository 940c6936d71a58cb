"""Terms as they come with an act by key, made into what `actions.draft_line` takes.

What is plainly wrong is refused here, as the form on the page refuses it; rules are held against
the terms when the offer is made.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators.api.figure_filters import MEASURE
from indicators.models import Measure
from indicators.periods import Period, PeriodError
from laa_portal.foundation.api import choice
from laa_portal.foundation.api.bodies import Body, Field, Unreadable, invalid
from laa_portal.foundation.api.body_fields import (
    by_key,
    day,
    exact_number,
    objects,
    one,
    record_id,
    text,
    whole_number,
    yes_or_no,
)
from partnerships.api.areas import AREA
from partnerships.forms.fields import REASON_LENGTH
from partnerships.models import Area
from targets.models import YEAR_FIELDS, YEARS, PlaceholderReason, Shape, SharedIssue, TargetType
from targets.queries import TermsChoices

REVIEWS = (3, 6, 12)
PERIOD_LENGTH, UNIT_LENGTH, SOURCE_LENGTH = 10, 60, 200

AS_THEY_ARE = (
    *("type", "baseline", "baseline_period", "baseline_source", "baseline_is_proxy"),
    *("baseline_because", "shape", "is_slowing", "parts_because", "review_months"),
    *("placeholder_reason", "placeholder_trigger", "reopens_on"),
)
"""Fields that say what the terms of the same name say."""


def _said(longest: int, meaning: str) -> Field:
    """A text that may be left empty, as terms are read: null."""
    return text(longest, meaning, shortest=0).or_null().then(lambda given: given or "")


def _period(given: str) -> str:
    try:
        return Period.parse(given).code if given else ""
    except PeriodError as wrong:
        raise Unreadable(str(wrong)) from wrong


def _review(months: int) -> int:
    if months not in REVIEWS:
        raise Unreadable("is neither 3, 6 nor 12.")
    return months


PART = Body(
    {
        "area": one(AREA, "A district of the area, by its code."),
        "value": exact_number("In the last year."),
        "weight": exact_number(
            "How much it counts in the whole; left out: its residents of mid-2008."
        ),
    },
    *("area", "value"),
)
TERMS = Body(
    {
        "type": one(choice(TargetType.choices), "Under which law it stands."),
        "measure": one(
            MEASURE, "Of the target’s indicator; needed where that has several.", example="NI 16"
        ).or_null(),
        "unit": _said(UNIT_LENGTH, "Of the amounts; left out: the measure’s."),
        "baseline": exact_number("The figure from which it starts.").or_null(),
        "baseline_period": _said(PERIOD_LENGTH, "As in 2007/08.").then(_period),
        "baseline_source": _said(SOURCE_LENGTH, "Where the baseline is from."),
        "baseline_is_proxy": yes_or_no("Whether another figure stands in for it."),
        "baseline_because": _said(REASON_LENGTH, "Why it is not the portal’s figure."),
        "shape": one(choice(Shape.choices), "How the path leads to the last value."),
        "values": by_key(
            exact_number("").or_null(),
            "By year; null or left out: not measured that year.",
            is_key=lambda year: year in YEARS,
            example={"2008/09": "16.8", "2009/10": "15.6", "2010/11": "14.4"},
        ),
        "is_slowing": yes_or_no("Whether the aim is to slow a change for the worse."),
        "gap_to": one(
            AREA, "The values are the largest gap to this area’s figure: a region or England."
        ).or_null(),
        "parts": objects(PART, "For some districts only."),
        "parts_because": _said(REASON_LENGTH, "Why the parts do not add up."),
        "review_months": whole_number(
            3, 12, "How often both sides look at it.", enum=list(REVIEWS)
        ).then(_review),
        "placeholder_reason": one(
            choice(PlaceholderReason.choices), "Why there can be no figures yet."
        ).or_null(),
        "placeholder_trigger": _said(REASON_LENGTH, "What a placeholder waits for."),
        "issue": record_id("The shared issue that a placeholder waits for.").or_null(),
        "reopens_on": day("By when a placeholder is taken up again at the latest.").or_null(),
    },
    "type",
)


def terms_given(given: Mapping[str, Any], choices: TermsChoices) -> dict[str, object]:
    """Return TERMS that were sent as an action takes them. Raises InvalidParameters."""
    terms = {name: given[name] for name in AS_THEY_ARE if name in given}
    measure = _measure(given.get("measure"), choices)
    values = given.get("values", {})
    terms |= {
        "measure": measure,
        "unit": given.get("unit") or (measure.unit if measure else ""),
        "gap_to": _gap_to(given.get("gap_to"), choices),
        "issue": _issue(given, choices),
        "parts": [_part(part, n, choices) for n, part in enumerate(given.get("parts", ()))],
        **{name: values.get(year) for year, name in zip(YEARS, YEAR_FIELDS, strict=True)},
        **_placeholder(given, values),
    }
    return terms


def _measure(asked: int | None, choices: TermsChoices) -> Measure | None:
    known = {measure.pk: measure for measure in choices.measures}
    if asked is None and len(known) <= 1:
        return next(iter(known.values()), None)
    if asked in known:
        return known[asked]
    named = ", ".join(measure.code for measure in known.values()) or "none"
    raise invalid("terms.measure", "unknown_value", f"is not of its indicator, which has {named}.")


def _gap_to(asked: int | None, choices: TermsChoices) -> Area | None:
    if asked is None:
        return None
    known = {area.pk: area for area in choices.beyond}
    if asked not in known:
        named = " or ".join(f"{area.gss_code} ({area})" for area in known.values())
        raise invalid("terms.gap_to", "unknown_value", f"is not {named}.")
    return known[asked]


def _part(given: Mapping[str, Any], place: int, choices: TermsChoices) -> dict[str, str]:
    known = {one.area.pk: one for one in choices.districts}
    district = known.get(given["area"])
    if district is None:
        raise invalid(f"terms.parts.{place}.area", "unknown_value", "is no district of the area.")
    weight = given.get("weight", Decimal(district.residents or 0))
    return {
        "area": district.area.gss_code,
        "weight": str(weight),
        "value": str(given["value"]),
    }


def _issue(given: Mapping[str, Any], choices: TermsChoices) -> SharedIssue | None:
    waits = given.get("placeholder_reason") == PlaceholderReason.SHARED_ISSUE
    asked, known = given.get("issue"), {issue.pk: issue for issue in choices.issues}
    if asked is None and not waits:
        return None
    if not waits:
        raise invalid("terms.issue", "unknown_value", "goes with the reason shared_issue alone.")
    if asked not in known:
        raise invalid(
            "terms.issue", "unknown_value", "is not an open issue of the target’s indicator."
        )
    return known[asked]


def _placeholder(given: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, object]:
    """Return what terms say of a placeholder: nothing, where they are none."""
    if not given.get("placeholder_reason"):
        return {"placeholder_reason": "", "placeholder_trigger": "", "reopens_on": None}
    if not given.get("placeholder_trigger"):
        raise invalid("terms.placeholder_trigger", "missing", "Say what the placeholder waits for.")
    if any(value is not None for value in values.values()):
        raise invalid("terms.values", "unknown_value", "A placeholder has no values yet.")
    return {}
