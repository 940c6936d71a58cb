"""A candidate for a target: what it comes from, and what may be done with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.candidates import SplitForm
from targets.models import Priority, Target
from targets.rows import Row, RowKind

from .collation import REFUSALS
from .seen_targets import visible_target
from .workspace import NOT_YET


def _inside(request: SignedInRequest, found: Target) -> list[Priority]:
    """Return the priorities in a candidate that the reader may see, by district and rank."""
    visible = Priority.objects.visible_to(request.user).filter(targets=found)
    related = visible.select_related("assessment__partnership").prefetch_related("indicators")
    return list(related.order_by("assessment__partnership__name", "rank").distinct())


@login_required
@require_safe
def target(request: SignedInRequest, target_id: int) -> HttpResponse:
    """A candidate with the priorities and evidence that it comes from."""
    found = visible_target(request, target_id)
    area, user = found.agreement.area, request.user
    may_collate = policies.may_collate(user, area)
    rows = queries.rows_of(area) if may_collate else []
    own_row = Row(RowKind.TARGET, found.pk)
    context = {
        "target": found,
        "area": area,
        "row": str(own_row),
        "priorities": _inside(request, found),
        "new": next((one.new for one in rows if one.row == own_row), ()),
        "sits_here": policies.sits_on(user, found.agreement),
        "may_open_negotiation": found.status not in NOT_YET
        and policies.sits_on(user, found.agreement),
        "may_collate": may_collate,
        "may_shortlist": policies.may_shortlist(user, found),
        "may_longlist_again": policies.may_longlist_again(user, found),
        "may_leave_out": policies.may_leave_out(user, found),
    }
    return render(request, "targets/target.html", context)


@login_required
@shown_or_sent
def split(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Take priorities out of a candidate."""
    found = visible_target(request, target_id)
    agreement, inside = found.agreement, _inside(request, found)
    form = SplitForm(sent(request), inside=inside, initial={"version": agreement.version})
    left: list[Target | None] = []

    def act(**typed: Any) -> None:
        left.append(
            actions.split(
                area=agreement.area, target=found, by=request.user, at=timezone.now(), **typed
            )
        )

    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE:
        messages.success(request, "They stand by themselves again.")
        if left[0] is None:
            return redirect("targets:collation", agreement.area.gss_code)
        return redirect(left[0])
    if status == STALE:
        agreement.refresh_from_db()
        offer_latest(form, agreement.version)
    may = policies.may_split(request.user, found)
    context = {"form": form, "target": found, "may": may, "is_stale": status == STALE}
    return render(request, "targets/split.html", context, status=status)
