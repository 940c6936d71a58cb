"""How a strategy group's decision is put on record, whatever it adopts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from targets import policies, queries


class AlreadyThere(Exception):
    """What is begun has been begun before. The message is for the person acting."""


class NotEverybody(Exception):
    """Somebody who has to take part did not. The message is for the person acting."""


def insert_once(record: models.Model, already: str) -> None:
    """Write a new record, or raise AlreadyThere where a constraint says that there is one."""
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as taken:
        raise AlreadyThere(already) from taken


def take_attendance(adopted: Any, positions: Mapping[int, str], at: datetime) -> None:
    """Write down which seats took part in adopting something.

    `positions` gives the post held by whoever sat on each seat, by the seat's id. Raises
    NotEverybody where no senior member of a responsible authority did.
    """
    seats = queries.responsible_seats(adopted.partnership, timezone.localdate(at))
    if lacking := policies.everybody_took_part(seats, positions).reason:
        raise NotEverybody(lacking)
    for seat in seats:
        if seat.pk in positions:
            adopted.presences.create(seat=seat, position=positions[seat.pk])
