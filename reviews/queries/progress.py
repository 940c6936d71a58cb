"""How the targets of an area are going, year by year: one read model for all who tell of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.models import Measure, SeriesSummary
from indicators.queries import FigureRow
from partnerships.models import Area, User
from reviews.models import Assessment, Concern
from targets.models import Target
from targets.queries import passed_on
from targets.states import TargetStatus

from .held import held_targets
from .trends import trends


@dataclass(frozen=True, slots=True)
class Line:
    """A target with what its years come to; none where no figure can say."""

    target: Target
    years: tuple[Assessment, ...]
    concern: Concern | None
    """The one that is open, where the reader sees it."""
    trend: tuple[FigureRow, ...]
    summary: SeriesSummary | None
    """Of its series, which says where that is heading."""
    has_passed: bool
    """Whether it holds no more, since the areas after this one have taken its place."""

    @property
    def now(self) -> Assessment | None:
        """The newest year of which something is known, or else the first."""
        told = [row for row in self.years if row.is_told]
        return told[-1] if told else next(iter(self.years), None)

    @property
    def measure(self) -> Measure | None:
        return self.now.measure if self.now else None


def progress(area: Area, user: User, day: date) -> list[Line]:
    """Return the targets of an area that `user` sees and that are held to something on a day, or
    held open, by title: in seven queries."""
    visible = Target.objects.visible_to(user).filter(agreement__area=area)
    rows = _assessed(area, user)
    held = Q(pk__in=held_targets(day).values("pk")) | Q(pk__in=rows)
    told = visible.filter(held | Q(status=TargetStatus.PLACEHOLDER.value))
    targets = told.select_related("indicator", "agreement__area").order_by("title")
    alive = Concern.objects.visible_to(user).alive().filter(area=area, target__isnull=False)
    concerns = {one.target_id: one for one in alive}
    pairs = {row.measure.pk: row.measure for years in rows.values() for row in years}
    lines = trends(pairs, [(measure, area) for measure in pairs.values()], user)
    found = SeriesSummary.objects.filter(area=area, measure__in=pairs)
    summaries = {one.measure_id: one for one in found}
    passed = set(passed_on().filter(area=area).values_list("pk", flat=True))
    found_lines = []
    for one in targets:
        years = tuple(rows.get(one.pk, ()))
        measure = years[0].measure_id if years else 0
        line = Line(
            target=one,
            years=years,
            concern=concerns.get(one.pk),
            trend=lines.get((measure, area.pk), ()),
            summary=summaries.get(measure),
            has_passed=one.agreement_id in passed,
        )
        found_lines.append(line)
    return found_lines


def _assessed(area: Area, user: User) -> dict[int, list[Assessment]]:
    visible = Assessment.objects.visible_to(user).filter(target__agreement__area=area)
    found: defaultdict[int, list[Assessment]] = defaultdict(list)
    for row in visible.select_related("measure__indicator").order_by("target", "year"):
        found[row.target_id].append(row)
    return dict(found)
