"""Whether everybody took part for a partnership who has to."""

from collections.abc import Collection

from partnerships.models import Seat


def absent_authorities(seats: Collection[Seat], present: Collection[int]) -> list[str]:
    """Return the responsible authorities of which no senior member was there, by name.

    `seats` are theirs on the day, `present` the ids of the seats whose members were there.
    """
    authorities = {seat.organisation for seat in seats}
    there = {seat.organisation_id for seat in seats if seat.pk in present and seat.is_senior}
    return sorted(str(one) for one in authorities if one.pk not in there)
