"""Who may freeze what is known, and who may open what was frozen."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, User, Viewer
from targets.models import EvidencePack


def may_freeze_evidence(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may have a pack made of what is known in an area."""
    if isinstance(user, User) and area.pk in user.area_ids:
        return ALLOWED
    return Verdict(f"Only those who work for {area} have its evidence frozen.")


def may_open_evidence(user: Viewer, pack: EvidencePack) -> Verdict:
    """Whether `user` may read a pack: the one question for page, file and program.

    It holds what is restricted, provisional or small in its area: for both sides there, and for
    national roles as long as all of it is published (`EvidencePackQuerySet.visible_to`).
    """
    if EvidencePack.objects.visible_to(user).filter(pk=pack.pk).exists():
        return ALLOWED
    return Verdict("Only those who work for its area, and national roles, read this evidence.")
