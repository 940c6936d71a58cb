"""What everybody may read of signed agreements: which there are, and what each says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from partnerships.models import Area, Organisation, Viewer
from targets.models import (
    AgreementVersion,
    EvidencePack,
    LineStanding,
    Signature,
    VersionLine,
    VersionPartner,
)
from targets.record import Line
from targets.states import CommitmentStatus

from .across import regions_of
from .certificates import signatures_of, signed_versions
from .packages import names_of_parts
from .versions import stored_lines

AGREED = Q(lines__standing=LineStanding.AGREED)


@dataclass(frozen=True, slots=True)
class Published:
    """An agreement's newest signed version, and the region its area lies in."""

    version: AgreementVersion
    region: Area | None
    targets: int
    """Signed for."""


def published(reader: Viewer) -> list[Published]:
    """Return the newest signed version of each agreement, by area, in two queries."""
    newest = newest_signed(reader).annotate(target_count=Count("lines", filter=AGREED))
    versions = sorted(newest, key=lambda one: one.area.name)
    regions = regions_of([one.area_id for one in versions])
    return [Published(one, regions.get(one.area_id), one.target_count) for one in versions]


def newest_signed(reader: Viewer) -> QuerySet[AgreementVersion]:
    """Return the version of each agreement that was signed last: it holds, or was the last to."""
    newest = signed_versions(reader).order_by("agreement_id", "-number").distinct("agreement_id")
    return signed_versions(reader).filter(pk__in=newest.values("pk"))


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """One signed version with all that it says, for its page, its files and its PDF."""

    version: AgreementVersion
    lines: Sequence[Line]
    signatures: Sequence[Signature]
    names: Mapping[str, str]
    """Of districts that targets are for, by code."""

    @property
    def agreed(self) -> list[Line]:
        return [one for one in self.lines if one[0].is_signed_for]

    @property
    def listed(self) -> list[VersionLine]:
        """What is named in it and not signed for."""
        return [line for line, _ in self.lines if not line.is_signed_for]


def signed_agreement(version: AgreementVersion) -> SignedAgreement:
    """Return what a signed version says, in as many queries for one target as for fifty."""
    lines = stored_lines(version)
    return SignedAgreement(
        version=version,
        lines=lines,
        signatures=signatures_of(version),
        names=names_of_parts(line for line, _ in lines),
    )


def packs_of(lines: Sequence[VersionLine]) -> dict[str, EvidencePack]:
    """Return the evidence that lines were agreed on, by hash."""
    wanted = {line.pack_sha256 for line in lines if line.pack_sha256}
    related = EvidencePack.objects.select_related("measure__indicator")
    return {one.sha256: one for one in related.filter(sha256__in=wanted)}


def other_versions(version: AgreementVersion, reader: Viewer) -> list[AgreementVersion]:
    """Return all signed versions of the same agreement, the newest first."""
    return list(signed_versions(reader).filter(agreement=version.agreement_id).order_by("-number"))


# --- What an organisation must have regard to -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Regarded:
    """A signed agreement with the targets in it that an organisation is named for."""

    version: AgreementVersion
    bound: Sequence[VersionPartner]
    """Those it must have regard to."""
    voluntary: Sequence[VersionPartner]


def regarded_by(organisation: Organisation, reader: Viewer) -> list[Regarded]:
    """Return what an organisation signed up to in the newest version of each agreement, by area."""
    named = (
        VersionPartner.objects.visible_to(reader)
        .filter(organisation=organisation, line__standing=LineStanding.AGREED)
        .exclude(status=CommitmentStatus.NOT_APPLICABLE.value)
        .select_related("line__measure", "line__gap_to")
        .order_by("line__position")
    )
    versions = (
        newest_signed(reader)
        .filter(lines__partners__in=named)
        .distinct()
        .prefetch_related(Prefetch("lines__partners", named, to_attr="own"))
    )
    found = [_regarded(one) for one in sorted(versions, key=lambda one: one.area.name)]
    return [one for one in found if one.bound or one.voluntary]


def _regarded(version: AgreementVersion) -> Regarded:
    own = [one for line in version.lines.all() for one in line.own]
    return Regarded(
        version,
        bound=[one for one in own if one.has_regard],
        voluntary=[one for one in own if not one.has_regard],
    )
