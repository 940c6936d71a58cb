"""People: whom there is, what they may do, who comes in and who is kept out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.verdicts import Verdict
from partnerships import actions, policies
from partnerships.doors import with_fresh_second_factor
from partnerships.forms.fields import ReasonForm, VersionForm
from partnerships.forms.people import PeopleSearch
from partnerships.forms.roles import InviteForm, KindForm
from partnerships.models import Role, RoleKind, User
from partnerships.reading.people import people as find_people
from partnerships.requests import SignedInRequest

from .pages import DONE, STALE, attempt, for_administrators, offer_latest, paged, sent


@for_administrators
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody, or those that a search finds."""
    form = PeopleSearch(request.GET)
    form.is_valid()
    found = find_people(request.user, timezone.localdate(), **form.cleaned_data)
    context = {"form": form, "page": paged(request, found)}
    return render(request, "partnerships/manage/people.html", context)


@for_administrators
@require_safe
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One person: their roles and what became of them, their invitations, how to let them in."""
    found = _visible(request, person_id)
    roles = (
        found.roles.select_related(
            *("user", "organisation", "partnership", "area", "takes_over__user"),
            *("granted_by", "approved_by", "refused_by", "ended_by"),
        )
        .prefetch_related("organisation__areas", "partnership__areas")
        .order_by("-pk")
    )
    invitations = found.invitations.select_related("invited_by", "withdrawn_by")
    is_invited = any(not one.accepted_at and not one.withdrawn_at for one in invitations)
    may = {
        "may_invite_again": policies.may_invite_again(request.user, found),
        "may_withdraw_invitation": policies.may_withdraw_invitation(
            request.user, is_open=is_invited
        ),
        "may_deactivate": policies.may_deactivate(request.user, found),
        "may_activate": policies.may_activate(request.user, found),
    }
    context = {
        "person": found,
        "roles": _with_verdicts(request.user, list(roles)),
        "invitations": invitations,
        "now": timezone.now(),
        **may,
    }
    return render(request, "partnerships/manage/person.html", context)


def _visible(request: SignedInRequest, person_id: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=person_id)


def _with_verdicts(user: User, roles: list[Role]) -> list[tuple[Role, dict[str, Verdict]]]:
    """Return roles with what `user` may do about each."""
    today = timezone.localdate()
    held = [
        role
        for role in roles
        if not (role.ended_at or role.refused_at or (role.ends_on and role.ends_on <= today))
    ]
    return [
        (
            role,
            {
                "approve": policies.may_approve_role(user, role, held),
                "refuse": policies.may_refuse_role(user, role),
                "end": policies.may_end_role(user, role),
                "hand_over": policies.may_hand_over(user, role, on=today, is_passing=False),
            },
        )
        for role in roles
    ]


@for_administrators
@with_fresh_second_factor
def invite(request: SignedInRequest) -> HttpResponse:
    """Ask somebody new in, with a first role: which kind first, then who and over what."""
    choice = KindForm(request.GET or None)
    if not choice.is_valid():
        context = {"form": choice, "is_first_role": True}
        return render(request, "partnerships/manage/choose_kind.html", context)
    kind = RoleKind(choice.cleaned_data["kind"])
    form = InviteForm(sent(request), kind=kind, day=timezone.localdate())
    status = attempt(
        form,
        lambda **typed: actions.invite(by=request.user, at=timezone.now(), **typed),
        refusals={actions.AlreadyKnown: "email"},
    )
    if status == DONE:
        messages.success(
            request,
            "The invitation is on its way. The role waits for a second administrator.",
        )
        return redirect("manage-people")
    context = {"form": form, "kind": kind}
    return render(request, "partnerships/manage/invite.html", context, status=status)


@for_administrators
@with_fresh_second_factor
def invite_again(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Send a fresh letter."""
    return _ask(
        request,
        person_id,
        actions.invite_again,
        "A new invitation is on its way. The one before opens nothing any more.",
        policies.may_invite_again,
        VersionForm,
    )


@for_administrators
@with_fresh_second_factor
def withdraw_invitation(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Make a letter worthless."""

    def may(user: User, found: User) -> Verdict:
        is_open = found.invitations.open().exists()
        return policies.may_withdraw_invitation(user, is_open=is_open)

    done = "The invitation is withdrawn."
    return _ask(request, person_id, actions.withdraw_invitation, done, may, VersionForm)


@for_administrators
@with_fresh_second_factor
def deactivate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Keep somebody out."""
    return _ask(
        request,
        person_id,
        actions.deactivate,
        "They are signed out and cannot sign in. Their roles stay until you end them.",
        policies.may_deactivate,
        ReasonForm,
    )


@for_administrators
@with_fresh_second_factor
def activate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Let somebody in again."""
    done = "They may sign in again."
    return _ask(request, person_id, actions.activate, done, policies.may_activate, ReasonForm)


def _ask(
    request: SignedInRequest,
    person_id: int,
    action: Callable[..., object],
    done: str,
    may: Callable[[User, User], Verdict],
    form_class: type[VersionForm],
) -> HttpResponse:
    """Ask whether to act on a person, and do so. The page is called as the action is."""
    found = _visible(request, person_id)
    form = form_class(sent(request), initial={"version": found.version})

    def act(**typed: Any) -> None:
        action(person_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, done)
        return redirect("manage-person", found.pk)
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    verdict = may(request.user, found)
    if status != STALE:
        verdict.enforce()
    context = {"form": form, "person": found, "may": verdict}
    return render(request, f"partnerships/manage/{action.__name__}.html", context, status=status)
