"""Who acts: a person, not a program; and for which office."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_on_side, areas_within
from partnerships.models import GOVERNMENT, Area, User, Viewer
from targets.sides import Side


def in_person(user: Viewer) -> Verdict:
    """Whether `user` acts themselves: no program judges or decides."""
    if isinstance(user, User) and user.key is None:
        return ALLOWED
    return Verdict("A key cannot judge that. Sign in with a browser.")


def is_its_government_office(user: Viewer, area: Area) -> Verdict:
    """Whether `user` works for the Government Office of an area."""
    if isinstance(user, User) and area.pk in areas_within(user, GOVERNMENT):
        return ALLOWED
    return Verdict(f"Only the Government Office of {area} does that.")


def may_see_what_follows(user: Viewer, area: Area) -> Verdict:
    """Whether `user` reads what an area is asked and how it was judged: who works for it."""
    if isinstance(user, User) and (user.sees_all_areas or area.pk in _seats(user)):
        return ALLOWED
    return Verdict(f"Only those who work for {area} read that.")


def _seats(user: User) -> frozenset[int]:
    return areas_on_side(user, Side.GOVERNMENT) | areas_on_side(user, Side.PARTNERSHIP)
