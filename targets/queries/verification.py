"""Whether a signed version is as it was signed: its text, rows, signatures, certificate and trail.

Each is worked out anew from the others, so that whoever changes one has to change them all, and the
seals of the audit trail too, whose key the database does not hold.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from laa_portal.foundation import seals
from laa_portal.foundation.models import AuditEvent, AuditEventQuerySet
from laa_portal.foundation.seals import Cover
from partnerships.models import FormerArea, FormerPartnership
from targets.certificate import evidence_of
from targets.models import (
    AgreementVersion,
    Certificate,
    EvidencePack,
    RevisionProposal,
    Signature,
    SigningCapacity,
    Terms,
    digest,
)
from targets.record import Line
from targets.signing import ORDER
from targets.states import VersionStatus

from .certificates import bundle_of, certificate_text, signatures_of
from .versions import stored_lines, text_of

ACCEPTED = "accept_revision"
"""The act on a revision that approves the version it leads to."""

APPROVING = ("approve_agreement", ACCEPTED)

VERBS = ("approve_agreement", "sign_agreement", "put_in_force", "make_certificate")
"""The acts on a version itself by which it comes to hold and to be certified."""

EVER_SIGNED = (VersionStatus.SIGNED, VersionStatus.SUPERSEDED)

TERM_COLUMNS = tuple(field.attname for field in Terms._meta.local_fields)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that the database has of one signed version."""

    version: AgreementVersion
    lines: Sequence[Line]
    signatures: Sequence[Signature]
    certificate: Certificate | None
    """None: it is still being made."""
    events: Sequence[AuditEvent]

    def events_of(self, *verbs: str) -> list[AuditEvent]:
        return [one for one in self.events if one.verb in verbs]


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of looking at a signed version."""

    faults: Sequence[str]
    """What is not as it was signed, a sentence each."""
    cover: Cover
    """How the seals of the audit trail cover the acts of signing."""
    is_certified: bool
    """False while the certificate is being made."""

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(version: AgreementVersion) -> Verified:
    """Hold a signed version against itself, in as many queries for one target as for fifty."""
    found = _acts_upon(version)
    cover = seals.cover(found)
    stored = Stored(
        version=version,
        lines=stored_lines(version),
        signatures=signatures_of(version),
        certificate=Certificate.objects.filter(version=version).first(),
        events=list(found.order_by("id")),
    )
    faults = list(_faults(stored))
    faults += [f"Act {one} of the audit trail is not as it was sealed." for one in cover.broken]
    return Verified(faults, cover, is_certified=stored.certificate is not None)


def _acts_upon(version: AgreementVersion) -> AuditEventQuerySet:
    """Return the acts by which a version came to hold, that on its revision included."""
    kind, led_by = version._meta.label_lower, RevisionProposal.objects.filter(led_to=version)
    acts = Q(target_type=kind, target_id=str(version.pk), verb__in=VERBS)
    for proposal_id in led_by.values_list("pk", flat=True):
        revision = RevisionProposal._meta.label_lower
        acts |= Q(target_type=revision, target_id=str(proposal_id), verb=ACCEPTED)
    return AuditEvent.objects.filter(acts)


def all_signed() -> QuerySet[AgreementVersion]:
    """Return every version that was put in force, whatever its row says of that by now."""
    put = Q(starts_on__isnull=False) | Q(pk__in=list(_put_in_force()))
    found: QuerySet[AgreementVersion] = AgreementVersion.objects.filter(put)
    return found.select_related("agreement__partnership", "area").order_by("pk")


def lost_versions() -> list[str]:
    """Return the versions that were put in force and have no row any more, as they were called."""
    called = _put_in_force()
    there = AgreementVersion.objects.filter(pk__in=list(called)).values_list("pk", flat=True)
    return [called[key] for key in sorted(called.keys() - set(there))]


def _put_in_force() -> dict[int, str]:
    acts = AuditEvent.objects.filter(verb="put_in_force").values_list("target_id", "target_name")
    return {int(key): name for key, name in acts}


def _faults(stored: Stored) -> Iterator[str]:
    version = stored.version
    if digest(version.content) != version.content_sha256:
        yield "Its text no longer has the hash under which it was signed."
        return
    try:
        _name_as_then(version)
    except (ValueError, KeyError, TypeError):
        yield "Its text is not that of an agreement."
        return
    for check in CHECKS:
        yield from check(stored)


def _name_as_then(version: AgreementVersion) -> None:
    """Call area and partnership as the text does, where they were called so once: names change."""
    said = json.loads(version.content)
    area, partnership = version.area, version.agreement.partnership
    if FormerArea.objects.filter(pgh_obj=area.pk, name=said["area"]["name"]).exists():
        area.name = said["area"]["name"]
    if FormerPartnership.objects.filter(pgh_obj=partnership.pk, name=said["partnership"]).exists():
        partnership.name = said["partnership"]


def _text(stored: Stored) -> Iterator[str]:
    if text_of(stored.version, stored.lines) != stored.version.content:
        yield "The rows of its targets and partners no longer give its text."


def _terms(stored: Stored) -> Iterator[str]:
    """Hold each line against the offer or revision that both sides agreed it in."""
    for line, _ in stored.lines:
        source = line.revised_in or line.agreed_in
        if source is None and line.is_signed_for:
            yield f"No offer or revision is on record in which “{line.title}” was agreed."
        elif source is not None and _columns(source) != _columns(line):
            yield f"“{line.title}” is not on the terms on which it was agreed."


def _columns(terms: Terms) -> list[Any]:
    return [getattr(terms, name) for name in TERM_COLUMNS]


def _signatures(stored: Stored) -> Iterator[str]:
    if [one.capacity for one in stored.signatures] != list(ORDER):
        yield "Its signatures are not those of the four capacities in their order."
    for one in stored.signatures:
        if one.content_sha256 != stored.version.content_sha256:
            yield f"The {_called(one)} signed another text."
        if not any(_is_of(event, one) for event in stored.events_of("sign_agreement")):
            yield f"The audit trail has no such signature of the {_called(one)}."


def _is_of(event: AuditEvent, one: Signature) -> bool:
    """Whether an act of the audit trail is this signature."""
    return (
        event.details.get("capacity") == one.capacity
        and event.details.get("content_sha256") == one.content_sha256
        and (event.made_by_id, event.made_at) == (one.signed_by_id, one.signed_at)
    )


def _called(one: Signature) -> str:
    label = dict(SigningCapacity.choices).get(one.capacity, one.capacity)
    return str(label).split(",")[0].lower()


def _approval(stored: Stored) -> Iterator[str]:
    version = stored.version
    if version.status not in EVER_SIGNED:
        yield "Its row does not say any more that it was signed."
    approval, in_force = (stored.events_of(*verbs)[-1:] for verbs in (APPROVING, ("put_in_force",)))
    acts = [(one.made_by_id, one.made_at) for one in approval]
    if acts != [(version.approved_by_id, version.approved_at)]:
        yield "The audit trail has no such approval."
    texts = [one.details.get("content_sha256") for one in (*approval, *in_force)]
    if texts != [version.content_sha256] * 2:
        yield "The audit trail has another text as approved and put in force."


def _evidence(stored: Stored) -> Iterator[str]:
    wanted = set(evidence_of(json.loads(stored.version.content)))
    packs = EvidencePack.objects.filter(sha256__in=wanted)
    whole = {one.sha256 for one in packs if one.is_intact}
    for missing in sorted(wanted - whole):
        yield f"The evidence {missing[:12]} that it rests on was changed or is gone."


def _certificate(stored: Stored) -> Iterator[str]:
    found = stored.certificate
    made = [(_hashes(one.details), one.made_at) for one in stored.events_of("make_certificate")]
    if found is None:
        if made:
            yield "Its certificate is gone."
        return
    if digest(found.content) != found.sha256:
        yield "Its certificate no longer has its hash."
    elif found.content != _certified_anew(stored.version, json.loads(found.content)):
        yield "Its signatures and text no longer give its certificate."
    elif hashlib.sha256(bundle_of(found)).hexdigest() != found.record_sha256:
        yield "The file that people keep of it no longer has its hash."
    if hashlib.sha256(bytes(found.pdf)).hexdigest() != found.pdf_sha256:
        yield "The PDF that is kept of it no longer has its hash."
    if made != [((found.sha256, found.pdf_sha256), found.sealed_at)]:
        yield "The audit trail has another certificate of it."


def _certified_anew(version: AgreementVersion, said: Mapping[str, Any]) -> str:
    return certificate_text(version, post=said["approval"]["by"])


def _hashes(details: Mapping[str, Any]) -> tuple[object, object]:
    return details.get("sha256"), details.get("pdf_sha256")


CHECKS: tuple[Callable[[Stored], Iterator[str]], ...] = (
    _text,
    _terms,
    _signatures,
    _approval,
    _evidence,
    _certificate,
)
