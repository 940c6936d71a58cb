"""The certificate of a signed version, as plain data for canonical JSON.

Complete without this portal: it holds the text that was signed, who approved it, each signature and
what it rests on. Posts sign, not people: no name is in it. `static/verify/verify_agreement.py`
checks it with nothing but Python.
"""

import json
from collections.abc import Iterable
from typing import Any

from laa_portal.foundation.canonical import canonical
from targets.models import AgreementVersion, CouncilDecision, Signature

FORMAT = 1
"""Of certificates; whoever reads an old one finds here what it meant."""


def certificate(
    version: AgreementVersion, signatures: Iterable[Signature], approved_as: str
) -> dict[str, Any]:
    """Return all that proves a version; `approved_as` is the post that approved it."""
    text = json.loads(version.content)
    return {
        "format": FORMAT,
        "what": "Certificate of a Local Area Agreement",
        "agreement": text,
        "content_sha256": version.content_sha256,
        "submitted_at": version.submitted_at,
        "approval": {"at": version.approved_at, "by": approved_as},
        "signatures": [_signature(one) for one in signatures],
        "in_force_from": version.starts_on,
        "evidence": evidence_of(text),
    }


def evidence_of(text: dict[str, Any]) -> list[str]:
    """Return the hashes of the evidence that the signed targets of a text rest on, each once."""
    return sorted({one["evidence_sha256"] for one in text["targets"] if one["evidence_sha256"]})


def _signature(one: Signature) -> dict[str, Any]:
    return {
        "capacity": one.capacity,
        "post": one.post,
        "signed_at": one.signed_at,
        "second_factor_at": one.factor_at,
        "under": _decision(one.under) if one.under else None,
        "reference": one.reference or None,
        "declaration": one.statement,
        "content_sha256": one.content_sha256,
    }


def _decision(one: CouncilDecision) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "minute": one.minute,
        "decided_on": one.decided_on,
        "scope": one.scope or None,
        "ends_on": one.ends_on,
    }


def bundle(content: str, sha256: str, pdf_sha256: str) -> str:
    """Return the file that people keep: a certificate with its own hash and that of its PDF."""
    return canonical(
        {"certificate": json.loads(content), "sha256": sha256, "pdf_sha256": pdf_sha256}
    )
