"""Agreements on their way to their signatures: who decides, who signs, who submits again."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from partnerships.audiences import areas_within
from partnerships.models import RoleKind
from targets import policies
from targets.models import AgreementVersion, SigningCapacity
from targets.sides import Side
from targets.signing import next_capacity
from targets.states import VersionStatus

from .blocks import LONGEST, Looking, Row


def signatures(looking: Looking) -> Iterable[Row]:
    """Approved agreements that the person signs next."""
    kinds = looking.kinds & set(policies.SIGNERS.values())
    if not kinds:
        return []
    read = ("signatures", "agreement__offers")
    found = _versions(VersionStatus.APPROVED, looking, kinds).prefetch_related(*read)
    return [
        Row(
            _to_sign(one, waited),
            one.get_absolute_url(),
            "Approved",
            "To sign",
            "yellow",
            one.approved_at,
        )
        for one in found
        if (waited := _waited(one)) and policies.may_sign(looking.person, one, waited)
    ][:LONGEST]


def _to_sign(one: AgreementVersion, waited: SigningCapacity) -> str:
    if waited is SigningCapacity.SECRETARY_OF_STATE:
        return f"Put ministers’ approval on record: the agreement of {one.area}"
    return f"Sign the agreement of {one.area}"


def _waited(one: AgreementVersion) -> SigningCapacity | None:
    waited = next_capacity([signature.capacity for signature in one.signatures.all()])
    return SigningCapacity(waited) if waited else None


def submissions(looking: Looking) -> Iterable[Row]:
    """Submitted agreements on which the person decides."""
    kinds = looking.kinds & {policies.SPEAKERS[Side.GOVERNMENT]}
    return [
        Row(
            f"Decide on the submission of {one.area}",
            one.get_absolute_url(),
            "Submitted",
            "To decide",
            "yellow",
            one.submitted_at,
        )
        for one in _some(VersionStatus.SUBMITTED, looking, kinds)
    ]


def sent_back(looking: Looking) -> Iterable[Row]:
    """Agreements that were sent back or taken back, for those who submit them again."""
    kinds = looking.kinds & {policies.SPEAKERS[Side.PARTNERSHIP]}
    return [
        Row(
            f"Submit the agreement of {one.area} again",
            one.get_absolute_url(),
            "Sent back",
            "To mend",
            "yellow",
            one.returned_at,
        )
        for one in _some(VersionStatus.DRAFT, looking, kinds)
    ]


def _some(
    status: VersionStatus, looking: Looking, kinds: set[RoleKind]
) -> Iterable[AgreementVersion]:
    return _versions(status, looking, kinds)[:LONGEST] if kinds else []


def _versions(status: VersionStatus, looking: Looking, kinds: set[RoleKind]) -> QuerySet[Any]:
    """Return versions of the areas that the person's roles of some kinds are over, oldest first."""
    areas = areas_within(looking.person, kinds)
    visible = AgreementVersion.objects.visible_to(looking.person)
    found = visible.filter(status=status.value, area__in=areas)
    return found.select_related("area", "agreement__partnership").order_by("submitted_at")
