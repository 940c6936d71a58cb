"""What a key must be good for: each view declares it for each of its methods."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

Scopes = Mapping[str, tuple[str, ...]]
"""By method, the scopes of which a key needs one. None are named where any key will do."""

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class HasScope(BasePermission):
    """Whether the caller's key reaches as far as the method, and whether it needs a key at all.

    Only keys write: a browser's session is for looking.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        method = "GET" if request.method in SAFE_METHODS else str(request.method)
        key = getattr(request.user, "key", None)
        if method not in view.required_scopes:
            return True  # it has no such method, and will say so
        if key is not None:
            _enforce(view.required_scopes[method], key.scopes)
        elif not request.user.is_authenticated and (method != "GET" or not view.is_public):
            raise NotAuthenticated("Send a key in the header “Authorization: Bearer …”.")
        elif method != "GET":
            raise PermissionDenied("Only keys write here; a session reads. Make a key for it.")
        return True


def _enforce(needed: tuple[str, ...], held: list[str]) -> None:
    if needed and not set(needed) & set(held):
        raise PermissionDenied(f"This key has no scope {' or '.join(needed)}. Make one that has.")


@register("security")
def every_method_declares_its_scopes(**kwargs: Any) -> list[Error]:
    """Fail the start where a method of the API does not say what a key must be good for."""
    return [
        Error(
            f"{view.__name__} answers {method} and does not declare its scopes.",
            hint="Add the method to `required_scopes`; () lets every key in.",
            obj=view,
            id="laa.E001",
        )
        for view, methods in views_of(get_resolver().url_patterns)
        for method in methods
        if method not in getattr(view, "required_scopes", {})
    ]


def views_of(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[type, list[str]]]:
    """Yield each view of the API with the methods that it answers at one of its addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns)
        elif view := getattr(pattern.callback, "cls", None):
            actions = getattr(pattern.callback, "actions", None) or _names(view)
            yield view, [method for method in METHODS if method.lower() in actions]


def _names(view: type) -> set[str]:
    """Return the methods that a single view has."""
    return {name for name in dir(view) if name.upper() in METHODS}
