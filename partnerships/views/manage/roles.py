"""Roles: granted or proposed by one person, approved or refused by another, ended, handed over."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.verdicts import Verdict
from partnerships import actions, policies
from partnerships.doors import with_fresh_second_factor
from partnerships.forms.fields import ReasonForm, VersionForm
from partnerships.forms.roles import HandOverForm, KindForm, ProposeForm, RoleForm
from partnerships.models import Role, RoleKind, User
from partnerships.requests import SignedInRequest

from .pages import (
    DONE,
    STALE,
    attempt,
    for_administrators,
    offer_latest,
    paged,
    sent,
    shown_or_sent,
)

GRANTED = "The role waits for a second administrator to approve it."
RELATED = ("user", "organisation", "partnership", "area", "granted_by", "takes_over__user")
AREAS = ("organisation__areas", "partnership__areas")


@for_administrators
@require_safe
def roles(request: SignedInRequest) -> HttpResponse:
    """The roles that wait for a second administrator, the oldest first."""
    waiting = Role.objects.visible_to(request.user).awaiting_approval()
    page = paged(request, waiting.select_related(*RELATED).order_by("granted_at", "pk"))
    return render(request, "partnerships/manage/roles.html", {"page": page})


@for_administrators
@with_fresh_second_factor
def grant_role(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Give somebody a role: which kind first, then over what and when."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    choice = KindForm(request.GET or None)
    if not choice.is_valid():
        context = {"form": choice, "person": person}
        return render(request, "partnerships/manage/choose_kind.html", context)
    kind = RoleKind(choice.cleaned_data["kind"])
    form = RoleForm(sent(request), kind=kind, day=timezone.localdate())
    status = attempt(
        form,
        lambda **typed: actions.grant_role(
            user=person, by=request.user, at=timezone.now(), **typed
        ),
    )
    if status == DONE:
        messages.success(request, GRANTED)
        return redirect("manage-person", person.pk)
    context = {"form": form, "person": person, "kind": kind}
    return render(request, "partnerships/manage/grant_role.html", context, status=status)


@login_required
@shown_or_sent
@with_fresh_second_factor
def propose_role(request: SignedInRequest) -> HttpResponse:
    """Let an LSP coordinator ask for a role over a body of their own area."""
    policies.may_propose(request.user).enforce()
    choice = KindForm(request.GET or None, kinds=_of_an_area())
    if not choice.is_valid():
        lasting = Role.objects.visible_to(request.user).lasting(timezone.localdate())
        around = lasting.select_related(*RELATED).prefetch_related(*AREAS)
        page = paged(request, around.order_by("user__name", "pk"))
        context = {"form": choice, "page": page, "rows": _to_hand_over(request, page)}
        return render(request, "partnerships/manage/propose.html", context)
    kind = RoleKind(choice.cleaned_data["kind"])
    form = ProposeForm(
        sent(request),
        kind=kind,
        day=timezone.localdate(),
        within=_proposed_within(request),
        people=_others(request),
    )
    status = attempt(
        form, lambda **typed: actions.grant_role(by=request.user, at=timezone.now(), **typed)
    )
    if status == DONE:
        messages.success(request, GRANTED)
        return redirect("propose-role")
    context = {"form": form, "kind": kind}
    return render(request, "partnerships/manage/propose_role.html", context, status=status)


def _to_hand_over(request: SignedInRequest, roles: Iterable[Role]) -> list[tuple[Role, Verdict]]:
    """Return roles with whether the person may propose a successor."""
    user, today = request.user, timezone.localdate()
    return [
        (role, policies.may_hand_over(user, role, on=today, is_passing=False)) for role in roles
    ]


def _of_an_area() -> list[RoleKind]:
    """Return the kinds of role a coordinator may propose: those over bodies an area can have."""
    return [
        kind
        for kind in RoleKind
        if not policies.REACH[kind].is_national and not policies.REACH[kind].areas
    ]


def _proposed_within(request: SignedInRequest) -> frozenset[int] | None:
    """Return the areas whose bodies one may propose roles over; None for all of them."""
    return None if request.user.is_administrator else request.user.coordinated_area_ids


def _others(request: SignedInRequest) -> Any:
    """Return the people one may propose: whom one sees, but oneself."""
    return User.objects.visible_to(request.user).exclude(pk=request.user.pk)


@for_administrators
@with_fresh_second_factor
def approve_role(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Be the second person."""

    def may(user: User, role: Role) -> Verdict:
        held = role.user.roles.lasting(timezone.localdate())
        return policies.may_approve_role(user, role, list(held.select_related(*RELATED)))

    done = "The role is approved and counts from now on, within its dates."
    return _ask(request, role_id, actions.approve_role, done, may, VersionForm)


@for_administrators
@with_fresh_second_factor
def refuse_role(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Turn a role down."""
    done = "The role is refused."
    return _ask(request, role_id, actions.refuse_role, done, policies.may_refuse_role, ReasonForm)


@for_administrators
@with_fresh_second_factor
def end_role(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Have a role count no more."""
    done = "The role has ended, and the person is signed out everywhere."
    return _ask(request, role_id, actions.end_role, done, policies.may_end_role, ReasonForm)


@login_required
@shown_or_sent
@with_fresh_second_factor
def hand_over(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Propose somebody in the place of a role's holder."""

    def may(user: User, role: Role) -> Verdict:
        is_passing = role.passed_to.awaiting_approval().exists()
        return policies.may_hand_over(user, role, on=timezone.localdate(), is_passing=is_passing)

    def form_of(*args: Any, **kwargs: Any) -> HandOverForm:
        return HandOverForm(*args, people=_others(request), **kwargs)

    done = f"{GRANTED} Until then nothing changes."
    return _ask(request, role_id, actions.hand_over, done, may, form_of)


def _ask(
    request: SignedInRequest,
    role_id: int,
    action: Callable[..., object],
    done: str,
    may: Callable[[User, Role], Verdict],
    form_of: Callable[..., VersionForm],
) -> HttpResponse:
    """Ask whether to act on a role, and do so. The page is called as the action is."""
    visible = Role.objects.visible_to(request.user).select_related(*RELATED)
    role = get_object_or_404(visible, pk=role_id)
    form = form_of(sent(request), initial={"version": role.version})

    def act(**typed: Any) -> None:
        action(role_id=role.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, done)
        return _back(request, role)
    if status == STALE:
        role = visible.get(pk=role_id)
        offer_latest(form, role.version)
    verdict = may(request.user, role)
    if status != STALE:
        verdict.enforce()
    context = {"form": form, "role": role, "may": verdict}
    return render(request, f"partnerships/manage/{action.__name__}.html", context, status=status)


def _back(request: SignedInRequest, role: Role) -> HttpResponse:
    """Go where the person came from: administrators to the holder, others to their own page."""
    if policies.may_manage(request.user):
        return redirect("manage-person", role.user_id)
    return redirect("propose-role")
