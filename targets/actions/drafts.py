"""What a side prepares to say of targets: its own alone, until it makes an offer of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries
from targets.models import TERMS, Agreement, DraftLine, OfferLine, Target, terms_of
from targets.sides import Side
from targets.states import LineKind


@transaction.atomic
def draft_line(
    *,
    target_id: int,
    version: int,
    kind: LineKind,
    terms: Mapping[str, object],
    rationale: str,
    by: User,
    at: datetime,
) -> DraftLine:
    """Keep what one's side means to say of a target; `version` 0 begins the draft.

    `terms` are any of TERMS, for a kind that puts terms on the table; what they leave out is not
    set, whatever the draft said before. They may be incomplete: rules are held against them when
    the offer is made. Raises Stale and PermissionDenied.
    """
    assert set(terms) <= set(TERMS)
    target = Target.objects.select_related("agreement__area", "indicator").get(pk=target_id)
    position = queries.positions([target])[target.pk]
    policies.may_draft_line(by, target, kind, position).enforce()
    side = _side(by, target.agreement)
    said = {
        "kind": kind,
        "rationale": rationale,
        "drafted_by": by,
        "drafted_at": at,
        **terms_of(DraftLine()),
        **(terms if kind.has_terms else {}),
    }
    line = _begin(target, side, said) if version == 0 else _change(target, side, version, said)
    _record("draft_line", line, by, at)
    return line


def _begin(target: Target, side: Side, said: Mapping[str, object]) -> DraftLine:
    line = DraftLine(target=target, side=side.value, **said)
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError as taken:
        raise Stale(
            "A colleague has begun to prepare this. See what they have and try again."
        ) from taken
    return line


def _change(target: Target, side: Side, version: int, said: Mapping[str, object]) -> DraftLine:
    drafts = DraftLine.objects.filter(target=target, side=side.value)
    try:
        pk = drafts.values_list("pk", flat=True).get()
        line: DraftLine = drafts.select_related("target__agreement").claim(pk, version)
    except DraftLine.DoesNotExist as gone:
        raise Stale(
            "What was prepared is there no more: it was dropped, or sent. See the last offer."
        ) from gone
    return line.advance(**said)


@transaction.atomic
def discard_line(*, target_id: int, version: int, by: User, at: datetime) -> None:
    """Drop what one's side has prepared to say of a target. Raises Stale and PermissionDenied."""
    target = Target.objects.select_related("agreement__area").get(pk=target_id)
    policies.may_discard_line(by, target).enforce()
    side = _side(by, target.agreement)
    line = _change(target, side, version, {})
    _record("discard_line", line, by, at)
    line.delete()


@transaction.atomic
def accept_all(*, agreement: Agreement, by: User, at: datetime) -> list[DraftLine]:
    """Prepare to accept, unchanged, all that waits for one's side and is not prepared yet.

    Raises PermissionDenied.
    """
    policies.may_accept_all(by, agreement).enforce()
    side = _side(by, agreement)
    prepared = DraftLine.objects.of(agreement, side).values_list("target", flat=True)
    targets = list(agreement.targets.negotiated().exclude(pk__in=prepared))
    positions = queries.positions(targets)
    lines = [
        DraftLine(target=one, side=side.value, kind=LineKind.ACCEPT, drafted_by=by, drafted_at=at)
        for one in targets
        if positions[one.pk].awaits(side)
    ]
    made = DraftLine.objects.bulk_create(lines, ignore_conflicts=True)
    audit.record(
        "accept_all",
        agreement,
        by=by,
        at=at,
        area_id=agreement.area_id,
        side=side.value,
        targets=[one.target.title for one in lines],
    )
    return made


def draft_again(lines: Iterable[OfferLine], side: Side, by: User, at: datetime) -> None:
    """Keep what a withdrawn offer said as drafts, where its side has prepared nothing else."""
    DraftLine.objects.bulk_create(
        [
            DraftLine(
                target_id=line.target_id,
                side=side.value,
                kind=line.kind,
                rationale=line.rationale,
                drafted_by=by,
                drafted_at=at,
                **terms_of(line),
            )
            for line in lines
        ],
        ignore_conflicts=True,
    )


def _side(by: User, agreement: Agreement) -> Side:
    side = policies.speaks_for(by, agreement)
    assert side  # as the policy has made sure
    return side


def _record(verb: str, line: DraftLine, by: User, at: datetime) -> None:
    """Record on the one side alone: the other does not learn that anything is prepared."""
    area_id = line.target.agreement.area_id
    audit.record(verb, line, by=by, at=at, area_id=area_id, side=line.side, kind=line.kind)
