"""What becomes of a checked return: confirmed, and published at once or when its embargo ends."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import connection, transaction

from indicators import policies
from indicators.models import DataReturn, Measure, Outcome
from indicators.queries import CELL, REPORTED, Changes, changes
from indicators.reading.judging import is_overtaken
from indicators.states import ReturnStatus
from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User

from .conflicts import set_aside
from .figures import ask_to_recompute
from .judging import NO_EXPLANATIONS, ask_to_judge_again, explain, foretell
from .loading import claim_measures

OVERTAKEN = (
    "What is known has changed since this return was checked: another return was confirmed. It is "
    "being held against the new figures. Look again in a moment."
)

SUPERSEDE = """
UPDATE indicators_observation o
   SET superseded_at = greatest(%(at)s, o.recorded_at + interval '1 microsecond')
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(return_id)s AND s.outcome = 'changed' AND o.id = s.held_id
"""

SAID = (*CELL, *REPORTED, "row", "data_return_id")

OBSERVE = f"""
INSERT INTO indicators_observation ({", ".join(SAID)}, revision, recorded_at)
SELECT {", ".join(f"s.{column}" for column in SAID)}, {{revision}}, {{recorded_at}}
  FROM indicators_stagedrow s {{held}}
 WHERE s.data_return_id = %(return_id)s AND s.outcome = '{{outcome}}'
"""

OBSERVE_NEW = OBSERVE.format(outcome="new", revision="1", recorded_at="%(at)s", held="")

OBSERVE_CHANGED = OBSERVE.format(
    outcome="changed",
    revision="1 + o.revision",
    recorded_at="greatest(%(at)s, o.superseded_at)",
    held="JOIN indicators_observation o ON o.id = s.held_id",
)
"""What a cell holds is its last revision: none ever ends but where the next begins, whatever the
clocks of two loads say."""

BY_KEY = "SET LOCAL enable_seqscan = {}"
"""What is known of a table that was filled a moment ago is that it is empty, so that PostgreSQL
would read all of it for each row: what is superseded is looked up by its key."""


@transaction.atomic
def confirm(
    *,
    return_id: int,
    version: int,
    by: User | None,
    at: datetime,
    embargoed_until: datetime | None = None,
    explanations: Mapping[str, str] = NO_EXPLANATIONS,
) -> DataReturn:
    """Have a checked return count: publish it, at once or when its embargo ends.

    `explanations` says why rows that break soft rules are right, by the key of each question. `by`
    None is an operator at the command line, who is asked nothing. Raises Stale, PermissionDenied
    and Unexplained.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_confirm(by, data_return).enforce()
    touched = claim_measures(data_return.staged.all())
    if is_overtaken(data_return):
        raise Stale(OVERTAKEN)
    explain(data_return, explanations, by=by, at=at)
    data_return.advance(status=ReturnStatus.LOADED, embargoed_until=embargoed_until)
    until = embargoed_until.isoformat() if embargoed_until else None
    audit.record(
        "confirm",
        data_return,
        by=by,
        at=at,
        embargoed_until=until,
        named_areas=len(data_return.named_areas),
    )
    if embargoed_until and embargoed_until > at:
        return data_return
    if by is not None:
        policies.may_publish(by, data_return).enforce()
    return _load(data_return, touched, by=by, at=at)


@transaction.atomic
def publish(*, return_id: int, version: int, by: User | None, at: datetime) -> DataReturn:
    """Make a loaded return's rows the current observations, and ask for the figures.

    Until then nothing of it is an observation, so an embargo holds at every exit. A row that says
    what is known already makes no new revision, and one whose cell another organisation holds is
    set aside as a conflict. The others are loaded in full or not at all: a few statements, however
    many rows. `by` None is the clock, at the end of an embargo, or an operator. Raises Stale and
    PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_publish(by, data_return).enforce()
    touched = claim_measures(data_return.staged.all())
    if is_overtaken(data_return):  # while its embargo lasted
        foretell(data_return)
    return _load(data_return, touched, by=by, at=at)


def _load(
    data_return: DataReturn,
    touched: Mapping[Measure, Sequence[date]],
    *,
    by: User | None,
    at: datetime,
) -> DataReturn:
    """Do what was foretold of a loaded return, whose measures are held.

    `touched` has for each measure when the periods start that the return has of it.
    """
    foretold = changes(data_return)
    _observe(data_return, foretold, at)
    set_aside(data_return, foretold, by=by, at=at)
    data_return.staged.exclude(outcome=Outcome.UNCHANGED).delete()
    data_return.advance(
        status=ReturnStatus.PUBLISHED,
        published_at=at,
        new_count=foretold.new,
        changed_count=foretold.changed,
        unchanged_count=foretold.unchanged,
        conflict_count=foretold.conflicts,
    )
    audit.record("publish", data_return, by=by, at=at, **asdict(foretold))
    ask_to_judge_again(data_return)
    for measure, starts in touched.items():
        ask_to_recompute(measure, starts)
    return data_return


def _observe(data_return: DataReturn, foretold: Changes, at: datetime) -> None:
    """Turn staged rows into observations, each superseding what it changes, as was foretold."""
    values: dict[str, int | datetime] = {"return_id": data_return.pk, "at": at}
    with connection.cursor() as cursor:
        if foretold.changed:
            cursor.execute(BY_KEY.format("off"))
            cursor.execute(SUPERSEDE, values)
            cursor.execute(OBSERVE_CHANGED, values)
            cursor.execute(BY_KEY.format("on"))
        if foretold.new:
            cursor.execute(OBSERVE_NEW, values)
