"""Taking a return back: what it said is superseded, never deleted."""

from datetime import datetime

from django.db import connection, transaction

from indicators import policies
from indicators.models import DataReturn
from indicators.queries import CELL, REPORTED
from indicators.reading.withdrawals import CELLS, STANDING, Withdrawal
from indicators.states import ReturnStatus
from laa_portal.foundation import audit
from partnerships.models import User

from .conflicts import bring_up_to_date
from .figures import ask_to_recompute
from .judging import ask_to_judge_again
from .loading import claim_measures

SUPERSEDED = """
UPDATE indicators_observation
   SET superseded_at = greatest(%(at)s, recorded_at + interval '1 microsecond')
 WHERE data_return_id = %(return_id)s AND superseded_at IS NULL
RETURNING *
"""

OF_MISSING = {"definition_id": "cells.definition_id", "status": "'missing'", "note": "''"}
"""What the revision says of a cell of which no other return says anything."""

SAID = ", ".join(
    f"coalesce(standing.{name}, {OF_MISSING[name]})" if name in OF_MISSING else f"standing.{name}"
    for name in REPORTED
)

SAY_AGAIN = f"""
{STANDING.format(cells=SUPERSEDED)},
revised AS (
    INSERT INTO indicators_observation
           ({", ".join((*CELL, *REPORTED))}, row, data_return_id, withdrawn_return_id,
            revision, recorded_at)
    SELECT {CELLS}, {SAID}, coalesce(standing.row, cells.row),
           coalesce(standing.data_return_id, cells.data_return_id), %(return_id)s,
           cells.revision + 1, cells.superseded_at
      FROM cells LEFT JOIN standing USING ({CELLS})
    RETURNING data_return_id
)
SELECT count(*) FILTER (WHERE data_return_id <> %(return_id)s),
       count(*) FILTER (WHERE data_return_id = %(return_id)s)
  FROM revised
"""


@transaction.atomic
def withdraw(
    *, return_id: int, version: int, reason: str, by: User | None, at: datetime
) -> DataReturn:
    """Take back what a return says, for a reason that everybody may read.

    Each cell that rests on it gets a new revision: what the last published return says that is not
    withdrawn, else what another sender said that was set aside, or that nothing is known. Open
    conflicts over it end, or are about what holds now. A return that waits for the end of its
    embargo is just not published. `by` None is an operator. Raises Stale and PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_withdraw(by, data_return).enforce()
    touched = claim_measures(
        data_return.observations.all(), data_return.staged.all(), data_return.conflicts.all()
    )
    done = _say_again(data_return, at)
    if data_return.status == ReturnStatus.PUBLISHED:
        bring_up_to_date(data_return, by=by, at=at)
    data_return.staged.all().delete()
    data_return.advance(
        status=ReturnStatus.WITHDRAWN, withdrawn_at=at, withdrawn_by=by, withdrawn_because=reason
    )
    audit.record(
        "withdraw",
        data_return,
        by=by,
        at=at,
        reason=reason,
        fell_back=done.falls_back,
        became_missing=done.becomes_missing,
    )
    ask_to_judge_again(data_return)
    for measure, starts in touched.items():
        ask_to_recompute(measure, starts)
    return data_return


def _say_again(data_return: DataReturn, at: datetime) -> Withdrawal:
    """Revise each cell whose current observation comes from a return."""
    with connection.cursor() as cursor:
        cursor.execute(SAY_AGAIN, {"return_id": data_return.pk, "at": at})
        return Withdrawal(*cursor.fetchone())
