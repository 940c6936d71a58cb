"""The certificate of a signed version, made of its rows; and what was certified already."""

from django.db.models import Q, QuerySet

from laa_portal.foundation.canonical import canonical
from partnerships.models import GOVERNMENT, Area, Role, Viewer
from targets import policies
from targets.certificate import bundle, certificate
from targets.models import AgreementVersion, Certificate, RevisionProposal, Signature

NOT_ON_RECORD = "A post that is not on record"
"""As whom a version was approved whose approver has no role on record that counted then."""


def signatures_of(version: AgreementVersion) -> list[Signature]:
    """Return a version's signatures in their order, each with the decision it was given under."""
    return list(version.signatures.select_related("under").order_by("signed_at", "id"))


def approved_as(version: AgreementVersion) -> str:
    """Return the post that approved a version, or the posts, as they counted at that moment.

    The council's leader approves what a revision of local targets led to, and nothing else.
    """
    assert version.approved_at  # as it was signed
    is_revised = RevisionProposal.objects.filter(led_to=version).exists()
    held = Role.objects.in_force_at(version.approved_at).filter(
        user=version.approved_by_id, kind__in=policies.DECIDERS if is_revised else GOVERNMENT
    )
    over = held.over_areas(Area.objects.ids_around({version.area_id}))
    related = over.select_related("area", "organisation", "partnership").order_by("pk")
    return "; ".join(str(role) for role in related) or NOT_ON_RECORD


def certificate_text(version: AgreementVersion, *, post: str | None = None) -> str:
    """Return the canonical text of a version's certificate, made anew of its rows.

    `post` is who approved it, where a certificate says that already: roles end, and are renamed.
    """
    post = approved_as(version) if post is None else post
    return canonical(certificate(version, signatures_of(version), post))


def bundle_of(found: Certificate) -> bytes:
    """Return the file of a certificate that people keep."""
    return bundle(found.content, found.sha256, found.pdf_sha256).encode()


def certificate_of(version: AgreementVersion) -> Certificate | None:
    """Return a version's certificate without its PDF; None while it is being made.

    From then on the version itself has it too, so that no page reads the PDF to name it.
    """
    found = Certificate.objects.filter(version=version).defer("pdf").first()
    if found:
        found.version = version
    return found


def signed_versions(reader: Viewer) -> QuerySet[AgreementVersion]:
    """Return all versions that were ever signed, with what names each. They are public."""
    visible = AgreementVersion.objects.visible_to(reader).filter(starts_on__isnull=False)
    found: QuerySet[AgreementVersion] = visible.select_related(
        "agreement__partnership", "agreement__area", "area"
    )
    return found


def of_hashes(hashes: set[str], reader: Viewer) -> QuerySet[AgreementVersion]:
    """Return the signed versions that one of some hashes is of: text, certificate, file or PDF."""
    return signed_versions(reader).filter(
        Q(content_sha256__in=hashes)
        | Q(certificate__sha256__in=hashes)
        | Q(certificate__pdf_sha256__in=hashes)
        | Q(certificate__record_sha256__in=hashes)
    )
