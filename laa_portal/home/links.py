"""The pages that each kind of role opens most, and the person's own areas."""

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import GOVERNMENT, NATIONAL, NOT_OF_AN_AREA, RoleKind

from . import negotiations, priorities
from .blocks import LONGEST, Block, Looking, Row, gathered

OF_AN_AREA = frozenset(RoleKind) - NATIONAL - NOT_OF_AN_AREA
OVER_SEVERAL = {RoleKind.GO_REVIEWER, RoleKind.GO_DIRECTOR, RoleKind.COUNTY_OFFICER}
"""Roles in whose areas there are several CDRPs."""

PAGES = (
    # what it is for, the name of its page, for which roles
    ("Send a return", "indicators:send", {RoleKind.DATA_PROVIDER}),
    ("See your returns", "indicators:returns", {RoleKind.DATA_PROVIDER}),
    ("What is due", "indicators:due", {RoleKind.DATA_PROVIDER, RoleKind.HO_ANALYST}),
    ("How returns have been", "indicators:quality", {RoleKind.HO_ANALYST}),
    ("See all returns", "indicators:returns", {RoleKind.HO_ANALYST}),
    ("How to write a return", "help-returns", {RoleKind.DATA_PROVIDER}),
    ("How to read the evidence", "help-evidence", {*NATIONAL, *OF_AN_AREA}),
    ("Manage people, roles and bodies", "manage", {RoleKind.ADMINISTRATOR}),
    ("Read the audit trail", "audit", {RoleKind.ADMINISTRATOR}),
    ("Minimum standards of partnerships", "targets:all-hallmarks", {*NATIONAL, *OVER_SEVERAL}),
    (
        "What your organisation is asked for",
        "targets:our-commitments",
        {RoleKind.PARTNER, RoleKind.COUNCIL_LEADER},
    ),
    (
        "Issues raised for all areas",
        "targets:issues",
        {RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER, RoleKind.HO_ANALYST},
    ),
    ("Agreements under negotiation", "targets:review", negotiations.AT_THE_TABLE),
    ("Negotiations across areas", "targets:all-negotiations", {*GOVERNMENT, *NATIONAL}),
    ("Concerns, and how targets are going", "reviews:worklist", {*NATIONAL, *OF_AN_AREA}),
    ("Look at indicators", "indicators:indicators", {*NATIONAL, *OF_AN_AREA}),
    ("Look at areas", "indicators:areas", {*NATIONAL, *OF_AN_AREA}),
    ("Keys for your systems", "keys", {RoleKind.DATA_PROVIDER, *OF_AN_AREA}),
    ("Choose how you are told", "notice-preferences", set(RoleKind)),
)


def links(looking: Looking) -> Block:
    return Block(
        "What you do most",
        gathered(SOURCES, looking),
        "You have no role yet. Ask an administrator for one; what it is for will be here.",
    )


def areas(looking: Looking) -> Iterable[Row]:
    """The profiles and figures of the areas that the person works for."""
    pages = (("Profile of", "indicators:profile"), ("Figures for", "indicators:area"))
    return [
        Row(f"{what} {area}", reverse(name, args=[area.gss_code]))
        for area in looking.person.areas[: LONGEST // len(pages)]
        for what, name in pages
    ]


def pages(looking: Looking) -> Iterable[Row]:
    """The pages of their roles."""
    wanted = (row for row in PAGES if looking.kinds & row[2])
    return [Row(text, reverse(name)) for text, name, _ in wanted]


SOURCES = (priorities.pages, areas, pages)
