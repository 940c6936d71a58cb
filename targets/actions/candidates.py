"""What can happen to the candidates of an agreement: listed, chosen, left out, merged, split.

They are chosen among one another, so each act claims the agreement as a whole, at the version of
the list that the person was shown.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from indicators.models import Indicator
from laa_portal.foundation import audit
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Area, User
from targets import policies, queries
from targets.models import ENDS_ON, SIDE, STARTS_ON, Agreement, Priority, Target
from targets.rows import Row
from targets.states import TargetStatus

from .listing import (
    NOTHING_TICKED,
    NotPossible,
    candidates,
    contents,
    listed,
    make_candidate,
    record_candidate,
    rename,
    tell_districts,
)


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
    agreement = claim_list(area, version, by, at)
    target = make_candidate(agreement, title, indicator, (), by, at)
    record_candidate("longlist", target, by, at)
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
    if not rows:
        raise NotPossible(NOTHING_TICKED)
    agreement = claim_list(area, version, by, at)
    known = listed(agreement, rows)
    if len(known) > 1:
        raise NotPossible(
            f"“{known[0]}” and “{known[1]}” are candidates both. Take the priorities out of one "
            "of them first."
        )
    priorities, indicators = contents(area, rows)
    target = known[0] if known else make_candidate(agreement, title, indicator, (), by, at)
    if known:
        rename(target, title, indicator)
    others = [one for one in indicators if one.pk != target.indicator_id]
    target.merged_indicators.add(*others)
    target.priorities.add(*priorities)
    record_candidate("merge", target, by, at, rows=[str(row) for row in rows])
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
    agreement = claim_list(area, version, by, at)
    if not priorities:
        raise NotPossible("Choose at least one priority to take out.")
    target.priorities.remove(*priorities)
    record_candidate("split", target, by, at, taken_out=[one.title for one in priorities])
    agreement.advance()
    if target.status == TargetStatus.LONGLISTED and not target.priorities.exists():
        target.delete()
        return None
    return target


# --- Holding the list -----------------------------------------------------------------------------


def claim_list(area: Area, version: int, by: User, at: datetime) -> Agreement:
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
    agreement = claim_list(area, version, by, at)
    targets = candidates(agreement, rows, by, at)
    if refusals := [why.reason for one in targets if not (why := may(by, one))]:
        raise NotPossible(refusals[0])
    for target in targets:
        target.advance(**changes)
        record_candidate(verb, target, by, at, reason=reason)
        tell_districts(verb, target, by, at, reason=reason)
    agreement.advance()
    return targets
