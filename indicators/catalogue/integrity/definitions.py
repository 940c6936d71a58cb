"""Versions of the measures: their spans, breaks and sources, and when a figure is late."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from indicators.catalogue.schema import Catalogue

from .spans import START_OF_SET, holds, lasts

RECORDED_CRIME = (15, 16, 20, 28, 29, 34)
WITHOUT_DEFINITION = (24, 25, 26)
BREAKS = {
    ("NI 15", START_OF_SET),
    ("NI 20", START_OF_SET),
    ("NI 33i", date(2009, 4, 1)),
    ("NI 33ii", date(2009, 4, 1)),
    ("NI 111", date(2000, 4, 1)),
}
PUBLISHED_YEARS = [date(year, 4, 1) for year in range(2002, 2012)]
FRESHNESS_OF = {15: 2, 16: 2, 20: 2, 18: 9, 19: 18, 47: 12, 48: 12, 111: 12}
"""Months after which a figure is late; the other sources have no agreed allowance."""


def definitions_leave_no_gap_and_do_not_overlap(catalogue: Catalogue) -> Iterator[str]:
    """Each definition starts on the day the one before it ends, and lasts."""
    for _, measure in catalogue.measures:
        if not all(lasts(definition) for definition in measure.definitions):
            yield f"{measure.code}: a definition ends before it starts."
        for earlier, later in pairwise(measure.definitions):
            if earlier.ends_on is None or earlier.ends_on != later.starts_on:
                yield f"{measure.code}: {later.version} does not start as {earlier.version} ends."


def the_last_definition_is_open(catalogue: Catalogue) -> Iterator[str]:
    """The newest definition has no end: the set ended, the series may go on."""
    for _, measure in catalogue.measures:
        if measure.definitions[-1].ends_on is not None:
            yield f"{measure.code}: no definition after {measure.definitions[-1].ends_on}."


def versions_are_unique(catalogue: Catalogue) -> Iterator[str]:
    """No two definitions of a measure bear the same version."""
    for _, measure in catalogue.measures:
        versions = [definition.version for definition in measure.definitions]
        if len(set(versions)) < len(versions):
            yield f"{measure.code}: a version is there twice."


def breaks_are_the_known_ones(catalogue: Catalogue) -> Iterator[str]:
    """Series break at April 2008 (NI 15, 20), April 2009 (NI 33) and from YOT to PNC (NI 111)."""
    breaks = {
        (measure.code, definition.starts_on)
        for _, measure in catalogue.measures
        for definition in measure.definitions
        if not definition.is_comparable
    }
    for code, day in sorted(breaks ^ BREAKS, key=str):
        yield f"{code}: a break on {day} is {'missing' if (code, day) in BREAKS else 'not known'}."


def changes_say_what_changed(catalogue: Catalogue) -> Iterator[str]:
    """A definition that follows another says what changed, or that nothing is known to have."""
    for _, measure in catalogue.measures:
        for definition in measure.definitions[1:]:
            if not definition.change_note:
                yield f"{measure.code}: {definition.version} does not say what changed."


def recorded_crime_has_a_back_series(catalogue: Catalogue) -> Iterator[str]:
    """Recorded crime is defined for 2007/08 too, the baseline year of most targets."""
    for indicator in catalogue.among(*RECORDED_CRIME):
        for measure in indicator.measures:
            if not any(holds(d, date(2007, 4, 1)) for d in measure.definitions):
                yield f"{measure.code} has no definition for 2007/08."


def acquisitive_crime_runs_from_2002(catalogue: Catalogue) -> Iterator[str]:
    """NI 16 is comparable from 2002/03 to 2011/12, for which there are published figures."""
    for indicator in catalogue.among(16):
        for measure in indicator.measures:
            for year in PUBLISHED_YEARS:
                if not any(d.is_comparable and holds(d, year) for d in measure.definitions):
                    yield f"{measure.code} has no comparable definition for {year}."


def what_was_never_defined_says_so(catalogue: Catalogue) -> Iterator[str]:
    """NI 24, 25 and 26 were never firmly defined, and no other is marked so."""
    for indicator, measure in catalogue.measures:
        unsettled = [definition.version == "unsettled" for definition in measure.definitions]
        if any(unsettled) != (indicator.number in WITHOUT_DEFINITION):
            yield f"{measure.code} is {'' if any(unsettled) else 'not '}marked as unsettled."


def nothing_is_verified_unread(catalogue: Catalogue) -> Iterator[str]:
    """Only a text that was seen can be verified."""
    for indicator in catalogue.indicators:
        texts = [(indicator.verified, indicator.definition_source)]
        texts += [
            (d.verified, d.definition_source) for m in indicator.measures for d in m.definitions
        ]
        if any(verified and "not seen" in source for verified, source in texts):
            yield f"{indicator.code} is verified from a text that was not seen."


def a_figure_is_not_late_before_it_can_come(catalogue: Catalogue) -> Iterator[str]:
    """A figure may be at least as old as the time it takes to come."""
    for indicator in catalogue.indicators:
        freshness, lag = indicator.freshness_months, indicator.lag_months
        if freshness is not None and lag is not None and freshness < lag:
            yield f"{indicator.code} is late after {freshness} months, but takes {lag} to come."


def freshness_is_as_agreed(catalogue: Catalogue) -> Iterator[str]:
    """Recorded crime is late after 2 months, NI 18 after 9, roads and entrants 12, NI 19 18."""
    for indicator in catalogue.indicators:
        if indicator.freshness_months != FRESHNESS_OF.get(indicator.number):
            yield f"{indicator.code} is late after {indicator.freshness_months} months."
