"""Plans and counties' agreements that wait for those who write and adopt them."""

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import RoleKind
from targets.models import CDRP_PEOPLE, CommunitySafetyAgreement, PartnershipPlan
from targets.states import EditionStatus

from .blocks import LONGEST, Looking, Row, shortened

ADOPTERS = frozenset({RoleKind.CDRP_CHAIR, RoleKind.COUNTY_OFFICER})
AUTHORS = ADOPTERS | set(CDRP_PEOPLE)


def drafts(looking: Looking) -> Iterable[Row]:
    """What the person's own partnerships have begun and not adopted: nobody else sees drafts."""
    if not looking.kinds & AUTHORS:
        return []
    verb = "Write or adopt" if looking.kinds & ADOPTERS else "Write"
    rows = [
        Row(f"{verb}: {one}", one.get_absolute_url(), "Begun on", "Draft", "grey", one.started_at)
        for one in (*_of(PartnershipPlan, looking), *_of(CommunitySafetyAgreement, looking))
    ]
    return shortened(rows, Row("All of them", reverse("targets:your-priorities")))


def _of(
    model: type[PartnershipPlan] | type[CommunitySafetyAgreement], looking: Looking
) -> Iterable[PartnershipPlan | CommunitySafetyAgreement]:
    drafted = model.objects.visible_to(looking.person).filter(status=EditionStatus.DRAFT)
    return drafted.select_related("partnership")[: LONGEST + 1]
