"""Two senders for one cell: the second figure is set aside, and a person settles which holds."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction

from indicators import policies
from indicators.models import Conflict, DataReturn, Observation
from indicators.queries import CELL, FIGURES_DIFFER, REPORTED, SAME_CELL, Changes
from indicators.reading.withdrawals import WORDS
from laa_portal.foundation import audit
from partnerships.models import User

from .figures import ask_to_recompute
from .judging import ask_to_judge_again
from .loading import hold_measures

SHORTEST = timedelta(microseconds=1)
"""Which each revision holds at least, so that every moment has one."""

OF_THIS_SENDER = """
 o.outcome = 'open' AND o.organisation_id = %(organisation)s
   AND s.data_return_id = %(data_return)s
"""

REPLACE = f"""
UPDATE indicators_conflict o
   SET outcome = CASE WHEN s.outcome = 'conflict' THEN 'replaced' ELSE 'agreed' END,
       settled_at = %(at)s, settled_by_id = %(by)s, version = version + 1
  FROM indicators_stagedrow s
 WHERE {OF_THIS_SENDER} AND {SAME_CELL} AND (s.outcome <> 'conflict' OR {FIGURES_DIFFER})
"""
"""What this sender said before of a cell gives way to what they say now."""

RAISE = f"""
INSERT INTO indicators_conflict
       ({", ".join((*CELL, *REPORTED))}, row, data_return_id, organisation_id, held_id,
        outcome, reason, raised_at, raised_by_id, version)
SELECT {", ".join(f"s.{column}" for column in (*CELL, *REPORTED))}, s.row, s.data_return_id,
       %(organisation)s, s.held_id, 'open', '', %(at)s, %(by)s, 1
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(data_return)s AND s.outcome = 'conflict'
   AND NOT EXISTS (SELECT FROM indicators_conflict o
                    WHERE {SAME_CELL} AND o.organisation_id = %(organisation)s
                      AND NOT ({FIGURES_DIFFER})
                      AND (o.outcome = 'open'
                           OR o.outcome = 'kept' AND o.held_id = s.held_id))
"""
"""The same rows again raise nothing: neither while they wait, nor once they were turned down."""

REPEAT = f"""
UPDATE indicators_stagedrow s SET outcome = 'unchanged', held_id = NULL
 WHERE s.data_return_id = %(data_return)s AND s.outcome = 'conflict'
   AND NOT EXISTS (SELECT FROM indicators_conflict o
                    WHERE {SAME_CELL} AND o.data_return_id = s.data_return_id)
"""
"""They stay staged, as what this sender says if the return that said so first is withdrawn."""

FOLLOW = f"""
UPDATE indicators_conflict o
   SET held_id = s.id, version = version + 1,
       outcome = CASE WHEN {FIGURES_DIFFER} THEN 'open' ELSE 'agreed' END,
       settled_at = CASE WHEN {FIGURES_DIFFER} THEN NULL ELSE %(at)s::timestamptz END,
       settled_by_id = CASE WHEN {FIGURES_DIFFER} THEN NULL ELSE %(by)s::int END
  FROM indicators_observation s
 WHERE o.outcome = 'open' AND o.held_id <> s.id AND s.superseded_at IS NULL
   AND s.{{made_by}} = %(data_return)s AND {SAME_CELL}
"""
FOLLOW_WHAT_IS_SAID = FOLLOW.format(made_by="data_return_id")
"""The holder has said something new: the conflict is about that now, or over."""

FOLLOW_WITHDRAWAL = FOLLOW.format(made_by="withdrawn_return_id")
"""What an earlier return said holds again: the conflict is about that now, or over."""

END = f"""
UPDATE indicators_conflict o
   SET outcome = 'withdrawn', settled_at = %(at)s, settled_by_id = %(by)s, version = version + 1
 WHERE o.outcome = 'open'
   AND (o.data_return_id = %(data_return)s
        OR EXISTS (SELECT FROM indicators_observation s
                     JOIN indicators_datareturn r ON r.id = s.data_return_id
                    WHERE s.superseded_at IS NULL AND {SAME_CELL}
                      AND s.withdrawn_return_id = %(data_return)s
                      AND r.organisation_id = o.organisation_id))
