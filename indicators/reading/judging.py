"""What a checked return would do, row by row, and what must be explained before it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby

import pandas as pd
from django.db import connection
from django.db.models import Case, Count, F, Max, QuerySet, When, Window
from django.db.models.functions import RowNumber

from indicators import judging, policies
from indicators.catalogue.rules import Rule
from indicators.catalogue.schema import read_rules
from indicators.models import (
    Conflict,
    ConflictQuerySet,
    DataReturn,
    Explanation,
    Figure,
    Finding,
    Measure,
    Observation,
    Outcome,
    Reported,
    StagedRow,
    Status,
)
from indicators.queries import EVERYBODY, SAME_CELL, segments_of
from indicators.states import ReturnStatus
from laa_portal.foundation.bulk import read_frame
from partnerships.models import Viewer

SAID = """
SELECT NULL::int AS row, NULL::int AS value_decimals, o.area_id, o.period_kind, o.period_start,
       o.definition_id, {known}, {nothing}
  FROM indicators_observation o
 WHERE o.measure_id = %(measure)s AND o.superseded_at IS NULL AND o.status IN %(with_value)s
   AND NOT EXISTS (SELECT FROM indicators_stagedrow s
                    WHERE s.data_return_id = %(data_return)s AND s.held_id = o.id
                      AND s.outcome = 'changed')
 UNION ALL
SELECT s.row, s.value_decimals, s.area_id, s.period_kind, s.period_start, s.definition_id,
       {said}, {held}
  FROM indicators_stagedrow s
  LEFT JOIN indicators_observation h ON h.id = s.held_id AND h.status IN %(with_value)s
 WHERE s.data_return_id = %(data_return)s AND s.measure_id = %(measure)s
   AND s.outcome IN ('new', 'changed') AND s.status IN %(with_value)s
"""
"""What is known of a measure, with what the return makes of it in place of what it supersedes."""

WITH_VALUE = (Status.FINAL.value, Status.PROVISIONAL.value)

OVERTAKEN = f"""
SELECT EXISTS (SELECT FROM indicators_stagedrow s
                 LEFT JOIN indicators_observation o ON o.superseded_at IS NULL AND {SAME_CELL}
                WHERE s.data_return_id = %s AND s.held_id IS DISTINCT FROM o.id)
"""


def evidence(data_return: DataReturn, measure: Measure) -> pd.DataFrame:
    """Return what a return says of a measure together with what is known, as judging takes it."""
    numbers = ("value", *judging.COLUMNS[measure.kind])
    columns = {
        "known": [f"o.{name}" for name in numbers],
        "said": [f"s.{name}" for name in numbers],
        "held": [f"h.{name} AS held_{name}" for name in numbers],
        "nothing": [f"NULL::numeric AS held_{name}" for name in numbers],
    }
    rows = read_frame(
        SAID.format(**{name: ", ".join(each) for name, each in columns.items()}),
        {"measure": measure.pk, "data_return": data_return.pk, "with_value": WITH_VALUE},
        dtype={name: float for one in numbers for name in (one, f"held_{one}")}
        | {"period_kind": "category"},
    )
    segments = segments_of(measure.definitions.all())
    rows = rows.assign(
        period_start=pd.to_datetime(rows["period_start"]),
        segment=rows["definition_id"].map(segments),
    )
    return judging.evidence(rows, measure.kind, measure.per)


def peaks(measure: Measure) -> pd.DataFrame:
    """Return the highest rate that each area has had, of figures that everybody may see.

    A sender is told what other areas' rates are held against, so it must be no secret.
    """
    if measure.kind not in judging.RATES:
        return pd.DataFrame(columns=judging.PEAKS)
    public = Figure.objects.public().exclude(policies.suppressed_for(EVERYBODY))
    reported = public.filter(measure=measure, summed_from="", value__isnull=False)
    highest = reported.order_by().values_list("area", "period_kind").annotate(Max("value"))
    return pd.DataFrame.from_records(list(highest), columns=judging.PEAKS)


def is_overtaken(data_return: DataReturn) -> bool:
    """Whether what the cells of a checked return hold has changed since it was judged."""
    with connection.cursor() as cursor:
        cursor.execute(OVERTAKEN, [data_return.pk])
        (is_other,) = cursor.fetchone()
    return bool(is_other)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the validation rules of the catalogue."""
    return read_rules()


def rules_for(measure: Measure) -> list[Rule]:
    return [rule for rule in rules() if rule.holds_for(measure.code, measure.kind)]


@cache
def _titles() -> dict[str, str]:
    return judging.BUILT_IN | {rule.code: rule.title for rule in rules()}


def title(code: str) -> str:
    """Say what rows are like that break a rule; its code where there is no such rule any more."""
    return _titles().get(code, code.replace("_", " ").capitalize())


