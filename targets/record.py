"""What both sides sign, as plain data for canonical JSON: complete without this portal. Pure.

Posts sign, and organisations answer: no person is named. What is only listed carries no terms,
since nobody signs for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from targets.models import AgreementVersion, VersionLine, VersionPartner

FORMAT = 1
"""Of records; whoever reads an old one finds here what it meant."""

Line = tuple[VersionLine, Sequence[VersionPartner]]
"""A line and those named for it: of the database, or as they would be written there."""


def record(version: AgreementVersion, lines: Iterable[Line]) -> dict[str, Any]:
    """Return all that a version says: its area and span, what is signed, and what is listed."""
    agreement, area = version.agreement, version.area
    lines = list(lines)
    return {
        "format": FORMAT,
        "what": "Local Area Agreement",
        "area": {
            "gss_code": area.gss_code,
            "ons_code": area.ons_code,
            "name": area.name,
            "is_invented": area.is_invented,
        },
        "partnership": agreement.partnership.name,
        "from": agreement.starts_on,
        "to": agreement.ends_on,
        "number": version.number,
        "statement": version.statement,
        "targets": [signed(*one) for one in lines if one[0].is_signed_for],
        "listed": [listed(one[0]) for one in lines if not one[0].is_signed_for],
    }


def signed(line: VersionLine, partners: Sequence[VersionPartner]) -> dict[str, Any]:
    """Return one target as it is signed. Amounts are in `unit`."""
    return {
        "target": line.target_id,
        "title": line.title,
        "indicator": line.code or None,
        "type": line.type,
        "approval_route": line.approval_route,
        "in_reward": line.in_reward,
        "measure": line.measure.code if line.measure else None,
        "definition": line.definition or None,
        "definition_digest": line.definition_digest or None,
        "unit": line.unit,
        "baseline": _baseline(line),
        "shape": line.shape,
        "values": [{"year": year, "value": value} for year, value in line.by_year()],
        "is_slowing": line.is_slowing,
        "gap_to": line.gap_to.gss_code if line.gap_to else None,
        "parts": line.parts,
        "parts_because": line.parts_because,
        "review_months": line.review_months,
        "agreed_in_offer": line.agreed_in.offer.number if line.agreed_in else None,
        "revised_in": line.revised_in.proposal.number if line.revised_in else None,
        "evidence_sha256": line.pack_sha256 or None,
        "partners": [_partner(one) for one in partners],
    }


def listed(line: VersionLine) -> dict[str, Any]:
    """Return one target that is not signed for: still negotiated, or held open with its reason."""
    waits = {"reason": line.placeholder_reason, "for": line.placeholder_trigger}
    return {
        "target": line.target_id,
        "title": line.title,
        "indicator": line.code or None,
        "standing": line.standing,
        "waits": waits if line.is_placeholder else None,
    }


def _baseline(line: VersionLine) -> dict[str, Any] | None:
    if line.baseline is None:
        return None
    return {
        "value": line.baseline,
        "period": line.baseline_period,
        "source": line.baseline_source,
        "is_proxy": line.baseline_is_proxy,
        "because": line.baseline_because,
    }


def _partner(one: VersionPartner) -> Mapping[str, Any]:
    return {
        "organisation": one.organisation.code,
        "name": one.name,
        "is_lead": one.is_lead,
        "must_have_regard": one.has_regard,
        "status": one.status,
        "reason": one.reason,
        "answered_on": one.answered_on,
    }