"""
"""Nothing is left to settle: the second figure was withdrawn, or holds as the first one was."""

TOUCHED = f"""
SELECT DISTINCT {", ".join(CELL)} FROM indicators_conflict o
 WHERE o.data_return_id = %(data_return)s
    OR EXISTS (SELECT FROM indicators_observation s
                WHERE s.superseded_at IS NULL AND {SAME_CELL}
                  AND s.withdrawn_return_id = %(data_return)s)
    OR EXISTS (SELECT FROM indicators_stagedrow s
                WHERE s.data_return_id = %(data_return)s AND {SAME_CELL})
"""
"""The cells over which there was a conflict, and of which a published return says something."""

AGREED = f"""
SELECT DISTINCT {", ".join(f"o.{column}" for column in CELL)}
  FROM indicators_conflict o
  JOIN indicators_observation s
    ON s.superseded_at IS NULL AND s.data_return_id = %(data_return)s AND {SAME_CELL}
 WHERE o.outcome = 'agreed'
"""
"""The cells over which a conflict had ended, and of which their holder says something new."""

RAISE_AGAIN = f"""
{WORDS}
INSERT INTO indicators_conflict
       ({", ".join((*CELL, *REPORTED))}, row, data_return_id, organisation_id, held_id,
        outcome, reason, raised_at, raised_by_id, version)
SELECT {", ".join(f"s.{column}" for column in (*CELL, *REPORTED))}, s.row, s.data_return_id,
       s.organisation_id, o.id, 'open', '', %(at)s, %(by)s, 1
  FROM words s
  JOIN indicators_observation o ON o.superseded_at IS NULL AND {SAME_CELL}
  JOIN indicators_datareturn r ON r.id = o.data_return_id
 WHERE s.is_aside AND r.organisation_id <> s.organisation_id AND {FIGURES_DIFFER}
   AND NOT EXISTS (SELECT FROM indicators_conflict o
                    WHERE {SAME_CELL} AND o.organisation_id = s.organisation_id
                      AND o.outcome = 'open')
   AND NOT EXISTS (SELECT FROM indicators_conflict o
                     JOIN indicators_observation kept ON kept.id = o.held_id
                     JOIN indicators_datareturn k ON k.id = kept.data_return_id
                    WHERE {SAME_CELL} AND o.organisation_id = s.organisation_id
                      AND k.organisation_id = r.organisation_id
                      AND o.outcome = 'kept' AND NOT ({FIGURES_DIFFER}))
RETURNING data_return_id
"""
"""What had ended a conflict in one of `cells` is withdrawn, or its holder moves on from it; or
another return repeats the row that was withdrawn.

What was turned down for a figure of the body that holds the cell now stays turned down.
"""

COUNT_REPEATS = f"""
UPDATE indicators_stagedrow s SET held_id = o.id
  FROM indicators_observation o, indicators_datareturn r
 WHERE o.data_return_id = %(data_return)s AND o.superseded_at IS NULL AND {SAME_CELL}
   AND r.id = s.data_return_id AND r.status = 'published' AND r.organisation_id = %(organisation)s
   AND s.outcome = 'unchanged' AND s.held_id IS NULL AND NOT ({FIGURES_DIFFER})
