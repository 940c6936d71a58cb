"""What stands between an agreement and its submission."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from partnerships.models import User
from targets import readiness as ready
from targets import rules
from targets.models import (
    Agreement,
    Commitment,
    CouncilDecision,
    LineStanding,
    SharedIssue,
    TargetType,
)
from targets.states import CommitmentStatus

from .overviews import Overview, OverviewRow, overview
from .packages import PackageLine, with_partners
from .versions import Source, sources, standing_of


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far an agreement is from its submission, as somebody at its table finds it."""

    overview: Overview
    tasks: Sequence[ready.Task]
    decisions: Sequence[CouncilDecision]
    """Of the full council, the newest first, ended ones too."""

    @property
    def is_ready(self) -> bool:
        return ready.is_ready(self.tasks)


def blockers(agreement: Agreement, reader: User, at: datetime) -> list[rules.Finding]:
    """Return which rules of a submission the agreed targets do not keep, in their order."""
    found = _findings(sources(agreement), agreement, reader, timezone.localdate(at))
    return [one for one in found if one.rule.blocks or one.rule.blocks_submission]


def _findings(
    found: Iterable[Source], agreement: Agreement, reader: User, on: date
) -> list[rules.Finding]:
    """Return what rules find in the targets that would be signed, in five queries at most."""
    lines = [
        PackageLine(one.target, one.terms)
        for one in found
        if one.standing == LineStanding.AGREED and one.terms
    ]
    return rules.findings(with_partners(lines, agreement.area, reader), on)


def sources_read_by(found: Overview) -> list[Source]:
    """Return what would be signed or listed, as far as the reader's side has opened it."""
    return [
        Source(row.target, standing, row.on_the_table)
        for row in found.rows
        if (standing := standing_of(row.position))
    ]


def readiness(agreement: Agreement, reader: User, on: date) -> Readiness:
    """Return the tasks before a submission, in as many queries for one target as for fifty."""
    found = overview(agreement, reader)
    decisions = list(agreement.decisions.select_related("recorded_by", "ended_by"))
    facts = _facts(found, sources_read_by(found), decisions, reader, on)
    return Readiness(found, ready.tasks(facts), decisions)


def _facts(
    found: Overview,
    listed: Sequence[Source],
    decisions: Iterable[CouncilDecision],
    reader: User,
    on: date,
) -> ready.Facts:
    agreed = [one for one in listed if one.standing == LineStanding.AGREED]
    silent, objecting = _unconsenting(agreed)
    return ready.Facts(
        agreed=_titles(agreed),
        open=_titles(one for one in listed if one.standing == LineStanding.OPEN),
        placeholders=_titles(one for one in listed if one.standing == LineStanding.PLACEHOLDER),
        designated=sum(_is(one, TargetType.DESIGNATED) for one in agreed),
        statutory=frozenset(one.target.code for one in listed if _is(one, TargetType.STATUTORY)),
        findings=tuple(_findings(agreed, found.agreement, reader, on)),
        unopened=_unopened(found),
        silent=silent,
        objecting=objecting,
        decision=next((str(one) for one in decisions if one.holds_on(on)), ""),
        issues=_issues(found.rows),
    )


def _titles(found: Iterable[Source]) -> tuple[str, ...]:
    return tuple(sorted(one.target.title for one in found))


def _is(one: Source, type_: TargetType) -> bool:
    return bool(one.terms and one.terms.type == type_)


def _unopened(found: Overview) -> int | None:
    """Return the number of the newest offer, of either side, that lies unopened."""
    last = found.last_offer
    return last.number if last and last.opened_at is None else None


def _unconsenting(agreed: Iterable[Source]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who has not answered, and who objects, each with its target, in one query."""
    named = Commitment.objects.filter(
        target__in=[one.target.pk for one in agreed],
        status__in=(CommitmentStatus.ASKED.value, CommitmentStatus.OBJECTED.value),
    ).select_related("organisation", "target")
    said = [
        (one.status, f"{one.organisation} ({one.target})")
        for one in named.order_by("organisation__name", "target__title")
    ]
    silent = tuple(text for status, text in said if status == CommitmentStatus.ASKED)
    return silent, tuple(text for status, text in said if status == CommitmentStatus.OBJECTED)


def _issues(rows: Iterable[OverviewRow]) -> tuple[str, ...]:
    indicators = {row.target.indicator_id for row in rows if row.target.indicator_id}
    found = SharedIssue.objects.open().filter(indicator__in=indicators).select_related("indicator")
    return tuple(str(one) for one in found.order_by("indicator__number", "raised_at"))
