"""What waits between partnerships, the organisations they ask, and the Home Office."""

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import RoleKind
from targets import policies
from targets.models import ANSWERERS, Commitment, SharedIssue
from targets.sides import Side
from targets.states import CommitmentStatus, TargetStatus

from .blocks import LONGEST, Looking, Row, shortened

GONE = (TargetStatus.LONGLISTED, TargetStatus.LEFT_OUT, TargetStatus.WITHDRAWN)
"""Of these nobody is to say anything."""


def commitments(looking: Looking) -> Iterable[Row]:
    """Targets to which the person's organisation is asked to sign up."""
    if not looking.kinds & set(ANSWERERS):
        return []
    own = Commitment.objects.visible_to(looking.person).own(looking.person)
    asked = own.filter(status=CommitmentStatus.ASKED).exclude(target__status__in=GONE)
    found = asked.select_related("organisation", "target").order_by("asked_at")
    rows = [
        Row(
            f"Agree or object: {one.target}",
            one.get_absolute_url(),
            f"{one.organisation} was asked on",
            "To answer",
            "yellow",
            one.asked_at,
        )
        for one in found[: LONGEST + 1]
    ]
    return shortened(rows, Row("All of them", reverse("targets:our-commitments")))


def objections(looking: Looking) -> Iterable[Row]:
    """Objections of partners that the person, as coordinator, has yet to answer."""
    if policies.SPEAKERS[Side.PARTNERSHIP] not in looking.kinds:
        return []
    areas = looking.person.coordinated_area_ids
    visible = Commitment.objects.visible_to(looking.person).exclude(target__status__in=GONE)
    objected = visible.filter(status=CommitmentStatus.OBJECTED, target__agreement__area__in=areas)
    related = objected.select_related("organisation", "target__agreement__area")
    found = list(related.order_by("answered_at")[: LONGEST + 1])
    rows = [
        Row(
            f"Answer an objection: {one}",
            one.get_absolute_url(),
            "Objected on",
            "To answer",
            "yellow",
            one.answered_at,
        )
        for one in found
    ]
    if not rows:
        return []
    code = found[0].target.agreement.area.gss_code
    ledger = reverse("targets:partner-ledger", args=[code])
    return shortened(rows, Row("Who has signed up to what", ledger))


def issues(looking: Looking) -> Iterable[Row]:
    """Issues raised for all areas that the Home Office has yet to answer."""
    if RoleKind.HO_ANALYST not in looking.kinds:
        return []
    found = SharedIssue.objects.visible_to(looking.person).open().select_related("indicator")
    rows = [
        Row(f"Answer for all areas: {one}", one.get_absolute_url(), "Raised on", "To answer",
            "yellow", one.raised_at)
        for one in found.order_by("raised_at")[: LONGEST + 1]
    ]  # fmt: skip
    return shortened(rows, Row("All issues", reverse("targets:issues")))
