"""Signals that the newest figures fire, and the concerns they open or make more serious."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from indicators import methods
from indicators.models import Measure
from reviews import queries
from reviews.models import Concern, Signal
from reviews.queries import Held
from reviews.signals import Facts, Fired, Seriousness, fired, seriousness
from reviews.states import ConcernStatus

from .steps import hold_area, next_number, record


@transaction.atomic
def notice(*, measure: Measure, held: Sequence[Held], at: datetime) -> list[Concern]:
    """Notice what is new about the targets of a measure; returns the concerns that it touched.

    The same look fires once, revised or not, so the same data opens nothing twice.
    """
    settings, known = queries.settings_now(), _known(held)
    touched = []
    in_order = sorted(held, key=lambda one: (one.area_id, one.target.pk))  # as areas are held
    for one, facts in queries.facts_of(measure, in_order, at):
        signals = fired(facts, settings)
        new = [each for each in signals if _look_of(one, each) not in known]
        if not new:
            continue
        kept = _keep(one, facts, new, at)
        if concern := _open_or_raise(one, facts, signals, kept, at):
            touched.append(concern)
    return touched


Look = tuple[int, str, str, int]
"""By target, kind, look and seriousness: what fired with these before is nothing new."""


def _known(held: Sequence[Held]) -> set[Look]:
    fired_before = Signal.objects.filter(target__in=[one.target.pk for one in held])
    return set(fired_before.values_list("target", "kind", "look", "seriousness"))


def _look_of(one: Held, each: Fired) -> Look:
    return (one.target.pk, each.kind, each.look, each.seriousness)


def _keep(one: Held, facts: Facts, new: Sequence[Fired], at: datetime) -> list[Signal]:
    """Write what fired, with copies of all that it rests on."""
    rows = [
        Signal(
            target=one.target,
            area_id=one.area_id,
            kind=each.kind,
            look=each.look,
            seriousness=each.seriousness,
            sentence=each.sentence,
            numbers=dict(each.numbers),
            vintage=facts.vintage,
            method_version=methods.VERSION,
            noticed_at=at,
        )
        for each in new
    ]
    return Signal.objects.bulk_create(rows)


def _open_or_raise(
    one: Held, facts: Facts, signals: Sequence[Fired], new: Sequence[Signal], at: datetime
) -> Concern | None:
    """Open a target's concern, or make it more serious; None where it is only worth watching.

    The area is held before anybody looks, as by a person who raises one: else both would open it.
    """
    found = seriousness(signals, code=facts.code, is_designated=facts.is_designated)
    hold_area(one.target.agreement.area)
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


def _sentence(found: Seriousness) -> str:
    because = "; ".join(found.because)
    return f"{because[0].upper()}{because[1:]}."


def _open(one: Held, found: Seriousness, at: datetime) -> Concern:
    area = one.target.agreement.area
    concern = Concern(
        area=area,
        target=one.target,
        number=next_number(area),
        level=found.level,
        suggested=found.suggested,
        because=_sentence(found),
        opened_at=at,
    )
    concern.save(force_insert=True)
    record("open_concern", concern, concern.because, None, at)
    return concern


def _make_more_serious(concern: Concern, found: Seriousness, at: datetime) -> None:
    """What a person has lowered stays lowered by itself, but for signals that weigh more.

    What was set aside comes back by it: that was decided on less.
    """
    changes: dict[str, object] = {
        "level": max(concern.level, found.level),
        "suggested": max(concern.suggested, found.suggested),
        "because": _sentence(found),
    }
    if concern.status == ConcernStatus.SNOOZED:
        changes |= {"status": ConcernStatus.OPEN.value, "back_on": None}
    concern.advance(**changes)
    record("raise_level", concern, concern.because, None, at)
