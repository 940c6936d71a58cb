"""What can happen to the candidates of an agreement: listed, chosen, left out, merged, split.

They are chosen among one another, so each act claims the agreement as a whole, at the version of
the list that the person was shown.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from indicators.models import Indicator
from laa_portal.foundation import audit
from laa_portal.foundation.verdicts import Verdict
from laa_portal.foundation.versioning import Stale
from partnerships.models import Area, User
from targets import policies, queries
from targets.models import ENDS_ON, SIDE, STARTS_ON, TITLE_LENGTH, Agreement, Priority, Target
from targets.rows import Row, RowKind
from targets.states import TargetStatus

from .records import area_of


class NotPossible(Exception):
    """What was chosen does not allow the act. The message is for the person acting."""


@transaction.atomic
def longlist(
    *,
    area: Area,
    version: int,
    title: str,
    indicator: Indicator | None,
    by: User,
    at: datetime,
) -> Target:
    """Put something on the long list that no district asked for.

    Raises NotPossible, Stale and PermissionDenied.
    """
    policies.may_longlist(by, area).enforce()
    agreement = _claim(area, version, by, at)
    target = _list(agreement, title, indicator, (), by, at)
    _record("longlist", target, by, at)
    agreement.advance()
    return target


@transaction.atomic
def shortlist(
    *, area: Area, version: int, rows: Sequence[Row], by: User, at: datetime
) -> list[Target]:
    """Choose what rows are about; their districts are told.

    What is no candidate yet becomes one. Raises NotPossible, Stale and PermissionDenied.
    """
    changes = {"status": TargetStatus.SHORTLISTED, "shortlisted_by": by, "shortlisted_at": at}
    return _move("shortlist", policies.may_shortlist, area, version, rows, changes, by, at)


@transaction.atomic
def leave_out(
    *, area: Area, version: int, rows: Sequence[Row], reason: str, by: User, at: datetime
) -> list[Target]:
    """Say why what rows are about will be no target; their districts are told.

    Raises NotPossible, Stale and PermissionDenied.
    """
    changes = {
        "status": TargetStatus.LEFT_OUT,
        "left_out_by": by,
        "left_out_at": at,
        "left_out_because": reason,
    }
    return _move(
        "leave_out", policies.may_leave_out, area, version, rows, changes, by, at, reason=reason
    )


@transaction.atomic
def longlist_again(
    *, area: Area, version: int, rows: Sequence[Row], by: User, at: datetime
) -> list[Target]:
    """Undo a choice: candidates go back on the long list; their districts are told.

    Raises NotPossible, Stale and PermissionDenied.
    """
    changes = {"status": TargetStatus.LONGLISTED}
    policy = policies.may_longlist_again
    return _move("longlist_again", policy, area, version, rows, changes, by, at)


@transaction.atomic
def merge(
    *,
    area: Area,
    version: int,
    rows: Sequence[Row],
    title: str,
    indicator: Indicator | None,
    by: User,
    at: datetime,
) -> Target:
    """Put the priorities of several rows together under one candidate: a new one, or that chosen.

    Raises NotPossible, Stale and PermissionDenied.
    """
    policies.may_merge(by, area).enforce()
    agreement = _claim(area, version, by, at)
    listed = _listed(agreement, rows)
    if len(listed) > 1:
        raise NotPossible(
            f"“{listed[0]}” and “{listed[1]}” are candidates both. Take the priorities out of one "
            "of them first."
        )
    priorities, indicators = _contents(area, rows)
    target = listed[0] if listed else _list(agreement, title, indicator, (), by, at)
    if listed:
        _rename(target, title, indicator)
    others = [one for one in indicators if one.pk != target.indicator_id]
    target.merged_indicators.add(*others)
    target.priorities.add(*priorities)
    _record("merge", target, by, at, rows=[str(row) for row in rows])
    agreement.advance()
    return target


@transaction.atomic
def split(
    *,
    area: Area,
    version: int,
    target: Target,
    priorities: Collection[Priority],
    by: User,
    at: datetime,
) -> Target | None:
    """Take priorities out of a candidate again: each stands by itself as before.

    A candidate on the long list goes with its last priority; None then. Raises NotPossible, Stale
    and PermissionDenied.
    """
    policies.may_split(by, target).enforce()
    agreement = _claim(area, version, by, at)
    if not priorities:
        raise NotPossible("Choose at least one priority to take out.")
    target.priorities.remove(*priorities)
    _record("split", target, by, at, taken_out=[one.title for one in priorities])
    agreement.advance()
    if target.status == TargetStatus.LONGLISTED and not target.priorities.exists():
        target.delete()
        return None
    return target


# --- Holding the list -----------------------------------------------------------------------------


def _claim(area: Area, version: int, by: User, at: datetime) -> Agreement:
    """Lock an area's agreement, at the version of its list that was shown; 0 begins it."""
    lsp = queries.lsp_of(area)
    policies.may_begin_agreement(area, lsp).enforce()
    begun, is_new = Agreement.objects.get_or_create(
        area=area,
        starts_on=STARTS_ON,
        defaults={
            "ends_on": ENDS_ON,
            "partnership": lsp,
            "begun_by": by,
            "begun_at": at,
            "version": 0,
        },
    )
    if is_new:
        audit.record("begin_agreement", begun, by=by, at=at, area_id=area.pk, side=SIDE)
    claimed: Agreement = Agreement.objects.claim(begun.pk, version)
    return claimed


