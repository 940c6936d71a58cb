"""The workspace of one target: what is known of it, what was said, where both sides are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.exhibits import charts_of
from indicators.views import downloads
from partnerships.models import Viewer
from partnerships.requests import SignedInRequest
from targets import exhibits, policies, queries
from targets.presenters import signing, turns
from targets.presenters import terms as term_presenters
from targets.presenters import workspace as presenters
from targets.presenters.standing import standing, tag_of
from targets.queries import Negotiation, OtherPlan
from targets.states import LineKind, TargetStatus

from .plan_values import other_plans_of
from .seen_targets import visible_target

UNSETTLING = (LineKind.REOPEN, LineKind.WITHDRAW)
"""What is not open while a version holds what was agreed."""

NOT_YET = (TargetStatus.LONGLISTED, TargetStatus.LEFT_OUT)
"""Before anybody negotiates."""


@login_required
@require_safe
def negotiate(request: SignedInRequest, target_id: int) -> HttpResponse:
    """One target between the sides: evidence, proposal and history, and what can be said now."""
    found = visible_target(request, target_id)
    if found.status in NOT_YET:
        return redirect("targets:target", found.pk)
    negotiation = queries.negotiation_of(found, request.user)
    plans = queries.other_plans(found, negotiation.on_the_table) if negotiation.side else []
    known = exhibits.of_target(negotiation, request.user)
    charts = charts_of(known.exhibits) if known else {}
    if answer := downloads.chart_file(request, charts, f"evidence {found.pk}"):
        return answer
    held = _held_fast(negotiation, request.user)
    said = turns.said(
        found.agreement,
        negotiation.side,
        negotiation.last_offer,
        speaks=policies.speaks_for(request.user, found.agreement) is not None,
    )
    context = {
        "target": found,
        "agreement": found.agreement,
        "area": found.agreement.area,
        "negotiation": negotiation,
        "known": known,
        "status": tag_of(negotiation.position),
        "next_step": signing.while_held(said, held["version"], found.agreement),
        "standing": standing(negotiation.position, negotiation.side),
        "facts": presenters.facts(negotiation, known.evidence.summary if known else None),
        "history": presenters.history(negotiation, queries.reopenings([found])),
        "is_print": "print" in request.GET,
        **other_plans_of(found, plans),
        **_proposal(negotiation),
        **_respond(negotiation, request.user, plans, timezone.localdate()),
        **held,
    }
    return render(request, "targets/negotiate.html", context)


def _proposal(negotiation: Negotiation) -> dict[str, Any]:
    """Return the terms side by side."""
    columns = presenters.columns(negotiation)
    names = queries.names_of_parts(one.terms for one in columns)
    return {"columns": columns, "compared": term_presenters.compared(columns, names)}


def _respond(
    negotiation: Negotiation, viewer: Viewer, plans: Sequence[OtherPlan], today: date
) -> dict[str, Any]:
    """Return what the reader may prepare, why not, and what their side has prepared already."""
    target, draft = negotiation.target, negotiation.draft
    warnings: list[str] = []
    conditions: list[str] = []
    if draft:
        has_terms = LineKind(draft.kind).has_terms
        spoken_of = draft if has_terms else negotiation.on_the_table
        found = queries.findings_of(target, spoken_of, today, plans) if spoken_of else []
        warnings, conditions = presenters.warnings(draft, found), presenters.conditions(found)
    return {
        "may_negotiate": policies.may_negotiate(viewer, target.agreement),
        "warnings": warnings,
        "conditions": conditions,
    }


def _held_fast(negotiation: Negotiation, viewer: Viewer) -> dict[str, Any]:
    """Return what the reader may prepare, without what would unsettle a version that has it."""
    is_agreed = negotiation.side and negotiation.position.status == TargetStatus.AGREED
    version = policies.held_fast(negotiation.target) if is_agreed else None
    moves = presenters.moves(negotiation, viewer)
    return {
        "version": version,
        "moves": [one for one in moves if not (version and one.kind in UNSETTLING)],
    }
