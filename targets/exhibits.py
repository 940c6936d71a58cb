"""The portal's own charts, for those who write priorities and those who read what was frozen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import fmean

from django.db.models import prefetch_related_objects

from indicators import descriptions, exhibits, reading
from indicators.charts import Chart, Point, Series, wording
from indicators.models import Indicator, Measure
from indicators.periods import Period
from indicators.queries import EVERYBODY, released
from indicators.reading import Evidence, History
from partnerships.models import Area, Viewer
from targets import queries
from targets.ambition import Ambition, Elsewhere
from targets.models import (
    YEARS,
    EvidencePack,
    OfferLine,
    Priority,
    PriorityEvidence,
    Terms,
    VersionLine,
)
from targets.queries import Negotiation, NewData, Recollection
from targets.sides import Side

NOT_YET = "What these figures come to has not been worked out yet."


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure in an area beside what is written of it: its chart, and what it comes to."""

    measure: Measure
    area: Area
    sentence: str
    chart: Chart | None = None
    """None where there is no figure; the sentence says so."""


def beside_priority(priority: Priority, viewer: Viewer) -> list[Beside]:
    """Return the charts of the indicators that a priority bears on, in its partnership's areas."""
    indicators = priority.indicators.order_by("number").prefetch_related("measures__definitions")
    areas = list(priority.assessment.partnership.areas.order_by("name"))
    return [
        _beside(measure, area, viewer)
        for indicator in indicators
        for measure in _measures(indicator)
        for area in areas
    ]


def _measures(indicator: Indicator) -> Iterator[Measure]:
    for measure in indicator.measures.all():
        measure.indicator = indicator
        yield measure


def _beside(measure: Measure, area: Area, viewer: Viewer) -> Beside:
    history = reading.history(measure, area, reading.known(measure, area, viewer, None))
    if not history.rows:
        return Beside(measure, area, f"There is no figure for {area} yet.")
    summary = reading.evidence(measure, area, viewer).summary
    sentence = descriptions.sentence(summary) if summary else NOT_YET
    return Beside(measure, area, sentence, exhibits.over_time(history).chart)


# --- From packs -----------------------------------------------------------------------------------


def sentence_of(recalled: Recollection) -> str:
    """Return what the figures of a pack came to when they were frozen."""
    return descriptions.sentence(recalled.summary) if recalled.summary else NOT_YET


def charts_of(recalled: Recollection) -> Sequence[exhibits.Exhibit]:
    """Return the exhibits of an area's page, drawn from a pack alone."""
    return exhibits.of_history(recalled.history, recalled.evidence)


@dataclass(frozen=True, slots=True)
class Frozen:
    """One measure under a priority as a paper shows it. Without a pack there was no figure."""

    evidence: PriorityEvidence
    sentence: str = ""
    chart: Chart | None = None
    """None where there is none, or some of it is for its area alone."""


def frozen(evidence: PriorityEvidence) -> Frozen:
    """Return what a paper shows of what was frozen: what every reader of the paper may see.

    A paper goes round the table and beyond, so figures not yet published stay in their pack.
    """
    if evidence.pack is None or evidence.pack.holds_unpublished:
        return Frozen(evidence)
    recalled = queries.recall(evidence.pack)
    chart = exhibits.over_time(recalled.history).chart
    return Frozen(evidence, sentence_of(recalled), chart)


# --- Of what was offered --------------------------------------------------------------------------

OTHERS = "Average of similar areas"


def trajectory(
    evidence: Evidence, lines: Mapping[str, Terms], elsewhere: Elsewhere | None = None
) -> Chart:
    """Return where an area was, heads and is asked to be: figures, fan, paths, similar areas.

    `lines` are terms by the name of their path, as in `Partnership, offer 1`, the newest last.
    Values that are not of the measure in the whole area (gaps, parts, other units) have no path.
    """
    kind = queries.yearly_kind(evidence)
    last = queries.year_of(evidence, YEARS[-1])
    paths = {name: _path(evidence, terms) for name, terms in lines.items()}
    told = [row.period for row in evidence.rows(kind)]
    first = min([last, *told, *chain(*paths.values())], key=lambda period: period.start)
    return exhibits.beside_paths(
        evidence,
        [Series(name, tuple(path.values())) for name, path in paths.items() if path],
        others=[_average(evidence, elsewhere, first, last)] if elsewhere else [],
        first=first,
        last=last,
    )


def _path(evidence: Evidence, terms: Terms) -> dict[Period, Point]:
    """Return the baseline and the values of terms by year; none where they do not compare."""
    if not queries.is_of_the_whole(terms) or terms.unit not in ("", evidence.measure.unit):
        return {}
    values = {queries.year_of(evidence, year): value for year, value in terms.by_year()}
    since = queries.period_of(terms.baseline_period)
    if since and since.kind is queries.yearly_kind(evidence):
        values = {since: terms.baseline} | values
    return {
        period: Point(period.label, float(value))
        for period, value in values.items()
        if value is not None
    }


