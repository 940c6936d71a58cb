"""Who is of a partnership, and whether everybody took part for it who has to."""

from collections.abc import Collection

from partnerships.models import Partnership, RoleKind, Seat, User, Viewer


def has_role(user: Viewer, partnership: Partnership, *kinds: RoleKind) -> bool:
    """Whether `user` has a role of one of these kinds over a partnership."""
    roles = user.current_roles if isinstance(user, User) else ()
    return any(role.kind in kinds and role.partnership_id == partnership.pk for role in roles)


def absent_authorities(seats: Collection[Seat], present: Collection[int]) -> list[str]:
    """Return the responsible authorities of which no senior member was there, by name.

    `seats` are theirs on the day, `present` the ids of the seats whose members were there.
    """
    authorities = {seat.organisation for seat in seats}
    there = {seat.organisation_id for seat in seats if seat.pk in present and seat.is_senior}
    return sorted(str(one) for one in authorities if one.pk not in there)
