"""Greyshire's short list of nineteen as its coordinator finds it, most of it prepared.

`prepare` runs within the portal: what is alike in fourteen lines need not be typed by a journey.
"""

from decimal import Decimal

from django.utils import timezone

from indicators.models import Indicator
from laa_portal.demo.people import user_of
from partnerships.models import Area, RoleKind
from targets import actions, queries
from targets.models import Target, terms_of
from targets.states import LineKind, TargetStatus

AREA = "X10000001"
STRAIGHT, RELATIVE, SURVEY, DISTRICTS, HELD_OPEN = "NI 15", "NI 111", "NI 21", "NI 28", "NI 40"
TYPED = (STRAIGHT, RELATIVE, SURVEY, DISTRICTS, HELD_OPEN)
"""What a journey types itself: one target of each kind."""

HELD_OPEN_TOO = "NI 32"
PREPARED = (
    *("NI 16", "NI 18", "NI 19", "NI 29", "NI 30", "NI 35", "NI 38", "NI 39", "NI 43"),
    *("NI 45", "NI 46", "NI 47", "NI 48", HELD_OPEN_TOO),
)

UNKNOWN = Decimal(50)
"""A baseline where the portal has no figure."""


def prepare() -> None:
    """Put all nineteen on the short list and prepare fourteen of them."""
    at, by = timezone.now(), user_of(RoleKind.LSP_COORDINATOR, "Greyshire")
    area = Area.objects.get(gss_code=AREA)
    _shortlist(area, by, at)
    for code in PREPARED:
        target = _target(area, code)
        actions.draft_line(
            target_id=target.pk,
            version=0,
            kind=LineKind.OFFER,
            terms=_held_open(target) if code == HELD_OPEN_TOO else _better(target),
            rationale="What the partners can reach together.",
            by=by,
            at=at,
        )


def _shortlist(area, by, at) -> None:
    """Choose what districts put first where they did, and add the rest."""
    known = {row.indicator.code for row in queries.rows_of(area) if row.indicator}
    for code in {*TYPED, *PREPARED} - known:
        indicator = Indicator.objects.get(code=code)
        title = f"{code} {indicator.title}"
        actions.longlist(
            area=area, version=_version(area), title=title, indicator=indicator, by=by, at=at
        )
    rows = [row.row for row in queries.rows_of(area) if _is_to_be_chosen(row)]
    actions.shortlist(area=area, version=_version(area), rows=rows, by=by, at=at)


def _is_to_be_chosen(row) -> bool:
    is_chosen = row.target and row.target.status == TargetStatus.SHORTLISTED
    return bool(row.indicator) and row.indicator.code in {*TYPED, *PREPARED} and not is_chosen


def _version(area) -> int:
    return queries.agreement_of(area).version


def _target(area, code) -> Target:
    related = Target.objects.select_related("agreement__area", "indicator")
    return related.get(agreement__area=area, indicator__code=code)


def _better(target) -> dict[str, object]:
    """Return terms that lead from the portal's figure, if it has one, to a twentieth better."""
    terms = queries.first_terms(target, queries.terms_choices(target))
    if terms.baseline is None:
        terms.baseline, terms.baseline_period = UNKNOWN, "2007/08"
    step = abs(terms.baseline) / 20
    better = terms.baseline + (step if terms.measure.polarity == "high" else -step)
    terms.in_2010_11 = round(better, terms.measure.decimals)
    return terms_of(terms)


def _held_open(target) -> dict[str, object]:
    terms = queries.first_terms(target, queries.terms_choices(target))
    terms.placeholder_reason = "guidance_awaited"
    terms.placeholder_trigger = "The guidance on counting repeat cases"
    return terms_of(terms)
