"""What a memorandum of an agreement says, as plain data for canonical JSON. Pure.

Local Government and Public Involvement in Health Act 2007 s.113: published when targets are
designated, a designation is revoked or the agreement is modified. It says the period, the targets,
which are designated, who must have regard to each and to whom else it relates (section read in its
explanatory note, not as enacted).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from targets.models import Designation, Memorandum, VersionLine, VersionPartner
from targets.record import Line
from targets.states import CommitmentStatus

FORMAT = 1
LAW = "Local Government and Public Involvement in Health Act 2007 s.113"


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of one target since the memorandum before."""

    target: int
    title: str
    what: str
    """In words that go on from its title, as in “was designated”."""
    because: str = ""
    ground: str = ""
    """Of a revision; empty for anything else."""


def content_of(
    memorandum: Memorandum,
    lines: Iterable[Line],
    designated: Mapping[int, Designation],
    changes: Sequence[Change],
) -> dict[str, Any]:
    """Return all that a memorandum says; `designated` are the designations by target."""
    agreement, version = memorandum.agreement, memorandum.version
    area = agreement.area
    return {
        "format": FORMAT,
        "what": "Memorandum on a Local Area Agreement",
        "law": LAW,
        "number": memorandum.number,
        "occasion": memorandum.occasion,
        "published_at": memorandum.published_at,
        "area": {
            "gss_code": area.gss_code,
            "name": area.name,
            "is_invented": area.is_invented,
        },
        "partnership": agreement.partnership.name,
        "from": agreement.starts_on,
        "to": agreement.ends_on,
        "version": version.number,
        "version_sha256": version.content_sha256,
        "changes": [asdict(one) for one in changes],
        "targets": [
            _target(line, partners, designated.get(line.target_id))
            for line, partners in lines
            if line.is_signed_for
        ],
    }


def _target(
    line: VersionLine, partners: Sequence[VersionPartner], designation: Designation | None
) -> dict[str, Any]:
    related = [one for one in partners if one.status != CommitmentStatus.NOT_APPLICABLE]
    return {
        "target": line.target_id,
        "title": line.title,
        "indicator": line.code or None,
        "type": line.type,
        "unit": line.unit,
        "baseline": line.baseline,
        "baseline_period": line.baseline_period,
        "values": [{"year": year, "value": value} for year, value in line.by_year()],
        "designated": _designated(designation) if designation else None,
        "must_have_regard": [one.name for one in related if one.has_regard],
        "other_persons": [one.name for one in related if not one.has_regard],
    }


def _designated(designation: Designation) -> dict[str, Any]:
    return {
        "on": timezone.localdate(designation.designated_at),
        "notice": designation.notice,
    }
