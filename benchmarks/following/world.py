"""A national load of final figures, and agreements that every area keeps to so far."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.returns import importing, load
from benchmarks.returns import world as returns
from indicators.models import Figure, Measure
from laa_portal.foundation import ownership
from partnerships.models import LAA_DAY, SINGLE_TIER, Area, Level, Partnership, Role, RoleKind, User
from reviews import actions
from tests.factories.signed_many import sign_many

AGREED = ("targets_agreement", "reviews_concern", "reviews_signal")
REVIEWER = "reviewer-of-everything"

ROOM = Decimal("1.05")
"""What is agreed of each year, over the figure of 2008/09: chance alone leaves nobody off."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: measures of counted events, and areas whose districts are themselves."""

    codes: Sequence[str]
    areas: Sequence[Area]
    reviewer: User


def prepare() -> Followed:
    """Load months that are all final, sign agreements, and hold them against each other once."""
    codes = load.codes(float(os.environ.get("SCALE", "1")))
    returns.prepare(codes)
    _empty()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.csv"
        load.write(path, codes, returns.districts())
        path.write_text(path.read_text().replace(",provisional", ",final"))
        importing.import_file(path)
    call_command("recompute")
    areas = list(Area.objects.real().on(LAA_DAY).at_level(Level.LAA_AREA).order_by("gss_code"))
    reviewer = _reviewer()
    sign_many(areas, _agreed(codes, areas), by=reviewer)
    for code in codes:
        actions.assess(measure_code=code, at=timezone.now())
    return Followed(
        codes=[code for code in codes if load.kind_of(code) != "proportion"],
        areas=[area for area in areas if area.kind in SINGLE_TIER],
        reviewer=reviewer,
    )


def _empty() -> None:
    returns.empty()
    with ownership.as_owner(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(AGREED)} CASCADE")
    Partnership.objects.filter(code__startswith="x-signed-").delete()


def _reviewer() -> User:
    """Return who reviews all of England, and so has the longest list there can be."""
    reviewer, is_new = User.objects.get_or_create(username=REVIEWER)
    if is_new:
        england = Area.objects.real().at_level(Level.COUNTRY).get()
        Role.objects.create(user=reviewer, kind=RoleKind.GO_REVIEWER, area=england)
    return reviewer


def _agreed(codes: Sequence[str], areas: Sequence[Area]) -> Mapping[Measure, Mapping[int, Decimal]]:
    """Return what each area holds by each measure: a little more than it had."""
    found = {}
    for measure in Measure.objects.filter(code__in=codes).select_related("indicator"):
        figures = Figure.objects.filter(
            measure=measure,
            area__in=areas,
            period_kind="financial_year",
            period_start="2008-04-01",
            value__isnull=False,
        )
        found[measure] = {
            area: round(Decimal(value) * ROOM, measure.decimals)
            for area, value in figures.values_list("area", "value")
        }
    return found
