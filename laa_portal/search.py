"""Finding areas, indicators, partnerships and organisations by what somebody typed.

A code is taken at its word. Anything else is compared by its triples of letters, so that a slip of
the fingers does no harm: PostgreSQL's pg_trgm, with an index on each of the names. Where nothing
is close enough, what is nearest is offered.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.forms import Form
from partnerships.models import Area, Organisation, Partnership

LONGEST = 100
"""Characters that are looked at; a name has no more."""
A_GROUP = 5
"""Shown of each kind, before somebody asks for all of it."""
NEAR = 0.3
"""How much of what was typed a name must have in it to be offered where none matches."""

AN_INDICATOR = re.compile(r"(?:ni)?\s*0*(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One of the things found."""

    text: str
    detail: str
    link: str
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be looked for: its records, the field with its name, and its codes."""

    name: str
    label: str
    records: QuerySet[Any]
    field: str
    with_code: Callable[[str], Q]
    show: Callable[[Any], Found]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first."""

    kind: Kind
    found: tuple[Found, ...]
    has_more: bool
    closeness: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was found. `is_near`: nothing matched, and this is only what comes nearest."""

    groups: tuple[Group, ...]
    is_near: bool = False


class Words(forms.CharField):
    """Words cut to what a name can hold, whatever was sent."""

    def to_python(self, value: object) -> str:
        printable = "".join(c if c.isprintable() else " " for c in str(value or ""))
        return " ".join(printable.split())[:LONGEST].strip()


class SearchForm(Form):
    """What somebody typed."""

    label_size = "s"

    q = Words(label="Name or code", required=False, help_text="Such as Hartlepool, 00FF or NI 15")


# --- What can be looked for -----------------------------------------------------------------------


def _area_code(code: str) -> Q:
    return Q(gss_code__iexact=code) | (Q(ons_code__iexact=code) & ~Q(ons_code=""))


def _show_area(area: Area) -> Found:
    codes = " and ".join(code for code in (area.ons_code, area.gss_code) if code)
    link = reverse("indicators:area", args=[area.gss_code])
    return Found(area.name, f"{area.get_kind_display()}, {codes}", link, area.is_invented)


def _indicator_code(code: str) -> Q:
    asked = AN_INDICATOR.fullmatch(code)
    return Q(number=int(asked[1])) if asked else Q(pk__in=())


def _show_indicator(indicator: Indicator) -> Found:
    text = f"{indicator.code} {indicator.title}"
    return Found(text, indicator.theme, indicator.get_absolute_url())


def _body_code(code: str) -> Q:
    return Q(code__iexact=code)


def _show_body(body: Organisation | Partnership) -> Found:
    """Show a body: it is described on the page of the first place it answers for."""
    places = list(body.areas.all())
    detail = body.get_kind_display()
    if not places:
        return Found(body.name, f"{detail}, for all of England", reverse("indicators:areas"))
    rest = f" and {len(places) - 1} more" if len(places) > 1 else ""
    link = reverse("indicators:area", args=[places[0].gss_code])
    return Found(body.name, f"{detail}, {places[0]}{rest}", link, body.is_invented)


KINDS = (
    Kind("areas", "Areas", Area.objects.all(), "name", _area_code, _show_area),
    Kind(
        "indicators",
        "Indicators",
        Indicator.objects.all(),
        "title",
        _indicator_code,
        _show_indicator,
    ),
    Kind(
        "partnerships",
        "Partnerships",
        Partnership.objects.prefetch_related("areas"),
        "name",
        _body_code,
        _show_body,
    ),
    Kind(
        "organisations",
        "Organisations",
        Organisation.objects.prefetch_related("areas"),
        "name",
        _body_code,
        _show_body,
    ),
)
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
"""All of them public; of each, what its own page shows decides what more there is to see."""


# --- Looking --------------------------------------------------------------------------------------


def find(words: str) -> Outcome:
    """Find what has these words as its code, else in its name, else what is nearest to them."""
    for matching, is_near in ((by_code, False), (by_name, False), (nearest, True)):
        groups = [_group(kind, matching(kind, words)) for kind in KINDS]
        found = [group for group in groups if group.found]
        if found:
            return Outcome(tuple(sorted(found, key=lambda group: -group.closeness)), is_near)
    return Outcome(())


def by_code(kind: Kind, words: str) -> QuerySet[Model]:
    return _ranked(kind, words).filter(kind.with_code(words))


def by_name(kind: Kind, words: str) -> QuerySet[Model]:
    """Return the records whose name has something close to `words` in it, the closest first."""
    return _ranked(kind, words).filter(**{f"{kind.field}__trigram_word_similar": words})


def nearest(kind: Kind, words: str) -> QuerySet[Model]:
    return _ranked(kind, words).filter(closeness__gte=NEAR)


def _ranked(kind: Kind, words: str) -> QuerySet[Model]:
    """Order by how much of `words` is in a name, then by how little else is in it."""
    return kind.records.annotate(
        closeness=TrigramWordSimilarity(words, kind.field),
        sameness=TrigramSimilarity(kind.field, words),
    ).order_by("-closeness", "-sameness", kind.field, "pk")


def _group(kind: Kind, matches: QuerySet[Any]) -> Group:
    records = list(matches[: A_GROUP + 1])
    closeness = records[0].closeness + records[0].sameness if records else 0.0
    return Group(kind, shown(kind, records[:A_GROUP]), len(records) > A_GROUP, closeness)


def shown(kind: Kind, records: Iterable[Model]) -> tuple[Found, ...]:
    """Return records as a list of search results has them."""
    return tuple(kind.show(record) for record in records)
