"""Who of a side has which agreement in hand. Whose role has ended has nothing in hand any more."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from partnerships.models import AreaPart, Role, User
from targets import policies
from targets.audiences import speakers_of
from targets.models import Agreement, HandOver
from targets.sides import Side


def colleagues(agreement: Agreement, side: Side, on: date) -> QuerySet[User]:
    """Return those who speak for a side of an agreement on a day, by name."""
    return speakers_of(side, agreement.area_id, on).filter(is_active=True).order_by("name")


def hand_over_count(agreement: Agreement, side: Side) -> int:
    """Return how often a side has handed an agreement over: the number of the last time."""
    return HandOver.objects.filter(agreement=agreement, side=side.value).count()


def in_hand(agreements: Iterable[Agreement], side: Side, on: date) -> dict[int, User]:
    """Return who has agreements in hand for a side on a day, by the key of the agreement.

    In four queries at most; where nobody was ever named, in one.
    """
    areas = {one.pk: one.area_id for one in agreements}
    newest = HandOver.objects.filter(agreement__in=areas).newest(side)
    held = {
        one.agreement_id: one.holder
        for one in newest.select_related("holder")
        if one.holder and one.holder.is_active
    }
    if not held:
        return {}
    spoken, around = _spoken(held.values(), side, on), _around(areas[key] for key in held)
    return {key: one for key, one in held.items() if spoken[one.pk] & around[areas[key]]}


def _spoken(people: Iterable[User], side: Side, on: date) -> defaultdict[int, set[int]]:
    """Return the areas that people's roles are over by which they speak, by person."""
    roles = Role.objects.in_force(on).filter(user__in=people, kind=policies.SPEAKERS[side])
    found: defaultdict[int, set[int]] = defaultdict(set)
    for role in roles.prefetch_related("organisation__areas", "partnership__areas"):
        found[role.user_id] |= role.over_area_ids
    return found


def _around(areas: Iterable[int]) -> dict[int, set[int]]:
    """Return each area with the region that it lies in, which has a Government Office's roles."""
    found = {area: {area} for area in areas}
    parts = AreaPart.objects.filter(part__in=found, is_exact=True)
    for part, whole in parts.values_list("part_id", "whole_id"):
        found[part].add(whole)
    return found
