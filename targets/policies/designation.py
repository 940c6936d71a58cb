"""Who designates targets of a signed agreement, within which time, and who revokes that."""

from datetime import date

from django.utils import timezone

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import RoleKind, User, Viewer
from targets.models import AgreementVersion, Designation
from targets.one_month import is_in_first_month, last_day_of_first_month
from targets.states import VersionStatus


def may_designate_targets(user: Viewer, version: AgreementVersion, day: date) -> Verdict:
    """Whether `user` may designate targets of a version on a day."""
    return _directs(user, version) and is_in_force(version, day) and _is_in_time(version, day)


def may_revoke_designation(user: Viewer, designation: Designation) -> Verdict:
    """Whether `user` may revoke a designation."""
    may = _directs(user, designation.version)
    if may and designation.revoked_at:
        return Verdict(f"It was revoked on {moments.day(designation.revoked_at)} already.")
    return may


def is_in_force(version: AgreementVersion, day: date) -> Verdict:
    """Whether a version is signed and holds on a day, no later one in its place."""
    has_ended = version.ends_on is not None and version.ends_on <= day
    if version.status == VersionStatus.SIGNED and not has_ended:
        return ALLOWED
    if version.status in (VersionStatus.SIGNED, VersionStatus.SUPERSEDED):
        return Verdict(f"Version {version.number} holds no more. Look at the version in force.")
    return Verdict(f"Version {version.number} is not signed yet. Wait for its last signature.")


def _directs(user: Viewer, version: AgreementVersion) -> Verdict:
    areas = areas_within(user, {RoleKind.GO_DIRECTOR}) if isinstance(user, User) else ()
    if version.area_id in areas:
        return ALLOWED
    return Verdict(
        "Only the director of the Government Office designates targets for the Secretary of State, "
        "and revokes that. Ask there."
    )


def _is_in_time(version: AgreementVersion, day: date) -> Verdict:
    assert version.approved_at  # it is signed
    approved_on = timezone.localdate(version.approved_at)
    if is_in_first_month(approved_on, day):
        return ALLOWED
    return Verdict(
        f"It was approved on {approved_on:%-d %B %Y}, and targets are designated within one month "
        f"of that: until {last_day_of_first_month(approved_on):%-d %B %Y} (2007 Act s.109)."
    )
