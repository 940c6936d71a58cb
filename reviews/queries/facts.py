"""What the judges of signals are told of each target, gathered for one measure at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from indicators.models import Definition, Measure, SeriesSummary
from indicators.periods import Period, PeriodKind
from indicators.summaries import PARTS
from indicators.summaries.kinds import Counting
from reviews.models import Assessment
from reviews.progress import Progress, Verdict
from reviews.signals import Facts, Placed, Seen
from targets import queries as of_targets
from targets.models import ENDS_ON, STARTS_ON, YEARS, Commitment, TargetType, Terms
from targets.states import CommitmentStatus

from .figures import summaries_of
from .held import FIRST_YEAR, Held, path_of
from .judged import judged
from .lateness import Lateness, lateness_of
from .measurability import Cases, cases_of, why_unmeasurable
from .misfits import misfits

ALWAYS_WORDS = frozenset({"NI 34"})
"""Too rare to be tested at all."""

PREDICTED = frozenset({"NI 18", "NI 38"})
"""Those whose expected number is a prediction; of others it is their own baseline."""

OUT = (CommitmentStatus.OBJECTED, CommitmentStatus.ASKED)


def facts_of(measure: Measure, held: Sequence[Held], at: datetime) -> Iterator[tuple[Held, Facts]]:
    """Yield each target with what is known of it, in the same number of queries for any number."""
    areas = {one.area_id for one in held}
    summaries = summaries_of(measure, areas)
    definitions = list(measure.definitions.all())
    late, cases = lateness_of(measure, areas, timezone.localdate(at)), cases_of(measure, areas)
    assessed = _assessed(held)
    partners = _partners(held)
    on = timezone.localdate(at)
    said, unfit = judged(measure, held, on), misfits(measure, held, on)
    for one in held:
        rows = assessed.get(one.target.pk, [])
        summary = summaries.get(one.area_id)
        facts = _facts(measure, one, rows, summary, definitions, on)
        path = path_of(one, measure)
        yield (
            one,
            replace(
                facts,
                unmeasurable=why_unmeasurable(path, definitions),
                **_of_returns(late.get(one.area_id), cases.get(one.area_id)),
                **_of_partners(partners.get(one.target.pk, ())),
                **said[one.target.pk],
                **unfit[one.target.pk],
            ),
        )


def _of_returns(late: Lateness | None, cases: Cases | None) -> dict[str, Any]:
    """Return what the returns of an area say beside their figures."""
    late = late or Lateness()
    return {
        "overdue": late.overdue,
        "overdue_period": late.period,
        "times_late": late.times,
        "referred": cases and cases.referred,
        "repeats": cases and cases.repeats,
        "referred_in": cases.year if cases else "",
    }


def _of_partners(out: Sequence[Commitment]) -> dict[str, Any]:
    """Return who is named for a target and has not agreed; `out` has the newest last."""
    if not out:
        return {}
    newest = out[-1]
    return {
        "partners": tuple(f"{one.organisation}{' (lead)' if one.is_lead else ''}" for one in out),
        "newest_out": f"{newest.organisation} {_since(newest).isoformat()}",
        "lead_is_out": any(one.is_lead for one in out),
    }


def _since(out: Commitment) -> datetime:
    """Return since when an organisation has not agreed: when it said so, or else was asked."""
    return out.answered_at or out.asked_at


def _facts(
    measure: Measure,
    one: Held,
    rows: Sequence[Assessment],
    summary: SeriesSummary | None,
    definitions: Sequence[Definition],
    on: date,
) -> Facts:
    path = path_of(one, measure)
    newest = next((row for row in reversed(rows) if row.is_told), None)
    final = _final(rows)
    return Facts(
        on=on,
        title=one.target.title,
        code=one.target.code,
        improvement=path.improvement if one.is_plain else 0,
        decimals=measure.decimals,
        unit=measure.unit,
        is_designated=one.terms.type == TargetType.DESIGNATED,
        is_placeholder=one.terms.is_placeholder,
        is_provisional=bool(newest and newest.is_provisional),
        has_break=newest is not None and _has_break(one.terms, definitions, newest),
        parity=float(measure.per) if one.target.code in PREDICTED else None,
        is_rare=one.target.code in ALWAYS_WORDS,
        last_value=path.values[path.last_year - FIRST_YEAR] if path.last_year else None,
        last_year=path.last_year,
        seen=_seen(newest) if newest else None,
        placed=_placed(measure, summary) if summary else None,
        final=_progress(final) if final else None,
        final_year=YEARS[final.year - FIRST_YEAR] if final else "",
        final_agreed=path.agreed(final.year) if final else None,
        gone=_gone(on),
        vintage=newest.vintage if newest else None,
    )


def _assessed(held: Sequence[Held]) -> dict[int, list[Assessment]]:
    """Return the assessments of each target, by year."""
    found: dict[int, list[Assessment]] = {}
    rows = Assessment.objects.filter(target__in=[one.target.pk for one in held])
    for row in rows.order_by("target", "year"):
        found.setdefault(row.target_id, []).append(row)
    return found


def _partners(held: Sequence[Held]) -> dict[int, list[Commitment]]:
    """Return who is named for each target and has not agreed: objected, or never answered.

    The newest last.
    """
    found: dict[int, list[Commitment]] = {}
    named = Commitment.objects.filter(
        target__in=[one.target.pk for one in held], status__in=[status.value for status in OUT]
    )
    for one in sorted(named.select_related("organisation"), key=_since):
        found.setdefault(one.target_id, []).append(one)
    return found


def _final(rows: Sequence[Assessment]) -> Assessment | None:
    """Return the newest year whose figure is final."""
    final = [row for row in rows if row.value is not None and not row.is_provisional]
    return final[-1] if final else None


def _progress(row: Assessment) -> Progress:
    return Progress(Verdict(row.verdict), row.asked, row.gap, row.share, row.because)


def _seen(row: Assessment) -> Seen | None:
    if not row.look or row.to_date is None or row.expected is None or row.period_start is None:
        return None
    kind = PeriodKind.MONTH if row.looks == 12 else PeriodKind.QUARTER
    return Seen(
        year=YEARS[row.year - FIRST_YEAR],
        level=row.level,
        look=row.look,
        looks=row.looks,
        to_date=row.to_date,
        expected=row.expected,
        p=row.p,
        p_meet=row.p_year,
        reason=row.level_reason,
        until=str(Period(kind, row.period_start).label),
        missing=_passed(row, kind) - row.look,
        is_settled=row.is_settled,
    )


def _passed(row: Assessment, kind: PeriodKind) -> int:
    """Return how many periods of its year there are up to the last that is in."""
    assert row.period_start  # as there is a look
    months = (row.period_start.year - row.year) * 12 + row.period_start.month - MONTH_OF_APRIL
    return months // kind.months + 1


MONTH_OF_APRIL = 4


def _placed(measure: Measure, summary: SeriesSummary) -> Placed:
    counting = PARTS[measure.kind].counting
    return Placed(
        period=str(summary.period.label),
        value=summary.value,
        point_type=summary.point_type,
        cause=summary.cause,
        compared=_compared(summary),
        grade=summary.grade,
        peers=summary.peer_count,
        percentile=summary.percentile,
        events=_events(summary) if counting is Counting.EVENTS else None,
        projected=summary.projected,
        projected_lower=summary.projected_lower_95,
        projected_upper=summary.projected_upper_95,
        projected_year=summary.target_start.year,
        lower=summary.lower,
        upper=summary.upper,
        change=summary.trend,
        is_survey=counting is Counting.ANSWERS,
    )


def _events(summary: SeriesSummary) -> float | None:
    """Return about how many events a year the series is of, by the width of its interval.

    The interval of a count is about twice its root to either side.
    """
    value, lower, upper = summary.value, summary.lower, summary.upper
    if not value or lower is None or upper is None or upper <= lower:
        return None
    a_period = (2 * 1.96 * value / (upper - lower)) ** 2
    return a_period * 12 / summary.period.kind.months


def _compared(summary: SeriesSummary) -> str:
    """Say of which period an area is set beside its peers; nothing where it is not."""
    if not summary.compared_start:
        return ""
    return str(Period(PeriodKind(summary.compared_kind), summary.compared_start).label)


def _has_break(terms: Terms, definitions: Sequence[Definition], newest: Assessment) -> bool:
    """Whether what is counted now cannot be compared with what the baseline was taken from."""
    baseline = of_targets.period_of(terms.baseline_period)
    until = Period.financial_year(newest.year).start
    return baseline is not None and any(
        one.starts_on and not one.is_comparable and baseline.start < one.starts_on <= until
        for one in definitions[1:]
    )


def _gone(on: date) -> float:
    """Return the share of the term of the agreements of 2008 that has gone."""
    whole = (ENDS_ON - STARTS_ON).days
    return min(max((on - STARTS_ON).days / whole, 0.0), 1.0)
