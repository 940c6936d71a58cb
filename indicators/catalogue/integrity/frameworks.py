"""Which indicators there are, and in which framework each has what standing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from indicators.catalogue import source_note
from indicators.catalogue.schema import Catalogue

from .spans import START_OF_SET, end, holds, lasts, spells_in

NUMBERS = [*range(15, 50), 111]

CUT = re.compile(r"\n|  |\w+- \w+")


def the_range_is_complete(catalogue: Catalogue) -> Iterator[str]:
    """The catalogue holds NI 15 to NI 49 and NI 111, each once."""
    count = Counter(indicator.number for indicator in catalogue.indicators)
    for number in sorted({*NUMBERS, *count}):
        wanted = 1 if number in NUMBERS else 0
        if count[number] != wanted:
            yield f"NI {number} is there {count[number]} times, not {wanted}."


def codes_follow_from_numbers(catalogue: Catalogue) -> Iterator[str]:
    """Code, slug and file name are those of the number."""
    for indicator in catalogue.indicators:
        number, named = indicator.number, (indicator.code, indicator.slug, indicator.file)
        if named != (f"NI {number}", f"ni-{number}", f"ni_{number}.toml"):
            yield f"{indicator.file}: number {number} does not go with {', '.join(named)}."


def titles_are_unique(catalogue: Catalogue) -> Iterator[str]:
    """No two indicators have the same title."""
    for title, count in Counter(indicator.title for indicator in catalogue.indicators).items():
        if count > 1:
            yield f"“{title}” is the title of {count} indicators."


def texts_are_whole(catalogue: Catalogue) -> Iterator[str]:
    """No text has a line break, two spaces or a word cut at its hyphen."""
    for indicator in catalogue.indicators:
        texts = [indicator.title, indicator.rationale, indicator.notes]
        texts += [measure.title for measure in indicator.measures]
        texts += [d.numerator for measure in indicator.measures for d in measure.definitions]
        for text in texts:
            if cut := CUT.search(text):
                yield f"{indicator.code}: “{cut[0]}” is cut in “{text[:40]}”."


def first_years_are_those_of_the_set(catalogue: Catalogue) -> Iterator[str]:
    """The first year begins with inclusion in the set; what was dropped has none."""
    for indicator in catalogue.indicators:
        spells = spells_in("NIS", indicator)
        years = [str(m.starts_on.year) for m in spells if m.standing == "included"]
        if years != [indicator.first_year[:4]] * (not indicator.is_dropped):
            yield f"{indicator.code}: the first year is {indicator.first_year}, not {years}."


def the_notes_25_are_marked(catalogue: Catalogue) -> Iterator[str]:
    """Exactly the 25 indicators of the source note are marked as its own."""
    for indicator in catalogue.indicators:
        if indicator.in_source_note != (indicator.number in source_note.TITLES):
            negation = "" if indicator.in_source_note else "not "
            yield f"{indicator.code} is {negation}marked as listed in the note."


def short_titles_are_the_notes(catalogue: Catalogue) -> Iterator[str]:
    """The short title is word for word the note's, and empty where the note lists none."""
    for indicator in catalogue.indicators:
        if indicator.apacs_title != source_note.TITLES.get(indicator.number, ""):
            yield f"{indicator.code}: “{indicator.apacs_title}” is not the note's title."


def five_are_delayed_until_april_2009(catalogue: Catalogue) -> Iterator[str]:
    """NI 24, 25, 26, 32 and 38, and no others, are delayed in the set until 1 April 2009."""
    for indicator in catalogue.indicators:
        ends = [m.ends_on for m in spells_in("NIS", indicator) if m.standing == "delayed"]
        wanted = [source_note.DELAYED_UNTIL] if indicator.number in source_note.DELAYED else []
        if ends != wanted:
            yield f"{indicator.code} is delayed until {_days(ends)}, not {_days(wanted)}."


def apacs_has_the_notes_25(catalogue: Catalogue) -> Iterator[str]:
    """APACS shares exactly the indicators that the note lists."""
    for indicator in catalogue.indicators:
        if bool(spells_in("APACS", indicator)) != (indicator.number in source_note.TITLES):
            yield f"{indicator.code}: its place in APACS is not as the note lists it."


def only_ni_35_is_no_headline(catalogue: Catalogue) -> Iterator[str]:
    """In APACS in 2008/09, NI 35 is no headline indicator and every other one is."""
    for indicator in catalogue.indicators:
        wanted = "included" if indicator.number in source_note.NOT_HEADLINE else "headline"
        for membership in spells_in("APACS", indicator):
            if holds(membership, START_OF_SET) and membership.standing != wanted:
                yield f"{indicator.code} is {membership.standing} in APACS, not {wanted}."


def ni_31_is_a_tombstone(catalogue: Catalogue) -> Iterator[str]:
    """NI 31, and it alone, was dropped; what was dropped has no measure, the rest have."""
    for indicator in catalogue.indicators:
        if indicator.is_dropped != (indicator.number == 31):
            negation = "" if indicator.is_dropped else "not "
            yield f"{indicator.code} is {negation}marked as dropped."
        if indicator.is_dropped == bool(indicator.measures):
            yield f"{indicator.code} has {len(indicator.measures)} measures."


def every_indicator_is_in_the_set(catalogue: Catalogue) -> Iterator[str]:
    """Each indicator has a place in the National Indicator Set from the set's first day."""
    for indicator in catalogue.indicators:
        if not any(holds(m, START_OF_SET) for m in spells_in("NIS", indicator)):
            yield f"{indicator.code} has no place in the set on 1 April 2008."


def memberships_do_not_overlap(catalogue: Catalogue) -> Iterator[str]:
    """An indicator has one standing in a framework at a time; a spell ends after it starts."""
    for indicator in catalogue.indicators:
        for framework in sorted({m.framework for m in indicator.memberships}):
            spells = spells_in(framework, indicator)
            if not all(lasts(spell) for spell in spells):
                yield f"{indicator.code}: a spell in {framework} ends before it starts."
            if any(end(earlier) > later.starts_on for earlier, later in pairwise(spells)):
                yield f"{indicator.code} has two standings at once in {framework}."


def delayed_indicators_enter_the_set(catalogue: Catalogue) -> Iterator[str]:
    """A delay is followed by inclusion on the day it ends."""
    for indicator in catalogue.indicators:
        included = {m.starts_on for m in indicator.memberships if m.standing == "included"}
        for membership in indicator.memberships:
            if membership.standing == "delayed" and membership.ends_on not in included:
                yield f"{indicator.code} does not enter the set when its delay ends."


def support_is_a_membership(catalogue: Catalogue) -> Iterator[str]:
    """The agreement or objective an indicator supports is one it belongs to."""
    for indicator in catalogue.indicators:
        references = [m.reference for m in indicator.memberships if m.framework in {"PSA", "DSO"}]
        if references != [indicator.supports] * (not indicator.is_dropped):
            yield f"{indicator.code} supports {indicator.supports} but belongs to {references}."


def roads_support_the_transport_department(catalogue: Catalogue) -> Iterator[str]:
    """NI 47 and NI 48 support an objective of the Department for Transport, not an agreement."""
    for indicator in catalogue.among(47, 48):
        if indicator.supports != "DfT DSO":
            yield f"{indicator.code} supports {indicator.supports}."


def _days(days: Sequence[date | None]) -> str:
    return ", ".join(str(day) for day in days) or "no day"
