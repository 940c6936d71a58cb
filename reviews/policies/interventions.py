"""Who opens interventions for which body, and what they must have seen before."""

from collections.abc import Sequence

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, Area, RoleKind, User, Viewer
from reviews.bodies import DEPARTMENTS, INSPECTORATES, Body
from reviews.models import Concern, Intervention, InterventionKind

from .people import in_person

FORMAL_FROM = 4
"""The step from which it is a Secretary of State's: a person puts it on record, no program."""


def bodies_of(user: Viewer, area: Area) -> tuple[Body, ...]:
    """Return the bodies for which `user` acts in an area.

    The Government Office puts on record what departments other than the Home Office have there.
    """
    if not isinstance(user, User):
        return ()
    is_office = area.pk in areas_within(user, GOVERNMENT)
    return (
        *((Body.GOVERNMENT_OFFICE, *DEPARTMENTS) if is_office else ()),
        *((Body.HOME_OFFICE,) if user.has_role(RoleKind.HO_ANALYST) else ()),
        *(INSPECTORATES if user.has_role(RoleKind.INSPECTOR) else ()),
    )


def may_open_intervention(
    user: Viewer, area: Area, body: str = "", kind: str = "", step: int = 0
) -> Verdict:
    """Whether `user` may open an intervention in an area, for one of their bodies."""
    able = bodies_of(user, area)
    if not able:
        return Verdict(
            f"Only the Government Office of {area}, the Home Office and inspectorates open "
            "interventions."
        )
    if body and body not in able:
        return Verdict(f"You do not act for the {Body(body).label}.")
    if kind == InterventionKind.FORMAL or step >= FORMAL_FROM:
        return in_person(user)
    return ALLOWED


def not_acknowledged(user: User, area: Area, body: str) -> Sequence[Intervention]:
    """Return what other bodies have open in an area and `user` has not acknowledged, in a query."""
    seen = Intervention.objects.visible_to(user).open().touching(area).exclude(body=body)
    found = seen.exclude(acknowledgements__acknowledged_by=user)
    return list(found.select_related("area").order_by("pk"))


def has_seen_all(user: Viewer, area: Area, body: str) -> Verdict:
    """Whether `user` has acknowledged what other bodies have open in an area."""
    missing = not_acknowledged(user, area, body) if isinstance(user, User) else ()
    if not missing:
        return ALLOWED
    named = "; ".join(f"“{one.title}” ({one.get_body_display()})" for one in missing)
    return Verdict(
        f"Other bodies have something open in {area} that you have not acknowledged: {named}. "
        "Read it and say so first, so that nobody asks the partnership for the same thing twice."
    )


def may_acknowledge_intervention(user: Viewer, intervention: Intervention) -> Verdict:
    """Whether `user` may say that they have seen what another body has open."""
    if not intervention.is_open:
        return Verdict(f"It was closed on {moments.day(intervention.closed_at)}.")
    if not bodies_of(user, intervention.area):
        return Verdict(
            "Only those who open interventions themselves acknowledge what others have open."
        )
    return ALLOWED


def may_close_intervention(user: Viewer, intervention: Intervention) -> Verdict:
    """Whether `user` may close an intervention: who acts for its body in its area."""
    if intervention.body not in bodies_of(user, intervention.area):
        return Verdict(
            f"Only those who act for the {intervention.get_body_display()} close what it has open."
        )
    if not intervention.is_open:
        return Verdict(f"It was closed on {moments.day(intervention.closed_at)}.")
    return ALLOWED


def may_advise(user: Viewer, concern: Concern, body: str = "") -> Verdict:
    """Whether `user` may put on record what a body other than the office advises on a concern."""
    able = set(bodies_of(user, concern.area)) - {Body.GOVERNMENT_OFFICE}
    if not able:
        return Verdict("Only government and inspectorates advise on a concern.")
    if body and body not in able:
        return Verdict(f"You do not speak for the {Body(body).label}.")
    return _is_open(concern)


def _is_open(concern: Concern) -> Verdict:
    if concern.closed_at is None:
        return ALLOWED
    return Verdict(f"It was closed on {moments.day(concern.closed_at)}.")
