"""Rules on what is measured, where and when: does the sender's row fit the catalogue?"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches

from indicators.periods import Period, PeriodKind

from .facts import AreaFacts, DefinitionFacts, Facts, MeasureFacts
from .problems import Fault
from .rows import Row
from .wording import listed, quoted, words

WIDTHS_OF_2008_CODES = (2, 4)
LENGTHS_WITH_SLIPS = range(8, 11)
"""Of codes of nine characters; one slip in a shorter one makes too many others."""

CODE_CHARACTERS = "EWNSK0123456789"
MOST_SUGGESTED = 3


def find_measure(row: Row, facts: Facts) -> MeasureFacts | Fault | None:
    """Return the measure of a row, what is wrong with naming it, or None where it is unread."""
    if {"indicator", "measure"} & row.unread:
        return None
    known = facts.measures.get(row.indicator, ())
    if not known:
        nearest = get_close_matches(row.indicator, facts.measures, n=1)
        hint = f" The nearest is {nearest[0]}." if nearest else ""
        message = f"{row.indicator} is not in the catalogue.{hint} Check the number."
        return Fault("indicator", "unknown_indicator", message)
    codes = listed([measure.code for measure in known])
    if not row.measure:
        if len(known) == 1:
            return known[0]
        message = f"{row.indicator} has the measures {codes}. Name one."
        return Fault("measure", "measure_not_named", message)
    named = [measure for measure in known if _is_named(measure, row.measure)]
    message = f"{quoted(row.measure)} is no measure of {row.indicator}. It has {codes}."
    return named[0] if named else Fault("measure", "unknown_measure", message)


def _is_named(measure: MeasureFacts, text: str) -> bool:
    """Whether a text is a measure's code, “NI 33ii”, or what it adds to the indicator's: “ii”."""
    codes = (measure.code, measure.code.removeprefix(measure.indicator))
    return _letters(text) in [letters for code in codes if (letters := _letters(code))]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def find_area(row: Row, facts: Facts) -> AreaFacts | Fault | None:
    """Return the area of a row, what is wrong with its code, or None where it is unread."""
    if "area_code" in row.unread:
        return None
    if area := facts.areas.get(row.area_code):
        return area
    codes = _codes_meant(row.area_code, facts.areas)
    meant = list(dict.fromkeys(str(facts.areas[code]) for code in codes))[:MOST_SUGGESTED]
    advice = (
        f"Did you mean {listed(meant, 'or')}?"
        if meant
        else "Write its code of the Office for National Statistics, as in E07000066."
    )
    return Fault("area_code", "unknown_area", f"{quoted(row.area_code)} is no area. {advice}")


def _codes_meant(text: str, areas: Mapping[str, AreaFacts]) -> list[str]:
    """Return the codes that may have been meant: zeros lost, a name in its place, or a slip."""
    padded = [text.zfill(width) for width in WIDTHS_OF_2008_CODES if text.zfill(width) in areas]
    if padded:
        return padded
    if len(text) in LENGTHS_WITH_SLIPS and (slips := areas.keys() & set(_one_slip_away(text))):
        return sorted(slips)
    return [code for code, area in areas.items() if "".join(area.name.split()).upper() == text]


def _one_slip_away(text: str) -> Iterator[str]:
    """Yield what a text is with one character more, less or other, or two exchanged."""
    for i in range(len(text) + 1):
        before, after = text[:i], text[i:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for character in CODE_CHARACTERS:
            yield before + character + after
            yield before + character + after[1:]


def area_is_the_senders(row: Row, area: AreaFacts, facts: Facts) -> Iterator[Fault]:
    if facts.sender_areas is not None and area.id not in facts.sender_areas:
        message = f"{area} is not an area that {facts.sender} sends figures for. Delete the row."
        yield Fault("area_code", "not_the_senders_area", message)


def area_existed(row: Row, area: AreaFacts, facts: Facts) -> Iterator[Fault]:
    if row.period and area.ends_on and area.ends_on <= row.period.start:
        heirs = f" Report {listed(area.successors)}." if area.successors else ""
        message = f"{area} ended on {area.ends_on:%-d %B %Y}, before {row.period.label}.{heirs}"
        yield Fault("area_code", "area_had_ended", message)


def area_is_of_a_level(
    row: Row, measure: MeasureFacts, area: AreaFacts, facts: Facts
) -> Iterator[Fault]:
    if not set(area.levels) & set(measure.levels):
        levels = listed([words(level) for level in measure.levels], "or")
        message = f"{measure.code} is collected by {levels}, and {area} is not one."
        yield Fault("area_code", "wrong_level", message)


def period_is_over(row: Row, facts: Facts) -> Iterator[Fault]:
    if row.period and row.period.end > facts.today:
        message = f"{row.period.label} is not over yet. Send it when it is."
        yield Fault("period", "period_not_over", message)


def period_is_of_a_kind(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    if row.period and row.period.kind not in measure.period_kinds:
        kinds = listed([PeriodKind(kind).label for kind in measure.period_kinds], "or")
        message = (
            f"{measure.code} is collected by {kinds}; {row.period.code} is a "
            f"{row.period.kind.label}.{_year_meant(row.period, measure)}"
        )
        yield Fault("period", "wrong_period_kind", message)


def _year_meant(period: Period, measure: MeasureFacts) -> str:
    """Say that 2008-09 is a month, if the financial year 2008/09 may have been meant by it."""
    year = period.start.year
    is_ambiguous = period.kind is PeriodKind.MONTH and period.start.month == (year + 1) % 100
    if is_ambiguous and PeriodKind.FINANCIAL_YEAR in measure.period_kinds:
        return f" If you mean the financial year, write {Period.financial_year(year).code}."
    return ""


def period_is_defined(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    """A period that no definition covers, and no back series either, has no meaning."""
    if row.period and measure.definition_for(row.period) is None:
        spans = ", or ".join(_span(definition) for definition in measure.definitions)
        only = f": only for periods that start {spans}" if spans else ", nor for any other period"
        message = f"{measure.code} has no definition for {row.period.label}{only}."
        yield Fault("period", "period_not_defined", message)


def _span(definition: DefinitionFacts) -> str:
    """Say when a definition holds, both days included."""
    start, end = definition.starts_on, definition.ends_on
    since = f"from {start:%-d %B %Y}" if start else ""
    until = f"up to {end - timedelta(days=1):%-d %B %Y}" if end else ""
    return f"{since} {until}".strip()
