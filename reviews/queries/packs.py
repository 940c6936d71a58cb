"""The pack for a review's meeting: how each target is going, and what has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnerships.models import Area, User
from reviews.models import (
    Assessment,
    Concern,
    Finding,
    ImprovementAction,
    ImprovementPlan,
    Review,
    Signal,
)
from targets.models import PlanAction, Target
from targets.states import EditionStatus

from .frequencies import Frequent, frequent
from .reviewed import Reviewed, assessed_in, last_review, reviewed_targets


@dataclass(frozen=True, slots=True)
class PackTarget:
    """One target of the pack."""

    now: Reviewed
    last: Finding | None
    """What the review of the year before found of it; None: nothing that the reader sees."""
    finding: Finding | None
    """What this review finds of it, as far as the reader sees it."""
    signals: Sequence[Signal]
    """The newest of each kind that is more than worth watching."""
    concerns: Sequence[Concern]
    """Open ones, and those closed since last time."""
    actions: Sequence[PlanAction]
    """Steps of the partnership's plans."""
    improvements: Sequence[ImprovementAction]
    """What both sides do about its concern, or one of them proposes."""
    frequent: Frequent

    @property
    def target(self) -> Target:
        return self.now.target


@dataclass(frozen=True, slots=True)
class Pack:
    """What both sides have before them at the meeting."""

    review: Review
    last: Review | None
    """The review of the year before; None: this is the first."""
    targets: Sequence[PackTarget]
    themes: Sequence[Concern]
    """Concerns about the area that are about no one target."""
    improvements: Sequence[ImprovementAction]
    """What is done about these."""
    day: date
    """As it stands on which."""


def pack(review: Review, reader: User, on: date) -> Pack:
    """Return the pack as a reader may have it, in as many queries for one target as for fifty."""
    targets = list(reviewed_targets(review.agreement, on))
    last = last_review(review)
    concerns = _concerns(review.agreement.area, reader, last)
    assessed = assessed_in(targets, review.year, reader)
    found, found_last = _found(review, reader), _found(last, reader)
    signals = _signals(targets, reader)
    actions = actions_for(review.agreement.area, targets, reader)
    improvements = _improvements(review.agreement.area, reader)
    often = {one.target.pk: one for one in frequent(targets, reader)}
    return Pack(
        review=review,
        last=last,
        targets=[
            PackTarget(
                now=Reviewed(one, assessed.get(one.pk)),
                last=found_last.get(one.pk),
                finding=found.get(one.pk),
                signals=signals[one.pk],
                concerns=concerns[one.pk],
                actions=actions[one.indicator_id],
                improvements=improvements[one.pk],
                frequent=often[one.pk],
            )
            for one in targets
        ],
        themes=concerns[None],
        improvements=improvements[None],
        day=on,
    )


def _found(review: Review | None, reader: User) -> Mapping[int, Finding]:
    if review is None:
        return {}
    visible = Finding.objects.visible_to(reader).filter(review=review)
    return {one.target_id: one for one in visible}


def _signals(targets: Collection[Target], reader: User) -> defaultdict[int, list[Signal]]:
    visible = Signal.objects.visible_to(reader).filter(target__in=targets, seriousness__gte=1)
    newest = visible.order_by("target_id", "kind", "-pk").distinct("target_id", "kind")
    found: defaultdict[int, list[Signal]] = defaultdict(list)
    for one in newest:
        found[one.target_id].append(one)
    return found


def _concerns(
    area: Area, reader: User, last: Review | None
) -> defaultdict[int | None, list[Concern]]:
    """Return by target what is open, and what was closed since the review before."""
    visible = Concern.objects.visible_to(reader).filter(area=area)
    since = last.held_on if last else None
    closed = visible.filter(closed_at__date__gte=since) if since else visible.none()
    found: defaultdict[int | None, list[Concern]] = defaultdict(list)
    for one in (visible.alive() | closed).select_related("target", "area"):
        found[one.target_id].append(one)
    return found


def actions_for(
    area: Area, targets: Iterable[Target], reader: User
) -> defaultdict[Any, list[PlanAction]]:
    """Return the steps of the partnership plans in force that bear on targets, by indicator."""
    inside = Area.objects.ids_within([area.pk])
    visible = PlanAction.objects.visible_to(reader).filter(
        plan__status=EditionStatus.ADOPTED.value,
        plan__partnership__areas__in=inside,
        indicator__in={one.indicator_id for one in targets} - {None},
    )
    found: defaultdict[Any, list[PlanAction]] = defaultdict(list)
    for one in visible.select_related("lead", "plan__partnership").distinct():
        found[one.indicator_id].append(one)
    return found


def _improvements(area: Area, reader: User) -> defaultdict[int | None, list[ImprovementAction]]:
    """Return the actions of the improvement plans that are proposed or under way, by target."""
    live = ImprovementPlan.objects.visible_to(reader).live().filter(concern__area=area)
    related = ImprovementAction.objects.select_related("plan__concern", "organisation")
    found: defaultdict[int | None, list[ImprovementAction]] = defaultdict(list)
    for one in related.filter(plan__in=live).order_by("plan", "number"):
        found[one.plan.concern.target_id].append(one)
    return found


def newer_than_found(findings: Collection[Finding], reader: User) -> list[Finding]:
    """Return the findings for whose targets there are newer figures than they rest on."""
    if not findings:
        return []
    year = next(iter(findings)).review.year
    now: Mapping[int, Assessment] = assessed_in([one.target for one in findings], year, reader)
    return [one for one in findings if _is_newer(now.get(one.target_id), one)]


def _is_newer(assessment: Assessment | None, finding: Finding) -> bool:
    if assessment is None or assessment.vintage is None:
        return False
    return finding.vintage is None or assessment.vintage > finding.vintage
