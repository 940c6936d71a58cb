"""What comes before confirming: what each row would do, what must be explained, and why it may."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from indicators import judging, policies, queries
from indicators.models import DataReturn, Explanation, Finding, Measure
from indicators.queries import DIFFERS, FIGURES_DIFFER, SAME_CELL
from indicators.reading import judging as reading
from indicators.rollup import Geography
from indicators.states import ReturnStatus
from laa_portal.foundation import audit, jobs
from laa_portal.foundation.bulk import write_frame
from partnerships.models import User

from .loading import try_to_hold_measures

LONGEST_EXPLANATION = 500
A_MOMENT = 5
"""Seconds until a return is judged again whose measures were being loaded."""

NO_EXPLANATIONS: Mapping[str, str] = {}


class Unexplained(PermissionDenied):
    """Rows break rules, and nobody has said why. `keys` are those of the questions left open."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(
            f"Explain why these rows are right, or mend them: {', '.join(keys)}. "
            "Nothing was loaded."
        )
        self.keys = keys


FORGET = """
UPDATE indicators_stagedrow SET held_id = NULL, outcome = 'new'
 WHERE data_return_id = %(data_return)s AND held_id IS NOT NULL
"""

FORETELL = f"""
UPDATE indicators_stagedrow s
   SET held_id = o.id,
       outcome = CASE WHEN r.status = 'withdrawn' THEN 'changed'
                      WHEN NOT ({DIFFERS}) THEN 'unchanged'
                      WHEN r.organisation_id = %(organisation)s THEN 'changed'
                      WHEN {FIGURES_DIFFER} THEN 'conflict'
                      ELSE 'unchanged' END
  FROM indicators_observation o
  JOIN indicators_datareturn r ON r.id = o.data_return_id
 WHERE s.data_return_id = %(data_return)s AND o.superseded_at IS NULL AND {SAME_CELL}
"""
"""Another organisation's figure is never superseded; its note is its own as well.

What is known of a withdrawn return's cell is that it is missing. That is nobody's word: whoever
reports the cell next holds it, be it to say that it is missing.
"""

OTHERS = f"""
SELECT DISTINCT r.id
  FROM indicators_datareturn r
  JOIN indicators_stagedrow s ON s.data_return_id = r.id
 WHERE r.status = 'checked' AND r.id <> %(data_return)s
   AND EXISTS (SELECT FROM indicators_observation o
                WHERE o.superseded_at IS NULL AND {SAME_CELL}
                  AND %(data_return)s IN (o.data_return_id, o.withdrawn_return_id)
               OFFSET 0)
"""
"""OFFSET has each row that waits looked up by its cell: a load has far more rows than wait."""


def foretell(data_return: DataReturn) -> None:
    """Hold each row that waits against what its cell holds now. The return must be locked."""
    values = {"data_return": data_return.pk, "organisation": data_return.organisation_id}
    with connection.cursor() as cursor:
        if data_return.status != ReturnStatus.RECEIVED:  # it was foretold before
            cursor.execute(FORGET, values)
        cursor.execute(FORETELL, values)


def judge_first(data_return: DataReturn) -> None:
    """Judge a return in the transaction that checks it, in which it must be locked.

    A load of the same measures that is under way cannot see that this return waits, nor we what it
    says. Its sender is not made to wait for it: the return is judged again once it is done.
    """
    measure_ids = _measures_of(data_return)
    if not try_to_hold_measures(measure_ids):
        jobs.ask("judge_again", str(data_return.pk), return_id=data_return.pk)
    _judge(data_return, measure_ids)


def _judge(data_return: DataReturn, measure_ids: list[int]) -> None:
    """Foretell what each row of a locked return would do, and find what must be explained."""
    foretell(data_return)
    data_return.findings.all().delete()
    measures = list(Measure.objects.filter(pk__in=measure_ids))
    has_parts = any(len(measure.levels) > 1 for measure in measures)
    geography = queries.geography() if has_parts else None
    for measure in measures:
        findings = _findings(data_return, measure, geography)
        if not findings.empty:
            owner = {"data_return_id": data_return.pk, "measure_id": measure.pk}
            write_frame(findings.assign(**owner), Finding._meta.db_table)


def _measures_of(data_return: DataReturn) -> list[int]:
    """Return the measures of which a return says something, by their primary key."""
    return list(data_return.staged.order_by().values_list("measure", flat=True).distinct())


def _findings(
    data_return: DataReturn, measure: Measure, geography: Geography | None
) -> pd.DataFrame:
    """Return what is found in what a return says of one measure."""
    rules = reading.rules_for(measure)
    others = {code for rule in rules for code in rule.other_measures}
    context = judging.Context(
        others={m.code: reading.evidence(data_return, m) for m in _measures(others)},
        geography=geography if len(measure.levels) > 1 else None,
        level=measure.levels[0],
    )
    return judging.judge(
        reading.evidence(data_return, measure),
        kind=measure.kind,
        per=measure.per,
        peaks=reading.peaks(measure),
        rules=rules,
        context=context,
    )


def _measures(codes: set[str]) -> list[Measure]:
    return list(Measure.objects.filter(code__in=codes)) if codes else []


@transaction.atomic
def judge_again(*, return_id: int, at: datetime) -> None:
    """Hold a checked return against what is known now, as another return has changed it.

    May be called twice: a return that was confirmed meanwhile, or is as it was judged, stays. While
    a load of the same measures is under way, it asks for itself again: waiting for that would keep
    a worker from all else, and its sender from the return.
    """
    waiting = DataReturn.objects.filter(pk=return_id, status=ReturnStatus.CHECKED)
    data_return = waiting.select_for_update(of=("self",), no_key=True).first()
    if data_return is None:
        return
    measure_ids = _measures_of(data_return)
    if not try_to_hold_measures(measure_ids):
        jobs.ask_later(A_MOMENT, "judge_again", str(return_id), return_id=return_id)
        return
    if not reading.is_overtaken(data_return):
        return
    _judge(data_return, measure_ids)
    data_return.advance()
    audit.record("judge_again", data_return, by=None, at=at)


def ask_to_judge_again(data_return: DataReturn) -> None:
    """Have the returns judged again that wait with rows for cells which `data_return` has changed.

    By what it says, or by its withdrawal.
    """
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, {"data_return": data_return.pk})
        overtaken = [pk for (pk,) in cursor.fetchall()]
    for pk in overtaken:
        jobs.ask("judge_again", str(pk), return_id=pk)


def explain(
    data_return: DataReturn, explanations: Mapping[str, str], *, by: User | None, at: datetime
) -> None:
    """Keep why rows that break rules are right all the same, before they are confirmed.

    `explanations` is by the key of each question, as in `NI 16/outlier`. An operator is asked
    nothing, but may not break a hard rule either. Raises PermissionDenied and Unexplained.
    """
    questions = reading.questions(data_return)
    policies.may_be_explained(sum(question.is_hard for question in questions)).enforce()
    given = {q: explanations.get(q.key, "").strip() for q in questions}
    if by is not None and (open_ := [q.key for q, text in given.items() if not text]):
        raise Unexplained(open_)
    Explanation.objects.bulk_create(
        Explanation(
            data_return=data_return,
            measure=question.measure,
            rule=question.rule,
            text=text,
            given_by=by,
            given_at=at,
        )
        for question, text in given.items()
        if text
    )
