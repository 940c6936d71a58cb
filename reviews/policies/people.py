"""Who acts: a person, not a program; and for which office."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, Area, User, Viewer


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
