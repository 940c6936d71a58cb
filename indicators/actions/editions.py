"""Counting the editions of figures: whoever has the newest is told so in one query."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from indicators.models import Audience, Edition, Figure, GoneFigure, Measure


def count_figures(measure: Measure, *, at: datetime) -> None:
    """Count what the transaction under way did to the figures of a measure it holds."""
    _count(measure, _who_sees_figures(measure), at)


def count_summaries(measure: Measure, *, at: datetime) -> None:
    """Count what the transaction under way did to the summaries of a measure it holds."""
    everybody = [] if measure.indicator.is_restricted else [Audience.EVERYBODY]
    _count(measure, [Audience.NATION, Audience.AREAS, *everybody], at)


def _who_sees_figures(measure: Measure) -> Iterable[Audience]:
    """Yield the audiences of what was written or is gone."""
    written = Figure.objects.filter(measure=measure).written_here()
    gone = GoneFigure.objects.filter(measure=measure).written_here()
    yield Audience.AREAS
    if written.filter(is_published=True).exists() or gone.filter(was_published=True).exists():
        yield Audience.NATION
    if written.public().exists() or gone.filter(was_public=True).exists():
        yield Audience.EVERYBODY


def _count(measure: Measure, audiences: Iterable[Audience], at: datetime) -> None:
    for audience in audiences:
        Edition.objects.update_or_create(
            audience=audience,
            measure=measure,
            defaults={"number": F("number") + 1, "recorded_at": at},
            create_defaults={"recorded_at": at},
        )
