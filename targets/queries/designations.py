"""Which targets of a signed agreement are designated, which can be, and what was published."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from targets.models import (
    Agreement,
    AgreementVersion,
    Designation,
    LineStanding,
    Memorandum,
    TargetType,
    VersionLine,
)


def designations_of(agreement: Agreement) -> list[Designation]:
    """Return all designations of an agreement's targets, those that were revoked too."""
    found = Designation.objects.filter(version__agreement=agreement)
    return list(found.select_related("target", "version").order_by("target__title", "pk"))


def designated_now(agreement: Agreement) -> dict[int, Designation]:
    """Return the designations that stand, by target."""
    return {one.target_id: one for one in designations_of(agreement) if one.revoked_at is None}


def designated_on(designations: Sequence[Designation], day: date) -> dict[int, Designation]:
    """Return the designations that stood at the end of a day, by target."""
    return {
        one.target_id: one
        for one in designations
        if timezone.localdate(one.designated_at) <= day
        and (one.revoked_at is None or timezone.localdate(one.revoked_at) > day)
    }


def designable(version: AgreementVersion) -> list[VersionLine]:
    """Return the lines of a version that were signed to be designated, and are not yet."""
    lines = version.lines.filter(standing=LineStanding.AGREED, type=TargetType.DESIGNATED)
    designated = designated_now(version.agreement)
    return [one for one in lines.order_by("position") if one.target_id not in designated]


def memoranda_on(agreement: Agreement) -> list[Memorandum]:
    """Return what was published on an agreement, the newest first, without the texts."""
    published = agreement.memoranda.select_related("agreement__area").defer("content")
    return list(published.order_by("-number"))
