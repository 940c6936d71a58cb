"""An agreement on its way in each county of the world: submitted, half signed, and in force.

Their texts have no targets, so that what other records do to these is not in the way. They come
after those of `records_after`, as a revised agreement comes after the one in force.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from targets.models import (
    Agreement,
    AgreementVersion,
    CouncilDecision,
    Signature,
    SigningCapacity,
    digest,
)
from targets.queries import text_of
from targets.signing import DECLARATIONS, ORDER
from targets.states import VersionStatus

from .audiences import Target
from .world import World

AT = datetime(2008, 6, 2, 10, 0, tzinfo=UTC)
READERS = "readers of the version"
NUMBER = 11
"""The last of each agreement's versions, which is the one that policies look at."""

SIGNED = {
    # how far the version of each county has come, and who has signed it
    "north": (VersionStatus.SUBMITTED, ()),
    "next": (VersionStatus.APPROVED, ORDER[:2]),
    "south": (VersionStatus.SIGNED, ORDER),
}


def make_signing(world: World) -> None:
    """Make a version and a decision of the council for each county."""
    found: list[Target] = []
    world.targets["decision"] = []
    for county, (status, capacities) in SIGNED.items():
        agreement = Agreement.objects.get(area=world.areas[county])
        decision = _decide(world, agreement, county, status)
        of = Target(f"version of {county}", area=county, status=status)
        version = _make_version(world, agreement, of)
        _sign(world, version, of, capacities, decision)
        kwargs = {"code": agreement.area.gss_code, "number": version.number}
        found.append(replace(of, kwargs=kwargs))
        world.targets.setdefault("version by number", []).append(
            replace(of, kwargs={"id": version.pk})
        )
    found.append(Target("no version", {"code": "X10000901", "number": 987}, exists=False))
    world.targets["version by number"].append(Target("none", {"id": 987654}, exists=False))
    world.targets["decision"].append(Target("none", {"decision_id": 987654}, exists=False))
    world.targets["version"] = found
    world.targets["version to sign"] = [
        replace(it, kwargs={**it.kwargs, "capacity": SigningCapacity.GO_DIRECTOR.value})
        for it in found
    ]


def _make_version(world: World, agreement: Agreement, of: Target) -> AgreementVersion:
    by = world.users["administrator"]
    version = AgreementVersion(
        agreement=agreement,
        area=agreement.area,
        number=NUMBER,
        status=VersionStatus.SUBMITTED.value,
        statement=world.aviary.text("what is said with a submission", READERS, of),
        submitted_by=by,
        submitted_at=AT,
    )
    version.content = text_of(version, [])
    version.content_sha256 = digest(version.content)
    version.save()
    if of.status != VersionStatus.SUBMITTED:
        approved = {"approved_by": by, "approved_at": AT}
        in_force = {"starts_on": date(2008, 6, 30), "ends_on": date(2011, 4, 1)}
        is_signed = of.status == VersionStatus.SIGNED
        version.advance(status=of.status, **approved, **(in_force if is_signed else {}))
    return version


def _decide(
    world: World, agreement: Agreement, county: str, status: VersionStatus
) -> CouncilDecision:
    """Put a decision on record, which whoever reads a version reads beside the signature."""
    of = Target(f"decision of {county}", area=county, status=status)
    decision = CouncilDecision.objects.create(
        agreement=agreement,
        kind=CouncilDecision.Kind.DECISION,
        minute=world.aviary.text("where a council decided", READERS, of),
        decided_on=date(2008, 5, 28),
        recorded_by=world.users["administrator"],
        recorded_at=AT,
    )
    world.targets["decision"].append(replace(of, kwargs={"decision_id": decision.pk}))
    return decision


def _sign(
    world: World,
    version: AgreementVersion,
    of: Target,
    capacities: tuple[str, ...],
    decision: CouncilDecision,
) -> None:
    for capacity in capacities:
        is_leader = capacity == SigningCapacity.COUNCIL_LEADER
        is_minister = capacity == SigningCapacity.SECRETARY_OF_STATE
        Signature.objects.create(
            version=version,
            capacity=capacity,
            signed_by=world.users["administrator"],
            signed_at=AT,
            post=world.aviary.text("the post of who signed", READERS, of),
            under=decision if is_leader else None,
            reference=world.aviary.text("a letter", READERS, of) if is_minister else "",
            content_sha256=version.content_sha256,
            statement=DECLARATIONS[capacity],
            factor_at=AT,
        )
