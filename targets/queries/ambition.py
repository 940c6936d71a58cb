"""How ambitious an offered value is, by evidence as it is today or as a pack has it."""

import numpy as np
from django.db.models import prefetch_related_objects

from indicators import descriptions, printing, reading
from indicators.models import Measure, SeriesSummary
from indicators.periods import Period, PeriodKind
from indicators.queries import FigureRow
from indicators.reading import Evidence
from partnerships.models import Area, Viewer
from targets.ambition import Ambition, Elsewhere, Offered, Own, Projection, judge, sizes
from targets.models import Terms

from .elsewhere import elsewhere as seen_elsewhere
from .elsewhere import subject_of, yearly_kind
from .packages import period_of
from .packs import somebody_of
from .recollection import Recollection

HELD_OPEN = "It is held open, so there is no value to judge."
NO_VALUE = "There is no value to judge: none is offered for any of the years."
NO_MEASURE = "There is no measure of the portal behind it, so there are no figures to judge it by."
OF_A_GAP = (
    "It is a gap to another area's figure. Where that will be is not known, so the value is not "
    "judged."
)
OF_PARTS = (
    "It is for some districts only, and the figures here are of the whole area, so the value is "
    "not judged."
)
NO_BASELINE = "There is no baseline yet, so there is nothing to judge the value from."
NO_FIGURE = "There is no figure to judge the value by yet."
NOT_YET = "what these figures come to has not been worked out yet"
NO_YEAR = "Its baseline is not of a year by which the figures are told, so the value is not judged."


def ambition_then(recalled: Recollection, terms: Terms) -> Ambition:
    """Return what a pack says of the terms under which it was frozen. It asks nothing else."""
    return ambition(recalled.evidence, terms, recalled.elsewhere)


def ambition_now(terms: Terms, area: Area) -> Ambition:
    """Return what today's figures say of terms that are being typed, in ten queries at most.

    In one, while the figures stay as they are. As somebody of the area reads them, so that either
    side is told the same. Nothing is saved.
    """
    measure = terms.measure
    if measure is None or _why_not(terms):
        return ambition(None, terms, None)
    evidence, elsewhere = _today(measure, area, somebody_of(area))
    has_figures = any(evidence.series.values())
    return ambition(evidence if has_figures else None, terms, elsewhere)


@reading.kept_while_unchanged
def _today(measure: Measure, area: Area, viewer: Viewer) -> tuple[Evidence, Elsewhere]:
    prefetch_related_objects([measure], "definitions")
    evidence = reading.evidence(measure, area, viewer)
    return evidence, seen_elsewhere(evidence)


def ambition(evidence: Evidence | None, terms: Terms, elsewhere: Elsewhere | None) -> Ambition:
    """Return how ambitious the last value of terms is.

    It asks the database nothing. `evidence` is None where there is no figure; `elsewhere` is None
    where a pack kept nothing of other areas.
    """
    if reason := _why_not(terms):
        return Ambition(reason=reason)
    if evidence is None:
        return Ambition(reason=NO_FIGURE)
    if terms.unit not in ("", evidence.measure.unit):
        unit = evidence.measure.unit
        return Ambition(reason=f"It is not in {unit}, so the figures do not compare with it.")
    since = period_of(terms.baseline_period)
    if since is None or since.kind is not yearly_kind(evidence):
        return Ambition(reason=NO_YEAR)
    until = _last_year(evidence, terms)
    own = _own(evidence, since, until)
    return judge(subject_of(evidence.measure), _offered(terms, since, until), own, elsewhere)


def is_of_the_whole(terms: Terms) -> bool:
    """Whether the values of terms are of the measure itself, in the area as a whole."""
    return not (terms.is_placeholder or terms.gap_to_id or terms.parts)


def _why_not(terms: Terms) -> str:
    """Return why such terms are not judged, in a sentence; nothing where they are."""
    reasons = {
        HELD_OPEN: terms.is_placeholder,
        NO_MEASURE: terms.measure_id is None,
        OF_A_GAP: terms.gap_to_id is not None,
        OF_PARTS: bool(terms.parts),
        NO_VALUE: terms.last_value is None,
        NO_BASELINE: terms.baseline is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _offered(terms: Terms, since: Period, until: Period) -> Offered:
    assert terms.baseline is not None
    assert terms.last_value is not None
    return Offered(
        baseline=float(terms.baseline),
        baseline_year=since.start.year,
        baseline_label=since.label,
        value=float(terms.last_value),
        year=until.start.year,
        label=until.label,
    )


def _last_year(evidence: Evidence, terms: Terms) -> Period:
    """Return the year of the last value."""
    return [year_of(evidence, year) for year, value in terms.by_year() if value is not None][-1]


def year_of(evidence: Evidence, year: str) -> Period:
    """Return the year of an agreement, or of a measure told by calendar years the one begun in."""
    period = Period.parse(year)
    if yearly_kind(evidence) is PeriodKind.CALENDAR_YEAR:
        return Period.containing(PeriodKind.CALENDAR_YEAR, period.start)
    return period


def _own(evidence: Evidence, since: Period, until: Period) -> Own:
    summary = evidence.summary
    return Own(
        projection=_projection(summary) if summary else None,
        why_no_projection=descriptions.why_not(summary.projection_reason) if summary else NOT_YET,
        size=_size(evidence, since),
        dispersion=(summary.dispersion if summary else None) or 1.0,
        change=_new_definition(evidence, since, until) or _other_area(evidence, since, until),
    )


def _projection(summary: SeriesSummary) -> Projection | None:
    if summary.projected is None:
        return None
    return Projection(
        year=summary.target_start.year,
        label=summary.target_period.label,
        median=summary.projected,
        variance=summary.projected_variance or 0.0,
        lower=summary.projected_lower_95 or 0.0,
        upper=summary.projected_upper_95 or 0.0,
    )


def _size(evidence: Evidence, since: Period) -> float | None:
    """Return what is behind the figure of the baseline's year, or else of the newest."""
    rows = [row for row in evidence.rows(yearly_kind(evidence)) if row.shown.value is not None]
    of_baseline = [row for row in rows if row.period == since]
    return next(filter(None, (_size_of(row) for row in [*of_baseline, *reversed(rows)])), None)


def _size_of(row: FigureRow) -> float | None:
    names = ("value", "lower", "upper", "denominator", "expected")
    numbers = {name: getattr(row.shown, name) for name in names}
    known = {name: np.nan if one is None else float(one) for name, one in numbers.items()}
    size = float(sizes(subject_of(row.measure), **known))
    return size if np.isfinite(size) else None


def _new_definition(evidence: Evidence, since: Period, until: Period) -> str:
    """Return the sentence on a definition that makes both years incomparable, if any does."""
    for one in evidence.definitions[1:]:
        if one.starts_on and not one.is_comparable and since.start < one.starts_on <= until.start:
            note = f": {one.change_note.rstrip('.')}" if one.change_note else ""
            return f"What is counted changes between {since.label} and {until.label}{note}."
    return ""


def _other_area(evidence: Evidence, since: Period, until: Period) -> str:
    """Return the sentence on an area that was not there in either year, or is no more."""
    area = evidence.area
    if area.starts_on and since.start < area.starts_on:
        return f"{area} was made on {printing.day(area.starts_on)}, after the baseline."
    if area.ends_on and area.ends_on < until.end:
        return f"{area} ends on {printing.day(area.ends_on)}, before {until.label} is over."
    return ""
