"""The way to everything administrators do, with what waits."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnerships.reading import waiting
from partnerships.requests import SignedInRequest

from .pages import for_administrators


def nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of managing: its name, its page, what it is for and what waits in it."""

    name: str
    page: str
    purpose: str
    waiting: Callable[[], str] = nothing


SECTIONS = (
    Section(
        "People",
        "manage-people",
        "Invite people, give them roles, let them in or keep them out.",
        waiting.invitations,
    ),
    Section(
        "Roles that wait for approval",
        "manage-roles",
        "Approve or refuse what another administrator or an LSP coordinator asked for.",
        waiting.roles,
    ),
    Section("Organisations", "manage-organisations", "Set right their names, dates and areas."),
    Section("Partnerships", "manage-partnerships", "Set them right, and say who sits on them."),
    Section("Cycles and deadlines", "manage-cycles", "Say what is due when, and from whom."),
    Section("Comparator groups", "manage-comparators", "Say which areas an area is held beside."),
    Section(
        "Jobs",
        "manage-jobs",
        "See what the service works on, and try again what it gave up.",
        waiting.dead_jobs,
    ),
    Section("Mail", "manage-mail", "See which letters were asked for and sent.", waiting.mail),
    Section("Audit", "audit", "Read who did what, when and why."),
    Section("Keys", "keys", "See and revoke the keys of partners' systems."),
)
"""In the order of the page."""


@for_administrators
@require_safe
def manage(request: SignedInRequest) -> HttpResponse:
    """What there is to manage."""
    sections = [(section, reverse(section.page)) for section in SECTIONS]
    return render(request, "partnerships/manage/manage.html", {"sections": sections})
