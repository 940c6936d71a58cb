"""An agreement as it stands, for a board to decide on: what both sides have read, and no draft."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnerships.models import User
from targets import rules
from targets.models import Agreement, Commitment, Offer, OfferLine, SharedIssue
from targets.states import SETTLED, TargetStatus

from .overviews import Overview, OverviewRow, overview
from .packages import names_of_parts, package, with_partners
from .rounds import last_terms

ON_THE_PAPER = (TargetStatus.OPEN, *SETTLED)


@dataclass(frozen=True, slots=True)
class PaperTarget:
    """One target of the paper: the terms of this round beside those of the last."""

    row: OverviewRow
    terms: OfferLine
    last: OfferLine | None
    """The terms that lay on the table before; None where these are the first."""
    partners: Sequence[Commitment]
    issues: Sequence[SharedIssue]
    """Raised for all areas about its indicator, and not answered yet."""
    findings: Sequence[rules.Finding]


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """All targets that were offered, as far as the reader's side has opened what was said."""

    overview: Overview
    offer: Offer | None
    """The newest that the reader's side has read."""
    targets: Sequence[PaperTarget]
    findings: Sequence[rules.Finding]
    """Rules that the package as a whole does not keep."""
    names: Mapping[str, str]
    """Of districts that terms speak of, by code."""


def board_paper(agreement: Agreement, reader: User, on: date) -> BoardPaper:
    """Return the paper of an agreement on a day, in as many queries for one target as for fifty."""
    found = overview(agreement, reader)
    rows = [one for one in found.rows if one.position.status in ON_THE_PAPER and one.on_the_table]
    partners, issues = _partners(rows, reader), _issues(rows, reader)
    lines = package(
        [one.target for one in rows],
        {one.target.pk: one.on_the_table for one in rows if one.on_the_table},
        {},
    )
    findings = rules.findings(with_partners(lines, agreement.area, reader), on)
    targets = [
        _target(
            row,
            partners[row.target.pk],
            issues[row.target.indicator_id or 0],
            [one for one in findings if one.title == row.target.title],
        )
        for row in rows
    ]
    spoken = [terms for one in targets for terms in (one.terms, one.last) if terms]
    return BoardPaper(
        overview=found,
        offer=_newest_read(found),
        targets=targets,
        findings=[one for one in findings if not one.title],
        names=names_of_parts(spoken),
    )


def _target(
    row: OverviewRow,
    partners: Sequence[Commitment],
    issues: Sequence[SharedIssue],
    findings: Sequence[rules.Finding],
) -> PaperTarget:
    terms = row.on_the_table
    assert terms  # as the rows were chosen
    before = row.lines[: list(row.lines).index(terms)]
    return PaperTarget(
        row=row,
        terms=terms,
        last=last_terms(before),
        partners=partners,
        issues=issues,
        findings=findings,
    )


def _newest_read(found: Overview) -> Offer | None:
    """Return the newest offer that stands of those the reader's side made or has opened."""
    read = (one for one in found.offers if one.side == found.side or one.opened_at)
    return next((one for one in read if one.withdrawn_at is None), None)


def _partners(rows: Sequence[OverviewRow], reader: User) -> defaultdict[int, list[Commitment]]:
    visible = Commitment.objects.visible_to(reader).filter(target__in=[one.target for one in rows])
    found: defaultdict[int, list[Commitment]] = defaultdict(list)
    for one in visible.select_related("organisation"):
        found[one.target_id].append(one)
    return found


def _issues(rows: Sequence[OverviewRow], reader: User) -> defaultdict[int, list[SharedIssue]]:
    indicators = {one.target.indicator_id for one in rows if one.target.indicator_id}
    visible = SharedIssue.objects.visible_to(reader).open().filter(indicator__in=indicators)
    found: defaultdict[int, list[SharedIssue]] = defaultdict(list)
    for one in visible:
        found[one.indicator_id].append(one)
    return found
