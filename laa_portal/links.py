"""Addresses of pages that may not be part of every build of the portal."""

from django.urls import NoReverseMatch, reverse


def page(name: str) -> str:
    """Return the address of a page, or "" where the portal has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
