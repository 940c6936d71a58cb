"""What lies before a side when it speaks, what has to be so, and what its offer then does.

Every function here is called under the lock of the agreement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from indicators.models import Measure
from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries, rules
from targets.models import Agreement, DraftLine, EvidencePack, Offer, OfferLine, Target, terms_of
from targets.negotiation import Position, Step, moved, verb
from targets.sides import Side
from targets.states import LineKind

from .evidence import NothingKnown, freeze
from .listing import NotPossible

WITH_REASON = (LineKind.COUNTER, LineKind.HOLD, LineKind.REOPEN, LineKind.WITHDRAW)
"""What nobody says without a reason that the other side reads."""

ON_RECORD = ("agree", "hold_open", "reopen", "withdraw")
"""What settles a target or undoes that: on record for itself, beside the offer."""


class BreaksRules(NotPossible):
    """Lines do not keep a rule. `findings` say which, and how to mend each."""

    def __init__(self, findings: list[rules.Finding]) -> None:
        super().__init__(" ".join(f"{one.title}: {one.sentence}".lstrip(": ") for one in findings))
        self.findings = findings


@dataclass(frozen=True)
class Table:
    """An agreement as one side finds it in its turn, with what it has prepared to say."""

    agreement: Agreement
    side: Side
    targets: Mapping[int, Target]
    positions: Mapping[int, Position]
    drafts: Mapping[int, DraftLine]
    """By target, as the two above."""
    number: int
    """Of the offer that it will be."""

    @cached_property
    def on_the_table(self) -> Mapping[int, OfferLine]:
        return queries.terms_on_the_table(self.positions)

    @cached_property
    def moved(self) -> Mapping[int, Position]:
        """Where all targets stand once it is said."""
        steps = {
            key: Step(self.number, self.side, LineKind(one.kind), one.is_placeholder)
            for key, one in self.drafts.items()
        }
        spoken = {key: moved(self.positions[key], step) for key, step in steps.items()}
        return {**self.positions, **spoken}


def table_of(agreement: Agreement, side: Side) -> Table:
    """Return what lies before a side; nobody else changes what it has prepared meanwhile."""
    targets = {one.pk: one for one in agreement.targets.select_related("indicator")}
    drafts = DraftLine.objects.of(agreement, side).select_related("measure", "gap_to", "issue")
    return Table(
        agreement=agreement,
        side=side,
        targets=targets,
        positions=queries.positions(targets.values()),
        drafts={one.target_id: one for one in drafts.select_for_update(of=("self",))},
        number=agreement.offers.count() + 1,
    )


# --- What has to be so ----------------------------------------------------------------------------


def refuse_unseen(table: Table, shown: Mapping[int, int] | None) -> None:
    """Raise Stale where something was prepared otherwise since the person looked at it."""
    now = {one.pk: one.version for one in table.drafts.values()}
    if shown is None or now == shown:
        return
    changed = {key for key, one in table.drafts.items() if shown.get(one.pk) != one.version}
    what = f" for {_titles(table, changed)}" if changed else ""
    raise Stale(f"A colleague has changed what is prepared{what}. Check it and send it again.")


def refuse_gaps(table: Table) -> None:
    """Raise NotPossible where nothing is said, an answer is left out, or a reason."""
    if not table.drafts:
        raise NotPossible("Prepare what you will say of at least one target first.")
    waiting = {key for key, one in table.positions.items() if one.awaits(table.side)}
    if silent := waiting - set(table.drafts):
        raise NotPossible(
            f"These wait for your answer: {_titles(table, silent)}. Accept, counter or hold each."
        )
    bare = {
        key for key, one in table.drafts.items() if one.kind in WITH_REASON and not one.rationale
    }
    if bare:
        raise NotPossible(f"Give your reason for: {_titles(table, bare)}.")


def refuse_moves(table: Table) -> None:
    """Raise NotPossible where something prepared is no move of its target any more."""
    for key, draft in table.drafts.items():
        target, kind, where = table.targets[key], LineKind(draft.kind), table.positions[key]
        verdict = policies.has_move(target, kind, where, table.side) and policies.is_free(
            target, kind, where
        )
        if not verdict:
            raise NotPossible(verdict.reason)


def _titles(table: Table, keys: set[int]) -> str:
    return ", ".join(sorted(table.targets[key].title for key in keys))


def refuse_breaches(table: Table, by: User, at: datetime) -> None:
    """Raise BreaksRules where the package, or a line that is spoken of, does not keep a rule."""
    lines = queries.package(table.targets.values(), table.on_the_table, table.drafts)
    spoken = {table.targets[key].title for key in table.drafts}
    broken = [
        one
        for one in rules.findings(
            queries.rule_lines(lines, table.agreement.area, by), timezone.localdate(at)
        )
        if one.rule.blocks and (not one.title or one.title in spoken)
    ]
    if broken:
        raise BreaksRules(broken)


# --- What an offer does ---------------------------------------------------------------------------


def write_lines(table: Table, offer: Offer, by: User, at: datetime) -> None:
    """Make lines of what was prepared, each with its evidence: one pack for both sides."""
    packs: dict[int, EvidencePack | None] = {}
    lines = []
    for key, draft in table.drafts.items():
        own = draft if LineKind(draft.kind).has_terms else None
        terms = own or table.on_the_table.get(key)
        measure = terms.measure if terms else None
        if measure and measure.pk not in packs:
            packs[measure.pk] = _pack(table, measure, by, at)
        lines.append(
            OfferLine(
                offer=offer,
                target=table.targets[key],
                kind=draft.kind,
                rationale=draft.rationale,
                pack=packs[measure.pk] if measure else None,
                **(terms_of(own) if own else {}),
            )
        )
    OfferLine.objects.bulk_create(lines)


def _pack(table: Table, measure: Measure, by: User, at: datetime) -> EvidencePack | None:
    """Return the evidence as it stands; None where there is no figure yet."""
    try:
        return freeze(measure=measure, area=table.agreement.area, by=by, at=at)
    except NothingKnown:
        return None


def move_targets(table: Table, by: User, at: datetime) -> None:
    """Write where the targets stand that were spoken of."""
    for key, draft in table.drafts.items():
        target = table.targets[key]
        target.advance(status=table.moved[key].status)
        done = verb(table.positions[key], LineKind(draft.kind))
        if done in ON_RECORD:
            audit.record(
                done,
                target,
                by=by,
                at=at,
                area_id=table.agreement.area_id,
                reason=draft.rationale,
            )


def pass_turn(agreement: Agreement, turn: Side | None, at: datetime) -> None:
    """Let a side speak, or (None) either, and make what anybody else was shown stale.

    A side whose turn it is already has it since the same day as before.
    """
    if turn and turn == agreement.turn:
        agreement.advance()
    else:
        agreement.advance(turn=turn or "", turn_since_on=timezone.localdate(at))


def open_before_answering(offer: Offer | None, side: Side, by: User, at: datetime) -> None:
    """Take an offer for opened by its answer: nobody answers what they have not read."""
    if offer and offer.side != side and offer.opened_at is None:
        offer.opened_by, offer.opened_at = by, at
        offer.save(update_fields=["opened_by", "opened_at"])
