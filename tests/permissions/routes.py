"""Every address the service answers, as its own resolver knows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver: its full name, or the pattern itself where it has none."""

    name: str
    pattern: str
    entry: URLPattern

    @property
    def view(self) -> Any:
        return self.entry.callback

    @property
    def api_view(self) -> type | None:
        """The class of an API view; None for pages."""
        return getattr(self.view, "cls", None)


def routes() -> list[Route]:
    """Return every route, in the order in which the resolver tries them."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for found in resolver.url_patterns:
        pattern = f"{prefix}{found.pattern}"
        if isinstance(found, URLResolver):
            inner = (*namespaces, found.namespace) if found.namespace else namespaces
            yield from _walk(found, pattern, inner)
        else:
            name = ":".join((*namespaces, found.name)) if found.name else pattern
            yield Route(name, pattern, found)