"""
"""What its sender had repeated is no more set aside than the figure that was taken over."""


def set_aside(data_return: DataReturn, foretold: Changes, *, by: User | None, at: datetime) -> None:
    """Raise conflicts for the rows of a return whose cells another organisation holds.

    Called while the return is being confirmed, once its other rows are observations and before the
    staged ones go. Open conflicts over what the return says anew are brought up to date. What is
    raised is recorded once, however many rows, and told to those who may settle it.
    """
    _run(REPLACE, data_return, by, at)
    raised = _run(RAISE, data_return, by, at) if foretold.conflicts else 0
    if raised < foretold.conflicts:
        _run(REPEAT, data_return, by, at)
    _run(FOLLOW_WHAT_IS_SAID, data_return, by, at)
    if raised:
        audit.record("set_aside", data_return, by=by, at=at, rows=raised)
    _raise_again(AGREED, data_return, by, at)


def bring_up_to_date(data_return: DataReturn, *, by: User | None, at: datetime) -> None:
    """End, follow or raise again the conflicts over what a published return says that is withdrawn.

    Called once its cells hold what others say, and before its staged rows go. What is raised is
    recorded and told as by `set_aside`, for each return that it is of.
    """
    for statement in (END, FOLLOW_WITHDRAWAL):
        _run(statement, data_return, by, at)
    _raise_again(TOUCHED, data_return, by, at)


def _raise_again(cells: str, data_return: DataReturn, by: User | None, at: datetime) -> None:
    """Raise what others said last of some cells, where that was set aside and differs now."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE_AGAIN.format(cells=cells), _values(data_return, by, at))
        raised = Counter(pk for (pk,) in cursor.fetchall())
    for other in DataReturn.objects.filter(pk__in=raised).order_by("pk"):
        audit.record("set_aside", other, by=by, at=at, rows=raised[other.pk])


def _run(statement: str, data_return: DataReturn, by: User | None, at: datetime) -> int:
    """Run a statement on what a return says; return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(data_return, by, at))
        return int(cursor.rowcount)


def _values(
    data_return: DataReturn, by: User | None, at: datetime
) -> dict[str, int | datetime | None]:
    return {
        "data_return": data_return.pk,
        "return_id": data_return.pk,
        "organisation": data_return.organisation_id,
        "at": at,
        "by": by.pk if by else None,
    }


@transaction.atomic
def settle(
    *, conflict_id: int, version: int, outcome: str, reason: str, by: User, at: datetime
) -> Conflict:
    """Keep the figure that the cell holds, or take over the second one in its place.

    `outcome` is "kept" or "taken_over". A figure taken over is a revision like any other: what it
    supersedes is kept, and the figures are worked out again. Raises Stale and PermissionDenied.
    """
    measure_id = Conflict.objects.values_list("measure", flat=True).get(pk=conflict_id)
    hold_measures([measure_id])  # before the conflict, as confirming does
    conflict: Conflict = Conflict.objects.claim(conflict_id, version)
    policies.may_settle(by, conflict, outcome).enforce()
    conflict.advance(outcome=outcome, reason=reason, settled_by=by, settled_at=at)
    audit.record("settle", conflict, by=by, at=at, outcome=outcome, reason=reason)
    if outcome == Conflict.Outcome.TAKEN_OVER:
        _take_over(conflict, at)
        _run(COUNT_REPEATS, conflict.data_return, by, at)
        _run(FOLLOW_WHAT_IS_SAID, conflict.data_return, by, at)
    return conflict


def _take_over(conflict: Conflict, at: datetime) -> None:
    """Make the second sender's row the current observation of its cell."""
    cell = {column: getattr(conflict, column) for column in CELL}
    held = Observation.objects.current().get(**cell)
    held.superseded_at = max(at, held.recorded_at + SHORTEST)
    held.save(update_fields=["superseded_at"])
    Observation.objects.create(
        **cell,
        **{column: getattr(conflict, column) for column in REPORTED},
        row=conflict.row,
        data_return=conflict.data_return,
        revision=held.revision + 1,
        recorded_at=held.superseded_at,
    )
    ask_to_judge_again(conflict.data_return)
    ask_to_recompute(conflict.measure, [conflict.period_start])
