"""Targets held against newer figures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd
from django.db import transaction
from django.utils import timezone

from indicators.models import Measure, SeriesSummary
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import replace_rows
from reviews import queries
from reviews.assessing import FIELDS, Path, Subject, Thresholds, assess_year
from reviews.models import AssessedMeasure, Assessment
from reviews.queries import FIRST_YEAR, Held
from targets.models import YEARS

from .noticing import notice

TABLE = Assessment._meta.db_table
YEARS_BEFORE = 1
"""Of which months are needed as well, to know what a year is like."""


@transaction.atomic
def assess(*, measure_code: str, at: datetime) -> int:
    """Hold every target of a measure against its figures, and return how many assessments changed.

    A pure function of the terms signed or agreed last, the figures, their summaries and the
    settings: run twice it changes nothing the second time.
    """
    measures = Measure.objects.select_related("indicator").select_for_update(
        of=("self",), no_key=True
    )
    measure = measures.get(code=measure_code)
    day = timezone.localdate(at)
    state = queries.states_now(day, measure)[measure.pk]  # before anything else is read
    held = queries.held_to(measure, day)
    found = _assessed(measure, held, at) if held else pd.DataFrame(columns=FIELDS)
    changed = replace_rows(
        found,
        TABLE,
        owner={"measure_id": measure.pk},
        key=["target_id", "year"],
        stamp={"computed_at": at},
    )
    notice(measure=measure, held=held, at=at)
    AssessedMeasure.objects.update_or_create(
        measure=measure, defaults={"state": state, "computed_at": at}
    )
    return changed


@transaction.atomic
def ask_to_assess(*, at: datetime) -> None:
    """Ask for the assessments of measures that have moved on; each day once for all."""
    for code in queries.to_assess(timezone.localdate(at)):
        jobs.ask("assess", code, measure_code=code)


def _assessed(measure: Measure, held: Sequence[Held], at: datetime) -> pd.DataFrame:
    areas = {one.area_id for one in held}
    figures = queries.figures_of(measure, areas, date(FIRST_YEAR - YEARS_BEFORE, 1, 1))
    paths = [queries.path_of(one, measure) for one in held]
    targets = _targets(held, paths, queries.summaries_of(measure, areas))
    settings = queries.settings_now()
    chosen = {name: getattr(settings, name) for name in Thresholds.__slots__}
    years = [
        assess_year(
            Subject(measure.kind, measure.per, measure.polarity),
            targets,
            paths,
            figures,
            queries.year_of(FIRST_YEAR + place),
            thresholds=Thresholds(**chosen),
            due=queries.still_due(measure, timezone.localdate(at)),
        )
        for place in range(len(YEARS))
    ]
    return pd.concat(years, ignore_index=True)


NUMBERS = ("dispersion", "last", "projected", "variance")


def _targets(
    held: Sequence[Held], paths: Sequence[Path], summaries: Mapping[int, SeriesSummary]
) -> pd.DataFrame:
    """Return what is known of each target and its series, as `assess_year` takes it."""
    rows = [
        {
            "target_id": one.target.pk,
            "area_id": one.area_id,
            "is_plain": one.is_plain,
            "last": one.terms.last_value,
            "last_year": path.last_year,
            **_series(summaries.get(one.area_id)),
        }
        for one, path in zip(held, paths, strict=True)
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(NUMBERS, float))


def _series(summary: SeriesSummary | None) -> dict[str, object]:
    if summary is None:
        nothing = dict.fromkeys(("dispersion", "projected", "variance", "projected_year"))
        return {"factors": [], "adverse_flag": False, **nothing}
    return {
        "factors": summary.season_factors,
        "adverse_flag": summary.point_type == "concern",
        "dispersion": summary.dispersion,
        "projected": summary.projected,
        "variance": summary.projected_variance,
        "projected_year": summary.target_start.year,
    }
