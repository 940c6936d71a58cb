"""Keys for partners' systems: see one's own, make one, revoke one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import actions, policies
from partnerships.doors import with_fresh_second_factor
from partnerships.forms.keys import KeyForm, RoleForm
from partnerships.models import Area, Key, Role
from partnerships.requests import SignedInRequest

KEYS_A_PAGE = 50
USES_A_PAGE = 50

SHEETS = "keys made"
"""In the session: the forms that have become keys."""
SHEETS_KEPT = 20

NO_ROLE = "You have no role that a key could stand for. Keys do what a role does, and no more."


@login_required
@require_safe
def keys(request: SignedInRequest) -> HttpResponse:
    """The person's own keys, newest first."""
    own = _with_state(Key.objects.visible_to(request.user).filter(role__user=request.user))
    context = {"keys": own, "may_make": bool(_roles(request)), "most": policies.MOST_KEYS}
    return render(request, "partnerships/keys/keys.html", context)


@login_required
@require_safe
def key(request: SignedInRequest, key_id: int) -> HttpResponse:
    """How a key is used: when last, how often on each day, and how often it may be."""
    found = get_object_or_404(_with_state(Key.objects.visible_to(request.user)), pk=key_id)
    context = {
        "key": found,
        "is_own": found.role.user_id == request.user.pk,
        "page": Paginator(found.uses.all(), USES_A_PAGE).get_page(request.GET.get("page")),
        "limit": settings.API_REQUESTS_A_MINUTE["key"],
    }
    return render(request, "partnerships/keys/key.html", context)


@login_required
@require_safe
def manage_keys(request: SignedInRequest) -> HttpResponse:
    """Everybody's keys, for administrators. None shows its secret, since nobody has it."""
    if not request.user.is_administrator:
        raise PermissionDenied("Only administrators see everybody's keys.")
    every = _with_state(Key.objects.visible_to(request.user))
    page = Paginator(every, KEYS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "partnerships/keys/manage_keys.html", {"page": page})


def _with_state(keys: QuerySet[Key]) -> Any:
    at = timezone.now()
    found: Any = keys
    return found.with_state(at, timezone.localdate(at)).select_related(
        "role__user", "role__organisation", "role__area", "role__partnership", "revoked_by"
    )


def _roles(request: SignedInRequest) -> list[Role]:
    """The roles of the person that a key could stand for."""
    roles = request.user.current_roles
    return [role for role in roles if policies.may_make_key(request.user, role)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_second_factor
@never_cache
def make_key(request: SignedInRequest) -> HttpResponse:
    """Make a key for one of the person's roles, and show its secret this once."""
    roles = _roles(request)
    if not roles:
        raise PermissionDenied(NO_ROLE)
    role = _chosen(request, roles)
    if role is None:
        chosen = RoleForm(request.GET if "role" in request.GET else None, roles=roles)
        return render(request, "partnerships/keys/choose_role.html", {"form": chosen})
    form = KeyForm(request.POST if request.method == "POST" else None, role=role)
    if form.is_valid():
        return _made(request, form.cleaned_data)
    context = {"form": form, "role": role, "has_choice": len(roles) > 1}
    return render(
        request, "partnerships/keys/make_key.html", context, status=422 if form.errors else 200
    )


def _chosen(request: SignedInRequest, roles: list[Role]) -> Role | None:
    """The role that the key is for: the only one, or the one in the address."""
    if len(roles) == 1:
        return roles[0]
    return next((role for role in roles if str(role.pk) == request.GET.get("role")), None)


def _made(request: SignedInRequest, wanted: dict[str, Any]) -> HttpResponse:
    """Make the key, unless this very form has become one already, and show its secret."""
    sheet = wanted.pop("sheet")
    used = request.session.get(SHEETS, [])
    if sheet in used:
        messages.info(request, "That key was made already. Its secret was shown then, and once.")
        return redirect("keys")
    key, token = actions.make_key(by=request.user, at=timezone.now(), **wanted)
    request.session[SHEETS] = [*used, sheet][-SHEETS_KEPT:]
    context = {"key": key, "token": token, "address": _sample(request, key)}
    return render(request, "partnerships/keys/made.html", context)


def _sample(request: SignedInRequest, key: Key) -> str:
    """An address to try the key on, about the person's own area where they have one."""
    area = Area.objects.of_roles([key.role]).order_by("pk").first()
    asked = f"area={area.gss_code}&limit=1" if area else "limit=1"
    return request.build_absolute_uri(f"{reverse('api-figures-list')}?{asked}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_second_factor
def revoke_key(request: SignedInRequest, key_id: int) -> HttpResponse:
    """Ask whether a key is to end, and end it."""
    key = get_object_or_404(_with_state(Key.objects.visible_to(request.user)), pk=key_id)
    is_own = key.role.user_id == request.user.pk
    if request.method == "POST":
        actions.revoke_key(key_id=key.pk, by=request.user, at=timezone.now())
        messages.success(request, f"“{key.name}” is revoked. It opens nothing any more.")
        return redirect("keys" if is_own else "manage-keys")
    context = {
        "key": key,
        "is_own": is_own,
        "may_revoke": policies.may_revoke_key(request.user, key),
    }
    return render(request, "partnerships/keys/revoke_key.html", context)