def _average(evidence: Evidence, elsewhere: Elsewhere, first: Period, last: Period) -> Series:
    """Return the mean of similar areas in the years that half of them have, and as projected."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for peer in elsewhere.peers:
        for year, value in peer.figures.items():
            found[year].append(value)
        if peer.projected is not None and evidence.summary:
            found[evidence.summary.target_start.year].append(peer.projected)
    labels = {year: Period(last.kind, last.start.replace(year=year)).label for year in found}
    return Series(
        OTHERS,
        tuple(
            Point(labels[year], fmean(values))
            for year, values in sorted(found.items())
            if 2 * len(values) >= len(elsewhere.peers)
            and first.start.year <= year <= last.start.year
        ),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the portal has on the measure of a target: as it is today, and as it was offered on."""

    measure: Measure
    history: History
    evidence: Evidence
    exhibits: Sequence[exhibits.Exhibit]
    guidance_version: str
    line: OfferLine | None
    """Whose terms lie on the table or were agreed."""
    ambition: Ambition | None
    """What the evidence says that was frozen with that line; None where nothing was."""
    new_data: NewData | None

    @property
    def sentence(self) -> str:
        """What today's figures come to; "" where that has not been worked out."""
        return descriptions.sentence(self.evidence.summary) if self.evidence.summary else ""


def of_target(negotiation: Negotiation, viewer: Viewer) -> Known | None:
    """Return what there is to know of a target's measure; None where it has none.

    Both sides of its table are shown the very same.
    """
    measure, area = queries.measure_of(negotiation), negotiation.target.agreement.area
    if measure is None:
        return None
    somebody = queries.somebody_of(area)
    reader = somebody if negotiation.side else viewer
    history, evidence, until_now = _today(measure, area, reader)
    line = negotiation.on_the_table
    then, pack = queries.frozen_with(line), line.pack if line else None
    ahead = _ahead(negotiation, evidence, then) if history.rows else None
    return Known(
        measure=evidence.measure,
        history=history,
        evidence=evidence,
        exhibits=[*until_now, ahead] if ahead else until_now,
        guidance_version=queries.guidance_version(measure.indicator),
        line=line,
        ambition=queries.ambition_then(then, line) if then and line else None,
        new_data=queries.new_data(pack, evidence, somebody, then) if pack else None,
    )


@reading.kept_while_unchanged
def _today(
    measure: Measure, area: Area, viewer: Viewer
) -> tuple[History, Evidence, Sequence[exhibits.Exhibit]]:
    """Return what there is to know of a measure today, and the exhibits that no offer changes."""
    prefetch_related_objects([measure], "definitions")
    history, evidence = reading.with_england(measure, area, viewer)
    return history, evidence, exhibits.until_now(history, evidence) if history.rows else ()


def _ahead(
    negotiation: Negotiation, evidence: Evidence, then: Recollection | None
) -> exhibits.Exhibit | None:
    """Return where a measure heads, beside the last terms of each side."""
    lines = sorted(filter(None, map(negotiation.last_of, Side)), key=lambda one: one.offer.number)
    if not lines:
        return exhibits.trajectory(evidence)
    named = {_name_of(one): one for one in lines}
    chart = trajectory(evidence, named, then.elsewhere if then else None)
    return exhibits.Exhibit("trajectory", "Where does it head, and what is offered?", chart)


def _name_of(line: OfferLine) -> str:
    """Return what the path of a line is called beside its end."""
    return f"{wording.capitalised(Side(line.offer.side).label)}, offer {line.offer.number}"


# --- Of what was signed ---------------------------------------------------------------------------

SIGNED = "As signed"


def of_signed(line: VersionLine, pack: EvidencePack | None) -> Chart | None:
    """Return the figures that a line was signed on beside its path, as everybody may see them.

    None where there is no evidence, where nothing of it is public, or where the values do not
    compare with it (gaps, some districts only).
    """
    if pack is None or pack.measure.indicator.is_restricted:
        return None
    evidence = _public(queries.recall(pack).evidence)
    has_figures = any(evidence.series.values())
    return trajectory(evidence, {SIGNED: line}) if has_figures and _path(evidence, line) else None


def _public(evidence: Evidence) -> Evidence:
    """Return evidence with only those figures that are everybody's, and small counts withheld.

    Its summary stays: it rests on nothing else.
    """
    settled = {
        kind: [row.figure for row in rows if row.figure.is_settled]
        for kind, rows in evidence.series.items()
    }
    series = {kind: tuple(released(rows, EVERYBODY)) for kind, rows in settled.items()}
    return replace(evidence, series=series)
