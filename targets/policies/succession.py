"""Who takes over what was signed for an area that was reorganised."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, User, Viewer
from targets.models import AgreementVersion
from targets.sides import Side

from .offers import spoken_areas


def may_take_over(user: Viewer, version: AgreementVersion, area: Area) -> Verdict:
    """Whether `user` may prepare to offer for an area what was signed for one before it."""
    if not isinstance(user, User) or area.pk not in spoken_areas(user, Side.PARTNERSHIP):
        return Verdict(
            f"Only the coordinator of the Local Strategic Partnership of {area} takes over what "
            "was signed. Ask there."
        )
    if area not in version.area.successors.all():
        return Verdict(f"{area} does not succeed {version.area}, so nothing passes to it.")
    if version.starts_on is None:
        return Verdict(f"The agreement of {version.area} is not signed, so nothing passes of it.")
    return ALLOWED
