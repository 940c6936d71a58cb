"""What can happen to organisations, partnerships and seats: set right, added, ended.

What a person has set right is theirs: loading the reference files leaves it alone from then on.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from partnerships import policies
from partnerships.models import Area, Capacity, Organisation, Partnership, Seat, User

Body = Organisation | Partnership


class SeatTaken(Exception):
    """The organisation has this very seat. The message is for the person acting."""


@transaction.atomic
def correct_organisation(
    *,
    organisation_id: int,
    version: int,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    areas: Collection[Area],
    reason: str,
    by: User,
    at: datetime,
) -> Organisation:
    """Set right what is known of an organisation. Raises Stale and PermissionDenied."""
    organisation: Organisation = Organisation.objects.claim(organisation_id, version)
    policies.may_correct_organisation(by).enforce()
    changes = _correct(organisation, by, at, areas, name=name, starts_on=starts_on, ends_on=ends_on)
    _record("correct_organisation", organisation, by, at, reason, changes)
    return organisation


@transaction.atomic
def correct_partnership(
    *,
    partnership_id: int,
    version: int,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    areas: Collection[Area],
    reason: str,
    by: User,
    at: datetime,
) -> Partnership:
    """Set right what is known of a partnership. Raises Stale and PermissionDenied."""
    partnership: Partnership = Partnership.objects.claim(partnership_id, version)
    policies.may_correct_partnership(by).enforce()
    changes = _correct(partnership, by, at, areas, name=name, starts_on=starts_on, ends_on=ends_on)
    _record("correct_partnership", partnership, by, at, reason, changes)
    return partnership


def _correct(
    body: Body, by: User, at: datetime, areas: Collection[Area], **fields: object
) -> dict[str, list[str]]:
    """Write what was said of a body; return what changed, each as before and after."""
    before = {name: str(getattr(body, name) or "") for name in fields}
    areas_before = _codes(body.areas.all())
    body.advance(**fields, corrected_by=by, corrected_at=at)
    body.areas.set(areas)
    after = {name: str(getattr(body, name) or "") for name in fields}
    changes = {name: [before[name], after[name]] for name in fields if before[name] != after[name]}
    if areas_before != (areas_after := _codes(areas)):
        changes["areas"] = [areas_before, areas_after]
    return changes


def _record(
    verb: str, body: Body, by: User, at: datetime, reason: str, changes: dict[str, list[str]]
) -> None:
    where = _only_area_id(body)
    audit.record(verb, body, by=by, at=at, area_id=where, reason=reason, changes=changes)


def _codes(areas: Iterable[Area]) -> str:
    return " ".join(sorted(area.gss_code for area in areas))


def _only_area_id(body: Body) -> int | None:
    """Return the area that acts upon a body are recorded under, where it has exactly one."""
    ids = list(body.areas.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


@transaction.atomic
def add_seat(
    *,
    partnership_id: int,
    version: int,
    organisation: Organisation,
    capacity: Capacity,
    is_senior: bool,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Seat:
    """Give an organisation a place on a partnership. Raises SeatTaken, Stale, PermissionDenied."""
    partnership: Partnership = Partnership.objects.claim(partnership_id, version)
    policies.may_add_seat(by).enforce()
    seat = Seat(
        partnership=partnership,
        organisation=organisation,
        capacity=capacity,
        is_senior=is_senior,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return _keep_seat("add_seat", seat, by, at)


@transaction.atomic
def correct_seat(
    *,
    seat_id: int,
    version: int,
    capacity: Capacity,
    is_senior: bool,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Seat:
    """Set a seat right; `version` is the partnership's. Raises as `add_seat` does."""
    seat = _claim_seat(seat_id, version)
    policies.may_correct_seat(by).enforce()
    seat.capacity, seat.is_senior = capacity, is_senior
    seat.starts_on, seat.ends_on = starts_on, ends_on
    return _keep_seat("correct_seat", seat, by, at)


@transaction.atomic
def end_seat(*, seat_id: int, version: int, ends_on: date, by: User, at: datetime) -> Seat:
    """Say when an organisation left; `version` is the partnership's. Raises as `add_seat`."""
    seat = _claim_seat(seat_id, version)
    policies.may_end_seat(by).enforce()
    seat.ends_on = ends_on
    return _keep_seat("end_seat", seat, by, at)


def _claim_seat(seat_id: int, version: int) -> Seat:
    """Lock the partnership of a seat, which speaks for its seats, and return the seat."""
    seat = Seat.objects.select_related("organisation").get(pk=seat_id)
    seat.partnership = Partnership.objects.claim(seat.partnership_id, version)
    return seat


def _keep_seat(verb: str, seat: Seat, by: User, at: datetime) -> Seat:
    """Save a seat of a claimed partnership as somebody's word, and record it."""
    seat.corrected_by, seat.corrected_at = by, at
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as taken:
        raise SeatTaken(
            f"{seat.organisation} has a seat in this capacity from this day already."
        ) from taken
    seat.partnership.advance()
    audit.record(
        verb,
        seat,
        by=by,
        at=at,
        area_id=_only_area_id(seat.partnership),
        partnership=seat.partnership_id,
        capacity=seat.capacity,
        is_senior=seat.is_senior,
        starts_on=str(seat.starts_on or ""),
        ends_on=str(seat.ends_on or ""),
    )
    return seat
