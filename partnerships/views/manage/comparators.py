"""Comparator groups: which areas an area is held beside."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.verdicts import Verdict
from partnerships import actions, policies
from partnerships.forms.comparators import (
    ComparatorSearch,
    EndComparatorsForm,
    MakeComparatorsForm,
    ReplaceComparatorsForm,
)
from partnerships.forms.fields import VersionForm
from partnerships.models import ComparatorGroup, User
from partnerships.requests import SignedInRequest

from .pages import DONE, STALE, attempt, for_administrators, offer_latest, paged, sent


@for_administrators
@require_safe
def comparators(request: SignedInRequest) -> HttpResponse:
    """All groups by area, or those of the areas a search finds."""
    form = ComparatorSearch(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    is_it = Q(area__name__icontains=text)
    is_it |= Q(area__gss_code__iexact=text) | Q(area__ons_code__iexact=text, area__ons_code__gt="")
    groups = ComparatorGroup.objects.filter(is_it).select_related("area")
    sized = groups.annotate(size=Count("members"))
    page = paged(request, sized.order_by("area__name", "source", "-starts_on", "pk"))
    return render(request, "partnerships/manage/comparators.html", {"form": form, "page": page})


@for_administrators
@require_safe
def comparator_group(request: SignedInRequest, group_id: int) -> HttpResponse:
    """One group, nearest area first."""
    found = get_object_or_404(ComparatorGroup.objects.select_related("area"), pk=group_id)
    context = {
        "group": found,
        "members": found.members.select_related("area"),
        "may_replace": policies.may_replace_comparators(request.user, found),
    }
    return render(request, "partnerships/manage/comparator_group.html", context)


@for_administrators
def make_comparators(request: SignedInRequest) -> HttpResponse:
    """Name the most similar areas of an area."""
    form = MakeComparatorsForm(sent(request))
    status = attempt(
        form,
        lambda **typed: actions.make_comparators(by=request.user, at=timezone.now(), **typed),
        refusals={actions.NoGroup: ""},
    )
    if status == DONE:
        messages.success(request, "The comparator group is made.")
        return redirect("manage-comparators")
    return render(
        request, "partnerships/manage/make_comparators.html", {"form": form}, status=status
    )


@for_administrators
def replace_comparators(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Put another group in the place of one."""
    return _ask(
        request,
        group_id,
        actions.replace_comparators,
        "The new group takes the place of the old one on its first day.",
        policies.may_replace_comparators,
        ReplaceComparatorsForm,
    )


@for_administrators
def end_comparators(request: SignedInRequest, group_id: int) -> HttpResponse:
    """End a group and put nothing in its place."""
    return _ask(
        request,
        group_id,
        actions.end_comparators,
        "The group has its end.",
        policies.may_end_comparators,
        EndComparatorsForm,
    )


def _ask(
    request: SignedInRequest,
    group_id: int,
    action: Callable[..., object],
    done: str,
    may: Callable[[User, ComparatorGroup], Verdict],
    form_of: Callable[..., VersionForm],
) -> HttpResponse:
    """Ask whether to act on a group, and do so. The page is called as the action is."""
    group = get_object_or_404(ComparatorGroup.objects.select_related("area"), pk=group_id)
    form = form_of(sent(request), group=group)

    def act(**typed: Any) -> None:
        action(group_id=group.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act, refusals={actions.NoGroup: ""})
    if status == DONE:
        messages.success(request, done)
        return redirect("manage-comparators")
    if status == STALE:
        group.refresh_from_db()
        offer_latest(form, group.version)
    verdict = may(request.user, group)
    if status != STALE:
        verdict.enforce()
    context = {"form": form, "group": group, "may": verdict, "is_stale": status == STALE}
    return render(request, f"partnerships/manage/{action.__name__}.html", context, status=status)
