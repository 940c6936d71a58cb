"""Who answers for an organisation that is asked to sign up to targets."""

from partnerships.models import RoleKind, User

ANSWERERS = (RoleKind.PARTNER, RoleKind.COUNCIL_LEADER)
"""An organisation's own people: a council's leader answers for the council too."""


def own_organisations(user: User) -> list[int]:
    """Return the ids of the organisations for which `user` answers."""
    return [
        role.organisation_id
        for role in user.current_roles
        if role.kind in ANSWERERS and role.organisation_id
    ]
