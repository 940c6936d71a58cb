"""A signed agreement as an accessible PDF: what its template reads, its charts and its record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from indicators import printing
from laa_portal.foundation.typesetting import typeset
from targets import exhibits, queries
from targets.models import AgreementVersion, EvidencePack, Signature, digest
from targets.presenters import signed as presenters
from targets.presenters.signed import SignedTarget
from targets.queries import SignedAgreement

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "documents" / "agreement.typ"
RECORD = "certificate.json"
"""The certificate, as the PDF has it attached."""


def printed(version: AgreementVersion, certificate: str) -> bytes:
    """Return a signed version as a PDF, with the text of its certificate. Raises NotTypeset."""
    found = queries.signed_agreement(version)
    files = {RECORD: certificate}
    return typeset(TEMPLATE, _data(found, digest(certificate), files), files)


def _data(found: SignedAgreement, sha256: str, files: dict[str, str]) -> dict[str, Any]:
    """Return what the template reads, and put the charts among the files beside it."""
    version, packs = found.version, queries.packs_of([line for line, _ in found.agreed])
    agreement, area = version.agreement, version.area
    targets = [_target(one, packs, files) for one in presenters.targets_of(found)]
    return {
        "title": str(agreement),
        "is_invented": area.is_invented,
        "area": f"{area.name} ({area.code})",
        "partnership": str(agreement.partnership),
        "span": printing.span(agreement.starts_on, agreement.ends_on),
        "number": version.number,
        "approved_on": _day(version.approved_at),
        "in_force_from": printing.day(version.starts_on) if version.starts_on else "",
        "statement": [one.strip() for one in version.statement.splitlines() if one.strip()],
        "targets": targets,
        "listed": [[_named(line), presenters.why_listed(line)] for line in found.listed],
        "decisions": [presenters.under(one.under) for one in found.signatures if one.under],
        "signatures": [_signature(one) for one in found.signatures],
        "content_sha256": version.content_sha256,
        "sha256": sha256,
        "record": RECORD,
        "address": settings.SITE_ADDRESS + reverse("targets:verify"),
    }


def _target(
    one: SignedTarget, packs: Mapping[str, EvidencePack], files: dict[str, str]
) -> dict[str, Any]:
    pack = packs.get(one.line.pack_sha256)
    chart = exhibits.of_signed(one.line, pack)
    picture = f"target-{one.line.position}.svg" if chart else ""
    if chart:
        files[picture] = str(chart.svg)
    return {
        "title": one.title,
        "rows": [[said.name, said.text] for said in one.said],
        "route": one.route,
        "in_reward": one.line.in_reward,
        "picture": picture,
        "chart_title": chart.title if chart else "",
        "alt": chart.description if chart else "",
        "evidence": one.line.pack_sha256,
        "partners": [
            [each.partner.name, "Yes" if each.partner.is_lead else "No", each.duty, each.answer]
            for each in one.signed_up
        ],
    }


def _named(line: Any) -> str:
    return f"{line.title} ({line.code})" if line.code else str(line.title)


def _signature(one: Signature) -> list[str]:
    capacity = one.get_capacity_display()
    return [capacity, one.post, _moment(one.signed_at), one.reference]


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
