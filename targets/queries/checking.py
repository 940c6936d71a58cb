"""What somebody brings to be checked: an agreement as it was signed, or nothing of ours."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from partnerships.models import Viewer
from targets.models import AgreementVersion, Certificate, Signature

from .certificates import certificate_of, of_hashes, signatures_of
from .verification import Verified, verify

HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
MOST_CLAIMS = 500
"""Hashes that are looked at of all that a file names; an agreement's own name about a hundred."""


class Kind(StrEnum):
    """What was brought."""

    PDF = "the agreement as a PDF"
    BUNDLE = "the agreement’s record"
    CERTIFICATE = "the agreement’s certificate"
    TEXT = "the text that was signed"


@dataclass(frozen=True, slots=True)
class Checked:
    """An agreement that was recognised, by the file itself or by what the file says of itself."""

    version: AgreementVersion
    kind: Kind | None
    """None: the file names this agreement, but is not one that the portal gave out."""
    sha256: str
    """Of what was brought."""
    verified: Verified
    signatures: list[Signature]
    certificate: Certificate | None
    later: AgreementVersion | None
    """The version that holds in its place; None while it has not been superseded."""

    @property
    def is_as_signed(self) -> bool:
        return self.kind is not None and self.verified.is_whole


def check_file(content: bytes, reader: Viewer) -> Checked | None:
    """Return what a file is; None where it is none of ours and names none of ours."""
    sha256 = hashlib.sha256(content).hexdigest()
    claims = {one.decode() for one in HASH.findall(content)[:MOST_CLAIMS]}
    for version in of_hashes({sha256, *claims}, reader):
        if kind := _kind(version, sha256):
            return _checked(version, kind, sha256, reader)
    named = of_hashes(claims, reader).order_by("agreement", "number").last()
    return _checked(named, None, sha256, reader) if named else None


def check_hash(sha256: str, reader: Viewer) -> Checked | None:
    """Return what has a hash; None where nothing of ours has."""
    version = of_hashes({sha256}, reader).first()
    if version is None:
        return None
    return _checked(version, _kind(version, sha256), sha256, reader)


def _kind(version: AgreementVersion, sha256: str) -> Kind | None:
    """Return what of a version has a hash; None where nothing of it has."""
    found = certificate_of(version)
    if sha256 == version.content_sha256:
        return Kind.TEXT
    if found is None:
        return None
    if sha256 == found.pdf_sha256:
        return Kind.PDF
    if sha256 == found.sha256:
        return Kind.CERTIFICATE
    return Kind.BUNDLE if sha256 == found.record_sha256 else None


def _checked(version: AgreementVersion, kind: Kind | None, sha256: str, reader: Viewer) -> Checked:
    return Checked(
        version=version,
        kind=kind,
        sha256=sha256,
        verified=verify(version),
        signatures=signatures_of(version),
        certificate=certificate_of(version),
        later=_later(version, reader),
    )


def _later(version: AgreementVersion, reader: Viewer) -> AgreementVersion | None:
    """Return the version signed last of the same agreement, if it is a later one."""
    signed = AgreementVersion.objects.visible_to(reader).filter(
        agreement=version.agreement_id, starts_on__isnull=False, number__gt=version.number
    )
    return signed.order_by("number").select_related("area").last()
