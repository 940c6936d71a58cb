"""Who reads how the targets of an area are going."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, User, Viewer


def may_see_progress(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may see progress before it is published: who works for the area or nation."""
    if isinstance(user, User) and (user.sees_all_areas or area.pk in user.area_ids):
        return ALLOWED
    return Verdict(f"Only those who work for {area} see how its targets are going.")