def _move(
    verb: str,
    may: Callable[[User, Target], Verdict],
    area: Area,
    version: int,
    rows: Sequence[Row],
    changes: Mapping[str, object],
    by: User,
    at: datetime,
    *,
    reason: str = "",
) -> list[Target]:
    """Make one move of the lives of candidates with all that rows are about, or with none."""
    policies.may_collate(by, area).enforce()
    agreement = _claim(area, version, by, at)
    targets = _candidates(agreement, rows, by, at)
    if refusals := [why.reason for one in targets if not (why := may(by, one))]:
        raise NotPossible(refusals[0])
    for target in targets:
        target.advance(**changes)
        _record(verb, target, by, at, reason=reason)
        _tell_districts(verb, target, by, at, reason=reason)
    agreement.advance()
    return targets


# --- From rows to candidates ----------------------------------------------------------------------


def _candidates(agreement: Agreement, rows: Sequence[Row], by: User, at: datetime) -> list[Target]:
    """Return the candidates that rows are about; those of districts' priorities are made."""
    if not rows:
        raise NotPossible("Tick at least one row of the table first.")
    listed = {one.pk: one for one in _listed(agreement, rows)}
    return [
        listed[row.pk] if row.kind == RowKind.TARGET else _candidate(agreement, row, by, at)
        for row in rows
    ]


def _listed(agreement: Agreement, rows: Iterable[Row]) -> list[Target]:
    """Return the candidates among rows. Raises Stale where one is there no more."""
    asked = [row.pk for row in rows if row.kind == RowKind.TARGET]
    found = {one.pk: one for one in agreement.targets.select_for_update().filter(pk__in=asked)}
    if len(found) < len(asked):
        raise Stale("A candidate you chose is there no more. Look at the table again.")
    return [found[pk] for pk in asked]


def _candidate(agreement: Agreement, row: Row, by: User, at: datetime) -> Target:
    """Put an indicator's priorities, or one without an indicator, on the long list."""
    priorities, indicators = _contents(agreement.area, [row])
    indicator = indicators[0] if indicators else None
    title = f"{indicator.code} {indicator.title}" if indicator else priorities[0].title
    target = _list(agreement, title, indicator, priorities, by, at)
    _record("longlist", target, by, at)
    return target


def _contents(area: Area, rows: Sequence[Row]) -> tuple[list[Priority], list[Indicator]]:
    """Return the priorities that rows stand for, and the indicators that rows are about.

    Raises Stale where a row has gone.
    """
    by_key = {one.row: one for one in queries.rows_of(area)}
    if lost := [row for row in rows if row not in by_key]:
        raise Stale(
            f"{len(lost)} of the rows you chose are there no more. Look at the table again."
        )
    chosen = [by_key[row] for row in rows]
    priorities = dict.fromkeys(one for row in chosen for one in row.priorities)
    indicators = dict.fromkeys(row.indicator for row in chosen if row.indicator)
    return list(priorities), list(indicators)


def _list(
    agreement: Agreement,
    title: str,
    indicator: Indicator | None,
    priorities: Iterable[Priority],
    by: User,
    at: datetime,
) -> Target:
    """Make a candidate. Raises NotPossible where its name or indicator is taken."""
    target = Target(
        agreement=agreement,
        title=title[:TITLE_LENGTH],
        indicator=indicator,
        longlisted_by=by,
        longlisted_at=at,
    )
    _save(target)
    target.priorities.add(*priorities)
    return target


def _rename(target: Target, title: str, indicator: Indicator | None) -> None:
    target.title, target.indicator = title[:TITLE_LENGTH], indicator
    target.version += 1
    _save(target)


def _save(target: Target) -> None:
    """Write a candidate whose name and indicator must be its own. Raises NotPossible."""
    others = target.agreement.targets.exclude(pk=target.pk)
    if target.indicator and (other := others.filter(indicator=target.indicator).first()):
        raise NotPossible(
            f"{target.indicator.code} is on the list already, as “{other}”. Put the priorities "
            "there instead."
        )
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as taken:
        raise NotPossible(f"There is a candidate called “{target.title}” already.") from taken


# --- On record ------------------------------------------------------------------------------------


def _record(
    verb: str, target: Target, by: User, at: datetime, *, reason: str = "", **details: object
) -> None:
    area_id = target.agreement.area_id
    audit.record(verb, target, by=by, at=at, area_id=area_id, side=SIDE, reason=reason, **details)


def _tell_districts(verb: str, target: Target, by: User, at: datetime, *, reason: str) -> None:
    """Record of each priority what became of it, under its district: notices go by that."""
    for priority in target.priorities.select_related("assessment__partnership"):
        audit.record(
            verb,
            priority,
            by=by,
            at=at,
            area_id=area_of(priority.assessment.partnership),
            side=SIDE,
            reason=reason,
            candidate=target.title,
        )
