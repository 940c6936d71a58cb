"""By which numbers signals go: everybody reads them, the Home Office's analysts change them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, attempt, sent, shown_or_sent
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.forms.settings import SettingForm
from reviews.models import SettingChange
from reviews.signals import DESCRIBED, Described, Settings


@dataclass(frozen=True, slots=True)
class Row:
    """A setting as it is now, and by whom."""

    name: str
    described: Described
    now: float | str
    default: float | str
    change: SettingChange | None
    """The last; None: nobody has changed it."""


@login_required
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """All settings, who changed which and why, and how many false flags follow from them."""
    changes = SettingChange.objects.visible_to(request.user).select_related("changed_by")
    newest = {one.name: one for one in reversed(changes)}
    context = {
        "rows": _rows(newest),
        "changes": [(DESCRIBED[one.name].label, one) for one in changes],
        "flags": queries.false_flags(request.user),
        "may": policies.may_change_setting(request.user),
    }
    return render(request, "reviews/settings.html", context)


def _rows(newest: dict[str, SettingChange]) -> list[Row]:
    now, default = queries.settings_now(), Settings()
    return [
        Row(name, one, getattr(now, name), getattr(default, name), newest.get(name))
        for name, one in DESCRIBED.items()
    ]


@login_required
@shown_or_sent
def change_setting(request: SignedInRequest, name: str) -> HttpResponse:
    """Change one setting, with the reason."""
    policies.may_change_setting(request.user).enforce()
    if name not in DESCRIBED:
        raise Http404("There is no such setting.")
    now = getattr(queries.settings_now(), name)
    form = SettingForm(sent(request), described=DESCRIBED[name], now=now)

    def do(**typed: Any) -> None:
        actions.change_setting(name=name, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, do, refusals={actions.Overtaken: ""})
    if status == DONE:
        messages.success(request, "It holds from now on. Targets are assessed again by it.")
        return redirect("reviews:settings")
    context = {
        "described": DESCRIBED[name],
        "form": form,
        "setting": now,
        "default": getattr(Settings(), name),
        "may": None,
    }
    return render(request, "reviews/change_setting.html", context, status=status)