# --- What would change ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Foretold:
    """A row of a checked return, and what its cell holds; None: nothing, or not for its reader."""

    row: StagedRow
    held: Observation | None

    @property
    def percent(self) -> float | None:
        """By how much the figure changes, in per cent of what it was; None where none can be."""
        before, after = (None if it is None else _amount(it) for it in (self.held, self.row))
        if before is None or after is None or not before:
            return None
        return float(100 * (after - before) / abs(before))


def _amount(reported: Reported) -> Decimal | None:
    """Return the figure that a row comes to, but for its factor."""
    if reported.numerator is None:
        return reported.value
    return reported.numerator / (reported.expected or reported.denominator or 1)


def foretold_rows(data_return: DataReturn, outcome: str = "") -> QuerySet[StagedRow]:
    """Return the rows of a checked return in the order of the sheet; of one outcome, or of all.

    None of a return that counts: what it changed is in the observations, and of its rows only those
    are kept that repeated what was known.
    """
    waiting = data_return.staged.filter(
        data_return__status__in=(ReturnStatus.CHECKED, ReturnStatus.LOADED)
    )
    rows = waiting.select_related(
        "measure__indicator", "area", "held__measure__indicator", "held__data_return__organisation"
    ).order_by("row")
    return rows.filter(outcome=outcome) if outcome else rows


def first_to_read(data_return: DataReturn, number: int) -> QuerySet[StagedRow]:
    """Return the rows that a person should look at first: conflicts, then changes, then others."""
    return foretold_rows(data_return).order_by(
        Case(
            When(outcome=Outcome.CONFLICT, then=0), When(outcome=Outcome.CHANGED, then=1), default=2
        ),
        "row",
    )[:number]


def foretold(rows: Iterable[StagedRow], viewer: Viewer) -> list[Foretold]:
    """Return rows with what their cells hold, as far as `viewer` may read it."""
    return [
        Foretold(row, row.held if row.held and policies.may_read_held(viewer, row.held) else None)
        for row in rows
    ]


# --- Conflicts ------------------------------------------------------------------------------------


def conflicts(viewer: Viewer) -> ConflictQuerySet:
    """Return the conflicts that `viewer` may see, with all that a page tells of each."""
    visible: ConflictQuerySet = Conflict.objects.visible_to(viewer).select_related(
        "measure__indicator",
        "area",
        "organisation",
        "data_return__organisation",
        "held__measure__indicator",
        "held__data_return__organisation",
        "settled_by",
    )
    return visible


# --- What must be explained -----------------------------------------------------------------------

ROWS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One rule that rows of one measure break: it is explained once, however many they are."""

    measure: Measure
    rule: str
    is_hard: bool
    count: int
    findings: tuple[Finding, ...]
    """The first of them, in the order of the sheet."""

    @property
    def key(self) -> str:
        """What an explanation of it is given under, as in `NI 16/outlier`."""
        return f"{self.measure.code}/{self.rule}"

    @property
    def title(self) -> str:
        return title(self.rule)

    @property
    def more(self) -> int:
        """How many rows are not among `findings`."""
        return self.count - len(self.findings)


def questions(data_return: DataReturn) -> list[Question]:
    """Return what a person must explain or mend before a return counts, in two queries."""
    counts = data_return.findings.values_list("measure_id", "rule").annotate(Count("pk"))
    numbers = {(measure_id, rule): count for measure_id, rule, count in counts.order_by()}
    place = Window(RowNumber(), partition_by=[F("measure"), F("rule")], order_by="row")
    named = data_return.findings.annotate(place=place).filter(place__lte=ROWS_NAMED)
    groups = groupby(named.select_related("measure__indicator"), key=_broken)
    return [
        Question(found[0].measure, rule, found[0].is_hard, numbers[measure_id, rule], found)
        for (measure_id, rule), found in ((key, tuple(group)) for key, group in groups)
    ]


def _broken(finding: Finding) -> tuple[int, str]:
    return finding.measure_id, finding.rule


@dataclass(frozen=True, slots=True)
class Explained:
    """What a sender said of the rows of one measure that break one rule."""

    measure: Measure
    rule: str
    text: str

    @property
    def told(self) -> str:
        """What it is about, as in `NI 16: far from the area's own history`."""
        words = title(self.rule)
        return f"{self.measure}: {words[:1].lower()}{words[1:]}"


def explained(data_return: DataReturn) -> list[Explained]:
    """Return the explanations that were given when a return was confirmed."""
    return _explained(data_return.explanations.all())


def reasons_of(observation: Observation) -> list[Explained]:
    """Return why a reported row is right though it breaks rules, as its sender explained it."""
    of_row = {"data_return": observation.data_return_id, "measure": observation.measure_id}
    broken = Finding.objects.filter(**of_row, row=observation.row).values("rule")
    return _explained(Explanation.objects.filter(**of_row, rule__in=broken))


def _explained(given: QuerySet[Explanation]) -> list[Explained]:
    return [Explained(one.measure, one.rule, one.text) for one in given.select_related("measure")]
