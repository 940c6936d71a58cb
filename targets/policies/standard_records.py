"""Who may put on record what the minimum standards ask."""

from collections.abc import Collection

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import (
    OrganisationKind,
    Partnership,
    PartnershipKind,
    RoleKind,
    User,
    Viewer,
)
from targets.models import RecordKind, StandardRecord

from .people import is_of_cdrp


def may_record_standard(
    user: Viewer, partnership: Partnership, kind: str, *, seated: Collection[int]
) -> Verdict:
    """Whether `user` may record that something was done.

    `seated` are the ids of the organisations on the partnership: its police authority may say for
    itself how its plan aligns.
    """
    if partnership.kind != PartnershipKind.CDRP:
        return Verdict("Minimum standards are those of a Crime and Disorder Reduction Partnership.")
    if kind == RecordKind.ALIGNMENT and speaks_for_police_authority(user, seated):
        return ALLOWED
    return is_of_cdrp(user, partnership)


def speaks_for_police_authority(user: Viewer, seated: Collection[int]) -> bool:
    """Whether `user` has a role over the police authority of a partnership."""
    roles = user.current_roles if isinstance(user, User) else ()
    return any(
        role.kind == RoleKind.PARTNER
        and role.organisation is not None
        and role.organisation.kind == OrganisationKind.POLICE_AUTHORITY
        and role.organisation_id in seated
        for role in roles
    )


def may_withdraw_standard(user: Viewer, record: StandardRecord) -> Verdict:
    """Whether `user` may withdraw what was recorded by mistake."""
    named = is_of_cdrp(user, record.partnership)
    if not named or record.withdrawn_at is None:
        return named
    return Verdict("This record is withdrawn already.")
