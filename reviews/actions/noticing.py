"""Signals that the newest figures fire, and the concerns they open or make more serious."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from indicators import methods
from indicators.models import Measure
from laa_portal.foundation import audit
from reviews import queries
from reviews.models import Concern, Signal
from reviews.queries import Held
from reviews.signals import Facts, Fired, Seriousness, fired, seriousness

from .steps import next_number, note


@transaction.atomic
def notice(*, measure: Measure, held: Sequence[Held], at: datetime) -> list[Concern]:
    """Notice what is new about the targets of a measure; returns the concerns that it touched.

    The same look fires once, revised or not, so the same data opens nothing twice.
    """
    settings = queries.settings_now()
    touched = []
    for one, facts in queries.facts_of(measure, held, at):
        signals = fired(facts, settings)
        new = _keep(one, signals, at)
        if new and (concern := _open_or_raise(one, facts, signals, new, at)):
            touched.append(concern)
    return touched


def _keep(one: Held, signals: Sequence[Fired], at: datetime) -> list[Signal]:
    """Write the signals that are new of their look, and return those."""
    known = set(Signal.objects.filter(target=one.target).values_list("kind", "look", "seriousness"))
    new = [
        Signal(
            target=one.target,
            area_id=one.area_id,
            kind=each.kind,
            look=each.look,
            seriousness=each.seriousness,
            sentence=each.sentence,
            numbers=dict(each.numbers),
            method_version=methods.VERSION,
            noticed_at=at,
        )
        for each in signals
        if (each.kind, each.look, each.seriousness) not in known
    ]
    return Signal.objects.bulk_create(new)


def _open_or_raise(
    one: Held, facts: Facts, signals: Sequence[Fired], new: Sequence[Signal], at: datetime
) -> Concern | None:
    """Open a target's concern, or make it more serious; None where it is only worth watching."""
    found = seriousness(signals, code=facts.code, is_designated=facts.is_designated)
    alive = (
        Concern.objects.alive().filter(target=one.target).select_for_update(of=("self",)).first()
    )
    if alive is None:
        if not found.level or not any(each.seriousness for each in new):
            return None
        alive = _open(one, found, at)
    elif found.level > alive.level or found.suggested > alive.suggested:
        _make_more_serious(alive, found, at)
    alive.rests_on.add(*new)
    return alive


def _open(one: Held, found: Seriousness, at: datetime) -> Concern:
    area = one.target.agreement.area
    concern = Concern(
        area=area,
        target=one.target,
        number=next_number(area),
        level=found.level,
        suggested=found.suggested,
        because="; ".join(found.because),
        opened_at=at,
    )
    concern.save(force_insert=True)
    note(concern, "open_concern", text=concern.because, by=None, at=at)
    audit.record(
        "open_concern",
        concern,
        by=None,
        at=at,
        area_id=area.pk,
        side="government",
        level=concern.level,
    )
    return concern


def _make_more_serious(concern: Concern, found: Seriousness, at: datetime) -> None:
    """What a person has lowered stays lowered by itself, but for signals that weigh more."""
    level = max(concern.level, found.level)
    concern.advance(
        level=level,
        suggested=max(concern.suggested, found.suggested),
        because="; ".join(found.because),
    )
    note(concern, "raise_level", text=concern.because, by=None, at=at)
