"""What the pages of a version need besides its text: who signed, what hinders, what was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from indicators import moments
from laa_portal.foundation.models import AuditEvent
from partnerships.models import Area, Viewer
from targets import policies
from targets.models import (
    Agreement,
    AgreementVersion,
    FormerAgreementVersion,
    Signature,
    SigningCapacity,
)
from targets.sides import Side
from targets.signing import next_capacity
from targets.states import HELD_FAST, VersionStatus

from .versions import changes_since, without_consent

UNDER_WAY = (VersionStatus.SUBMITTED, VersionStatus.APPROVED)
"""While somebody has yet to approve or to sign."""


@dataclass(frozen=True, slots=True)
class TextBefore:
    """The text with which one is compared, and what that is called."""

    content: str
    called: str


@dataclass(frozen=True)
class VersionRead:
    """A version as somebody reads it. What hinders it is for both sides of its table alone."""

    version: AgreementVersion
    side: Side | None
    signatures: Sequence[Signature]
    changes: Sequence[str]
    """What no longer is as it says, a sentence each."""
    silent: Sequence[str]
    """Who has not signed up to a target of it."""

    @cached_property
    def next_capacity(self) -> SigningCapacity | None:
        """In which capacity it is signed next; None while it is not approved, and once all have."""
        if self.version.status != VersionStatus.APPROVED:
            return None
        waited = next_capacity([one.capacity for one in self.signatures])
        return SigningCapacity(waited) if waited else None


def version_read(version: AgreementVersion, reader: Viewer) -> VersionRead:
    """Return a version, with its agreement and area, for a reader who may see it."""
    side = policies.sits_on(reader, version.agreement)
    is_asked = side is not None and version.status in UNDER_WAY
    return VersionRead(
        version,
        side,
        sorted(version.signatures.all(), key=lambda one: one.signed_at),
        changes_since(version) if is_asked else [],
        without_consent(version) if is_asked else [],
    )


def text_before(version: AgreementVersion) -> TextBefore | None:
    """Return the text that this one took the place of.

    While it waits for a decision that is the one that was sent back; else the version before.
    """
    if version.status == VersionStatus.SUBMITTED and (sent_back := _sent_back(version)):
        day = moments.day(sent_back.submitted_at)
        return TextBefore(sent_back.content, f"the text submitted on {day}, which was sent back")
    earlier = version.agreement.versions.filter(number__lt=version.number).order_by("number").last()
    return TextBefore(earlier.content, f"version {earlier.number}") if earlier else None


def _sent_back(version: AgreementVersion) -> Any:
    """Return the newest former state of a version that was submitted with another text."""
    former = FormerAgreementVersion.objects.filter(
        pgh_obj=version.pk, status=VersionStatus.SUBMITTED.value
    )
    return former.exclude(content_sha256=version.content_sha256).order_by("-pgh_id").first()


def names_of_codes(codes: set[str]) -> dict[str, str]:
    """Return the names of areas by their codes; no query where none is asked for."""
    named = Area.objects.filter(gss_code__in=codes) if codes else Area.objects.none()
    return dict(named.values_list("gss_code", "name"))


def events_of(version: AgreementVersion) -> "QuerySet[AuditEvent]":
    """Return what was done to a version, the newest first."""
    found = AuditEvent.objects.filter(
        target_type=version._meta.label_lower, target_id=str(version.pk)
    )
    return found.order_by("-pk")


def held_version(agreement: Agreement) -> AgreementVersion | None:
    """Return the newest version that holds agreed targets fast; None where none does."""
    held: AgreementVersion | None = (
        agreement.versions.filter(status__in=[status.value for status in HELD_FAST])
        .order_by("number")
        .last()
    )
    return held
