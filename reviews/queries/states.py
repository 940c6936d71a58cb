"""Which measures are to be assessed again: their figures, their terms, what was found against their
indicators, the settings or the day have moved on.

Figures and terms belong to apps that know nothing of this one. So it looks for what differs from
what it last went by, and waits for no word.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Max, Sum

from indicators.models import Audience, Edition, Measure
from laa_portal.foundation import jobs
from reviews.models import AssessedMeasure, Judgement, SettingChange
from targets.models import Commitment, Target
from targets.states import TargetStatus

from .held import signed_lines

UNDER_WAY = ("recompute", "summarise")
"""Jobs after which there will be newer figures of a measure, and summaries that fit them."""


def to_assess(on: date) -> list[str]:
    """Return the codes of measures that have moved on since they were assessed, in nine queries.

    Not those whose figures are just being worked out: they are assessed once that is done.
    """
    known = dict(AssessedMeasure.objects.values_list("measure", "state"))
    changed = {measure for measure, state in states_now(on).items() if known.get(measure) != state}
    if not changed:
        return []
    codes = Measure.objects.filter(pk__in=changed).order_by("code").values_list("code", flat=True)
    working = _under_way()
    return [code for code in codes if code not in working]


def states_now(on: date, measure: Measure | None = None) -> dict[int, str]:
    """Return what tells one state of a measure's targets from the next, by measure.

    Of measures by which some target is held, or was; of one alone where it is named.
    """
    found = Measure.objects.filter(pk=measure.pk) if measure else Measure.objects.all()
    agreed, signed, named, judged = _agreed(), _signed(on), _named(), _judged()
    assessed = set(AssessedMeasure.objects.values_list("measure", flat=True))
    editions = _editions()
    settings = SettingChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    states = {}
    for pk, indicator in found.values_list("pk", "indicator"):
        if measure or pk in assessed or pk in signed or indicator in agreed:
            marks = (editions.get(pk, 0), agreed.get(indicator, 0), signed.get(pk, 0))
            said = f"{named.get(indicator, 0)} {judged.get(indicator, 0)}"
            states[pk] = f"{on} {marks} {said} {settings}"
    return states


def _agreed() -> Mapping[int, str]:
    """Return what moves whenever a target is agreed, or is so no more, by indicator."""
    targets = Target.objects.filter(status=TargetStatus.AGREED.value).exclude(indicator=None)
    rows = targets.order_by().values("indicator").annotate(moves=Sum("version"), count=Count("pk"))
    return {row["indicator"]: f"{row['count']}.{row['moves']}" for row in rows}


def _signed(on: date) -> Mapping[int, str]:
    """Return what moves whenever a version comes into force, or is replaced, by measure."""
    lines = signed_lines(on).order_by().values("measure")
    rows = lines.annotate(newest=Max("version"), count=Count("pk"))
    return {row["measure"]: f"{row['count']}.{row['newest']}" for row in rows}


def _named() -> Mapping[int, int]:
    """Return what moves whenever an organisation says something of a target, by indicator."""
    rows = Commitment.objects.order_by().values("target__indicator")
    found = rows.annotate(moves=Sum("version"))
    return {row["target__indicator"]: row["moves"] for row in found}


def _judged() -> Mapping[int, str]:
    """Return what moves whenever a finding is entered or withdrawn, by its indicators."""
    rows = Judgement.objects.exclude(indicators=None).order_by().values("indicators")
    found = rows.annotate(moves=Sum("version"), count=Count("pk"))
    return {row["indicators"]: f"{row['count']}.{row['moves']}" for row in found}


def _editions() -> Mapping[int, int]:
    """Return how often the figures of each measure changed, provisional ones too."""
    counted = Edition.objects.filter(audience=Audience.AREAS, measure__isnull=False)
    return dict(counted.values_list("measure", "number"))


def _under_way() -> set[str]:
    found = jobs.open_jobs().filter(kind__in=UNDER_WAY)
    return set(found.values_list("payload__measure_code", flat=True))
