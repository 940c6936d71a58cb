"""Concerns with what they rest on, as the work list, their pages and the API read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from indicators.queries import FigureRow
from partnerships.models import GOVERNMENT, Role, User
from reviews.models import Assessment, Concern, Signal
from reviews.signals import KINDS, Kind
from targets import queries as of_targets

from .settings import settings_now
from .trends import trends


@dataclass(frozen=True, slots=True)
class Case:
    """A concern as its reader finds it."""

    concern: Concern
    signals: tuple[Signal, ...]
    """All that it rests on, the newest first."""
    now: Assessment | None
    """The newest year of its target of which something is known."""
    trend: tuple[FigureRow, ...]
    owner: User | None
    """Who has it in hand: nobody whose role has ended."""
    has_passed: bool
    """Whether its target holds no more, since the areas after this one have taken its place."""

    @property
    def standing(self) -> list[Signal]:
        """The newest signal of each kind, the most serious first."""
        newest: dict[str, Signal] = {}
        for one in self.signals:
            newest.setdefault(one.kind, one)
        return sorted(newest.values(), key=lambda one: -one.seriousness)

    @property
    def kind(self) -> Kind | None:
        """The kind of its most serious signal; None where a person opened it on none."""
        return next((KINDS[one.kind] for one in self.standing), None)


def worst_first(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    """Order concerns by how serious they are and may turn out to be, then by their age."""
    return concerns.order_by("-level", "-suggested", "opened_at", "pk")


def cases(concerns: QuerySet[Concern], user: User) -> list[Case]:
    """Return some concerns that `user` sees, in the same number of queries for any number."""
    signals = Signal.objects.visible_to(user).order_by("-noticed_at", "-pk")
    related = concerns.select_related("area", "target__indicator", "target__agreement__area")
    found = list(related.prefetch_related(Prefetch("rests_on", signals, to_attr="told_signals")))
    now = newest_assessments([one.target_id for one in found if one.target_id], user)
    pairs = [
        (row.measure, one.area) for one in found if (row := now.get(one.target_id or 0)) is not None
    ]
    lines = trends({measure.pk: measure for measure, _ in pairs}, pairs, user)
    owners = {one.owner_id for one in found if one.owner_id}
    working = working_in_offices().in_bulk(owners)
    passed = _passed(found)
    return [
        _case(one, now.get(one.target_id or 0), lines, working, has_passed=one.pk in passed)
        for one in found
    ]


def _passed(concerns: Sequence[Concern]) -> set[int]:
    """Return those of some concerns whose targets hold no more, in one query."""
    agreements = {one.pk: one.target.agreement_id for one in concerns if one.target}
    passed = of_targets.passed_on().filter(pk__in=set(agreements.values()))
    gone = set(passed.values_list("pk", flat=True))
    return {pk for pk, agreement in agreements.items() if agreement in gone}


def _case(
    concern: Concern,
    row: Assessment | None,
    lines: Mapping[tuple[int, int], tuple[FigureRow, ...]],
    working: Mapping[int, User],
    *,
    has_passed: bool,
) -> Case:
    told: Sequence[Signal] = concern.told_signals  # type: ignore[attr-defined]  # prefetched above
    return Case(
        concern=concern,
        signals=tuple(told),
        now=row,
        trend=lines.get((row.measure_id, concern.area_id), ()) if row else (),
        owner=working.get(concern.owner_id or 0),
        has_passed=has_passed,
    )


def newest_assessments(targets: Iterable[int], user: User) -> dict[int, Assessment]:
    """Return of each target the newest year of which something is known, or else its first."""
    visible = Assessment.objects.visible_to(user).filter(target__in=list(targets))
    found: dict[int, Assessment] = {}
    for row in visible.select_related("measure__indicator").order_by("target", "year"):
        if row.is_told or row.target_id not in found:
            found[row.target_id] = row
    return found


def working_in_offices() -> QuerySet[User]:
    """Return who works for a Government Office today: whoever else had something in hand has not
    any more."""
    roles = Role.objects.in_force(timezone.localdate()).filter(kind__in=GOVERNMENT)
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))


@dataclass(frozen=True, slots=True)
class FalseFlags:
    """How many flags chance alone is expected to raise in a year, if all were on their paths."""

    series: int
    """Targets that are held against a path month by month or quarter by quarter."""
    concerns: float
    reviews: float


def false_flags(user: User) -> FalseFlags:
    """Return what to expect of the targets that `user` sees, by the settings that hold now."""
    settings = settings_now()
    tested = Assessment.objects.visible_to(user).filter(look__gt=0).exclude(level="too_few")
    series = tested.exclude(level="unknown").values("target").distinct().count()
    return FalseFlags(series, series * settings.concern_alpha, series * settings.review_alpha)
