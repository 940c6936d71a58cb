"""Finding areas, indicators, bodies, assessments, priorities and targets by what somebody typed.

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
from partnerships.models import Area, Organisation, Partnership, Viewer
from targets.models import Agreement, Priority, StrategicAssessment, Target

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
    """What can be looked for: what a reader may see of it, the field of its names, its codes."""

    name: str
    label: str
    records: Callable[[Viewer], QuerySet[Any]]
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


def _area_of_code(code: str) -> Q:
    return Q(area__gss_code__iexact=code)


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


def _assessments(viewer: Viewer) -> QuerySet[StrategicAssessment]:
    visible = StrategicAssessment.objects.visible_to(viewer)
    return visible.select_related("partnership")


def _priorities(viewer: Viewer) -> QuerySet[Priority]:
    """Return those of newest editions, so that none is found once for each it was copied to."""
    visible = Priority.objects.visible_to(viewer).exclude(assessment__status="superseded")
    return visible.select_related("assessment__partnership")


def _agreements(viewer: Viewer) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(viewer).select_related("area")


def _targets(viewer: Viewer) -> QuerySet[Target]:
    visible = Target.objects.visible_to(viewer)
    return visible.select_related("agreement__area", "indicator")


def _target_code(code: str) -> Q:
    asked = AN_INDICATOR.fullmatch(code)
    return Q(indicator__number=int(asked[1])) if asked else Q(pk__in=())


def _no_code(code: str) -> Q:
    return Q(pk__in=())


def _show_made(one: StrategicAssessment) -> Found:
    is_invented = one.partnership.is_invented
    return Found(str(one), one.get_status_display(), one.get_absolute_url(), is_invented)


def _show_priority(one: Priority) -> Found:
    assessment = one.assessment
    detail = f"{assessment.partnership}, {assessment.year_label}"
    is_invented = assessment.partnership.is_invented
    return Found(one.title, detail, one.get_absolute_url(), is_invented)


def _show_agreement(one: Agreement) -> Found:
    link, is_invented = one.get_absolute_url(), one.area.is_invented
    return Found(str(one), "2008 to 2011", link, is_invented)


def _show_target(one: Target) -> Found:
    area = one.agreement.area
    detail = f"{area}, {one.indicator.code}" if one.indicator else str(area)
    return Found(one.title, detail, one.get_absolute_url(), area.is_invented)


def _public(records: QuerySet[Any]) -> Callable[[Viewer], QuerySet[Any]]:
    """Show the same records to every reader."""
    return lambda viewer: records.all()


KINDS = (
    Kind("areas", "Areas", _public(Area.objects.all()), "name", _area_code, _show_area),
    Kind(
        "indicators",
        "Indicators",
        _public(Indicator.objects.all()),
        "title",
        _indicator_code,
        _show_indicator,
    ),
    Kind(
        "partnerships",
        "Partnerships",
        _public(Partnership.objects.prefetch_related("areas")),
        "name",
        _body_code,
        _show_body,
    ),
    Kind(
        "organisations",
        "Organisations",
        _public(Organisation.objects.prefetch_related("areas")),
        "name",
        _body_code,
        _show_body,
    ),
    Kind("assessments", "Assessments", _assessments, "partnership__name", _no_code, _show_made),
    Kind("priorities", "Priorities", _priorities, "title", _no_code, _show_priority),
    Kind("agreements", "Agreements", _agreements, "area__name", _area_of_code, _show_agreement),
    Kind("targets", "Targets", _targets, "title", _target_code, _show_target),
)
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
"""Of what is public, its own page decides what more there is to see."""


# --- Looking --------------------------------------------------------------------------------------


def find(words: str, viewer: Viewer) -> Outcome:
    """Find what has these words as its code, else in its name, else what is nearest to them."""
    for matching, is_near in ((by_code, False), (by_name, False), (nearest, True)):
        groups = [_group(kind, matching(kind, words, viewer)) for kind in KINDS]
        found = [group for group in groups if group.found]
        if found:
            return Outcome(tuple(sorted(found, key=lambda group: -group.closeness)), is_near)
    return Outcome(())


def by_code(kind: Kind, words: str, viewer: Viewer) -> QuerySet[Model]:
    return _ranked(kind, words, viewer).filter(kind.with_code(words))


def by_name(kind: Kind, words: str, viewer: Viewer) -> QuerySet[Model]:
    """Return the records whose name has something close to `words` in it, the closest first."""
    return _ranked(kind, words, viewer).filter(**{f"{kind.field}__trigram_word_similar": words})


def nearest(kind: Kind, words: str, viewer: Viewer) -> QuerySet[Model]:
    return _ranked(kind, words, viewer).filter(closeness__gte=NEAR)


def _ranked(kind: Kind, words: str, viewer: Viewer) -> QuerySet[Model]:
    """Order by how much of `words` is in a name, then by how little else is in it."""
    return (
        kind.records(viewer)
        .annotate(
            closeness=TrigramWordSimilarity(words, kind.field),
            sameness=TrigramSimilarity(kind.field, words),
        )
        .order_by("-closeness", "-sameness", kind.field, "pk")
    )


def _group(kind: Kind, matches: QuerySet[Any]) -> Group:
    records = list(matches[: A_GROUP + 1])
    closeness = records[0].closeness + records[0].sameness if records else 0.0
    return Group(kind, shown(kind, records[:A_GROUP]), len(records) > A_GROUP, closeness)


def shown(kind: Kind, records: Iterable[Model]) -> tuple[Found, ...]:
    """Return records as a list of search results has them."""
    return tuple(kind.show(record) for record in records)
