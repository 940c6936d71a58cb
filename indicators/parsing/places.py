"""Rules on what is measured, where and when: does the sender's row fit the catalogue?"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from difflib import get_close_matches

from indicators.periods import Period, PeriodKind

from .facts import AreaFacts, DefinitionFacts, Facts, MeasureFacts, name_key
from .problems import Fault
from .rows import Row
from .wording import listed, quoted, words

WIDTHS_OF_2008_CODES = (2, 4)
LENGTHS_WITH_SLIPS = range(8, 11)
"""Of codes of nine characters; one slip in a shorter one makes too many others."""

CODE_CHARACTERS = "EWNSK0123456789"
MOST_SUGGESTED = 3
MOST_CANDIDATES = 10
LONGEST_NAME = 60


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


def find_area(row: Row, measure: MeasureFacts | None, facts: Facts) -> AreaFacts | Fault | None:
    """Return the area of a row, what is wrong with naming it, or None where it is unread.

    An area may be called by its name where that can mean one only.
    """
    if "area_code" in row.unread:
        return None
    if area := facts.areas.get(row.area_code):
        return area
    candidates = facts.named.get(name_key(row.area_code), ())
    if len(meant := _likely(candidates, row, measure, facts)) == 1:
        return meant[0]
    if meant:
        among = listed([str(area) for area in meant[:MOST_CANDIDATES]], "or")
        message = (
            f"{quoted(row.area_code)} is the name of {len(meant)} areas. Write the code of the one "
            f"you mean: {among}."
        )
        return Fault("area_code", "ambiguous_area", message)
    return Fault("area_code", "unknown_area", _unknown_area(row.area_code, facts))


def is_named(row: Row, facts: Facts) -> bool:
    """Whether a row calls its area by name, which its sender has to confirm."""
    return row.area_code not in facts.areas


def _likely(
    areas: Sequence[AreaFacts], row: Row, measure: MeasureFacts | None, facts: Facts
) -> Sequence[AreaFacts]:
    """Return those of some areas that a row can be about, as long as any are left."""
    tests: list[Callable[[AreaFacts], bool]] = [
        lambda area: measure is None or bool(set(area.levels) & set(measure.levels)),
        lambda area: row.period is None or area.exists(row.period),
        lambda area: facts.sender_areas is None or area.id in facts.sender_areas,
    ]
    for test in tests:
        areas = [area for area in areas if test(area)] or areas
    return areas


def _unknown_area(text: str, facts: Facts) -> str:
    codes = _codes_meant(text, facts)
    meant = list(dict.fromkeys(str(facts.areas[code]) for code in codes))[:MOST_SUGGESTED]
    advice = (
        f"Did you mean {listed(meant, 'or')}?"
        if meant
        else "Write its code of the Office for National Statistics, as in E07000066."
    )
    return f"{quoted(text)} is no area. {advice}"


def _codes_meant(text: str, facts: Facts) -> list[str]:
    """Return the codes that may have been meant: zeros lost, a slip in a code or in a name."""
    areas = facts.areas
    padded = [text.zfill(width) for width in WIDTHS_OF_2008_CODES if text.zfill(width) in areas]
    if padded:
        return padded
    if len(text) in LENGTHS_WITH_SLIPS and (slips := areas.keys() & set(_one_slip_away(text))):
        return sorted(slips)
    near = get_close_matches(
        name_key(text)[:LONGEST_NAME], facts.named, n=MOST_SUGGESTED, cutoff=0.85
    )
    return [area.code for name in near for area in facts.named[name]]


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
    if row.period and area.ends_on and not area.exists(row.period):
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
