"""What an agreement would come to if one side said what it has prepared: as rules see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from indicators.due_dates import FIRST_WAVE
from indicators.models import Figure, FrameworkMembership, Measure, MeasureKind
from indicators.periods import Period, PeriodError, PeriodKind
from partnerships.models import Area, User
from targets.models import YEARS, DraftLine, OfferLine, PlaceholderReason, Target, Terms
from targets.rules import Line, PartLine
from targets.states import LineKind

from .commitments import linked_counts
from .plan_values import plan_lines

HUNDRED = Decimal(100)
RANGES: Mapping[str, tuple[Decimal | None, Decimal | None]] = {
    MeasureKind.PROPORTION: (Decimal(), HUNDRED),
    MeasureKind.SURVEY_PROPORTION: (Decimal(), HUNDRED),
    MeasureKind.DIFFERENCE: (-HUNDRED, HUNDRED),
    MeasureKind.SURVEY_DIFFERENCE: (-HUNDRED, HUNDRED),
    MeasureKind.ROLLING_CHANGE: (-HUNDRED, None),
}
"""Between which a value can be, by kind of measure; any other cannot be under 0."""


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A target with the terms it would have. Without terms it is only named."""

    target: Target
    terms: Terms


def package(
    targets: Iterable[Target],
    on_the_table: Mapping[int, OfferLine],
    drafts: Mapping[int, DraftLine],
) -> list[PackageLine]:
    """Return the lines there would be: terms drafted, or else those that lie on the table."""
    found = []
    for target in targets:
        draft = drafts.get(target.pk)
        if draft and draft.kind == LineKind.WITHDRAW:
            continue
        has_own = draft and LineKind(draft.kind).has_terms
        terms = draft if has_own else on_the_table.get(target.pk)
        if terms:
            found.append(PackageLine(target, terms))
    return found


def with_partners(lines: Iterable[PackageLine], area: Area, reader: User) -> list[Line]:
    """Return lines as the rules of a submission see them, in five queries at most.

    With how many each relates to, and what other plans say of it.
    """
    lines = list(lines)
    linked = linked_counts(one.target.pk for one in lines)
    plans = plan_lines(one.target for one in lines)
    return [
        replace(line, partners=linked.get(one.target.pk, 0), plans=plans[one.target.pk])
        for one, line in zip(lines, rule_lines(lines, area, reader), strict=True)
    ]


def rule_lines(lines: Iterable[PackageLine], area: Area, reader: User) -> list[Line]:
    """Return lines of an area's agreement as rules see them, in three queries at most.

    `reader` is whose view of the figures counts: somebody at the area's table. Partners are not
    counted: no offer waits for them.
    """
    lines = list(lines)
    indicators = {one.target.indicator_id for one in lines if one.target.indicator_id}
    delayed = _delayed(indicators) if indicators else {}
    known = _known(lines, area, reader)
    names = names_of_parts(one.terms for one in lines)
    return [_rule_line(one, delayed, known, names) for one in lines]


def _rule_line(
    line: PackageLine,
    delayed: Mapping[int, date | None],
    known: Mapping[tuple[int, str], Decimal],
    names: Mapping[str, str],
) -> Line:
    target, terms, measure = line.target, line.terms, line.terms.measure
    lowest, highest = RANGES.get(measure.kind, (Decimal(), None)) if measure else (None, None)
    key = (measure.pk if measure else 0, terms.baseline_period)
    return Line(
        title=target.title,
        code=target.code,
        type=terms.type,
        is_national=bool(target.indicator_id or target.carried_code),
        delayed_until=delayed.get(target.indicator_id or 0),
        is_placeholder=terms.is_placeholder,
        unit=terms.unit,
        measure_unit=measure.unit if measure else "",
        polarity=measure.polarity if measure else "none",
        lowest=lowest,
        highest=highest,
        years=YEARS,
        values=terms.values,
        unmeasured=unmeasured(target, measure),
        baseline=terms.baseline,
        known=known.get(key),
        explains_baseline=bool(terms.baseline_because),
        is_slowing=terms.is_slowing,
        is_gap=terms.gap_to_id is not None,
        parts=tuple(_part(one, names) for one in terms.parts),
        explains_parts=bool(terms.parts_because),
        waits_for_an_issue=terms.placeholder_reason == PlaceholderReason.SHARED_ISSUE,
        names_its_issue=terms.issue_id is not None,
    )


def _part(part: Mapping[str, str], names: Mapping[str, str]) -> PartLine:
    name = names.get(part["area"], part["area"])
    return PartLine(name, Decimal(part["weight"]), Decimal(part["value"]))


def unmeasured(target: Target, measure: Measure | None) -> frozenset[str]:
    """Return the years in which a survey does not run: every second one after the first."""
    if not (measure and target.indicator and target.indicator.frequency == "biennial"):
        return frozenset()
    return frozenset(year for year in YEARS if (int(year[:4]) - FIRST_WAVE) % 2)


def _delayed(indicators: set[int]) -> dict[int, date | None]:
    """Return until when the National Indicator Set delays indicators, by key."""
    delayed = FrameworkMembership.objects.filter(
        indicator__in=indicators,
        framework=FrameworkMembership.Framework.NIS,
        standing=FrameworkMembership.Standing.DELAYED,
    )
    return dict(delayed.values_list("indicator", "ends_on"))


def names_of_parts(several: Iterable[Terms]) -> dict[str, str]:
    """Return the names of the districts that terms are for, by code; no query where none is."""
    codes = {part["area"] for terms in several for part in terms.parts}
    named = Area.objects.filter(gss_code__in=codes) if codes else Area.objects.none()
    return dict(named.values_list("gss_code", "name"))


def _known(
    lines: Iterable[PackageLine], area: Area, reader: User
) -> dict[tuple[int, str], Decimal]:
    """Return the portal's figures of the baselines, as printed, by measure and period."""
    asked = {
        (terms.measure.pk, period): terms.measure.decimals
        for terms in (one.terms for one in lines)
        if terms.measure and (period := period_of(terms.baseline_period))
    }
    figures = Figure.objects.visible_to(reader).filter(
        area=area,
        measure__in={measure for measure, _ in asked},
        period_start__in={period.start for _, period in asked},
        value__isnull=False,
    )
    found = {}
    for figure in figures.only("measure", "period_kind", "period_start", "value"):
        period = Period(PeriodKind(figure.period_kind), figure.period_start)
        decimals = asked.get((figure.measure_id, period))
        if decimals is not None and figure.value is not None:
            found[figure.measure_id, str(period.code)] = printed(figure.value, decimals)
    return found


def printed(value: float, decimals: int) -> Decimal:
    """Return a figure as it is printed: halves away from zero."""
    unit = Decimal(1).scaleb(-decimals)
    return Decimal(str(value)).quantize(unit, rounding=ROUND_HALF_UP)


def period_of(text: str) -> Period | None:
    """Return the period that a baseline names; None where it names none."""
    try:
        return Period.parse(text)
    except PeriodError:
        return None
