"""A signed version in each county of the world, a designated target of it, and a revision."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from laa_portal.foundation.canonical import canonical
from targets import queries
from targets.models import (
    Agreement,
    AgreementVersion,
    Designation,
    Memorandum,
    RevisionConsent,
    RevisionLine,
    RevisionProposal,
    VersionLine,
    VersionPartner,
    digest,
)
from targets.models import Target as Line
from targets.states import CommitmentStatus, RevisionStatus, TargetStatus, VersionStatus

from .audiences import DISTRICT_OF, Target
from .records_negotiation import AT
from .world import World

S = RevisionStatus
STATUSES = {"north": S.DRAFT, "next": S.PROPOSED, "south": S.PROPOSED}
"""How far the revision of each county has come: the office of the north is that of the next one."""

READERS = "readers of the revision"
NUMBER = 9
"""Of the version and the revision, so that they stand beside others of the world."""


def make_after_signing(world: World) -> None:
    """Make what follows a signature, for each county; everybody reads what was signed."""
    code = {"code": "X10000901", "number": 987}
    for name in ("version after signing", "memorandum", "revision"):
        world.targets[name] = [Target(f"no {name}", code, exists=False)]
    world.targets["as at"] = [Target("no agreement", {"code": "X10000987"}, exists=False)]
    world.targets["designation"] = [Target("none", {"designation_id": 987654}, exists=False)]
    world.targets["consent"] = [Target("none", {"consent_id": 987654}, exists=False)]
    for name in ("memorandum by number", "designation by number", "revision by number"):
        world.targets[name] = [Target(f"no {name}", {"id": 987654}, exists=False)]
    for county in DISTRICT_OF:
        _follow(world, county)
    _pass_on(world, "next", "north")
    world.targets["revised target"] = [
        replace(it, kwargs={**it.kwargs, "target_id": _target_of(world, it)})
        for it in world.targets["revision"]
    ]
    world.targets["act of a revision"] = [
        replace(it, kwargs={**it.kwargs, "act": "remove"}) for it in world.targets["revised target"]
    ]


def _pass_on(world: World, county: str, successor: str) -> None:
    """Let what was signed in a county pass to another, whose coordinator takes it over."""
    world.areas[county].successors.add(world.areas[successor])
    kwargs = {"code": world.areas[county].gss_code, "number": NUMBER}
    to = {"successor": world.areas[successor].gss_code}
    world.targets["passing version"] = [
        Target(f"version of {county}", kwargs | to, area=successor),
        Target("to no successor", kwargs | {"successor": "X10000987"}, exists=False),
    ]


def _target_of(world: World, it: Target) -> int:
    found = RevisionLine.objects.filter(proposal__agreement__area=world.areas.get(it.area))
    return found.values_list("target", flat=True).first() or 987654


def _follow(world: World, county: str) -> None:
    agreement = Agreement.objects.get(area=world.areas[county])
    lines = [_make_target(world, agreement, county, name) for name in ("first", "second")]
    version = _sign(world, agreement, county, lines)
    _designate(world, version, county, lines[0])
    _publish(world, version, county)
    _revise(world, version, county, lines[0])


def _make_target(world: World, agreement: Agreement, county: str, name: str) -> Line:
    by = world.users["administrator"]
    of = Target(f"{name} signed target of {county}", area=county)
    return Line.objects.create(
        agreement=agreement,
        title=world.aviary.text("a signed target", "everybody", of),
        carried_code="NI 99",
        status=TargetStatus.AGREED,
        longlisted_by=by,
        longlisted_at=AT,
        shortlisted_by=by,
        shortlisted_at=AT,
    )


def _terms(world: World, audience: str, of: Target) -> dict[str, object]:
    return {
        "type": "designated",
        "unit": "places",
        "baseline": Decimal(9_000_000),
        "baseline_period": "2007/08",
        "in_2010_11": Decimal(world.aviary.number("a value signed or revised", audience, of)),
        "is_slowing": True,
    }


def _sign(world: World, agreement: Agreement, county: str, targets: list[Line]) -> AgreementVersion:
    """Make a version that was approved just now, so that its targets can be designated."""
    by, now = world.users["administrator"], timezone.now()
    of = Target(f"signed version of {county}", area=county, status="signed")
    version = AgreementVersion.objects.create(
        agreement=agreement,
        area=agreement.area,
        number=NUMBER,
        status=VersionStatus.DRAFT,
        content="{}",
        content_sha256=digest("{}"),
        statement=world.aviary.text("a statement that was signed", "everybody", of),
        submitted_by=by,
        submitted_at=now,
        approved_by=by,
        approved_at=now - timedelta(days=3),
        starts_on=timezone.localdate(),
        ends_on=None,
    )
    for position, target in enumerate(targets, start=1):
        _line(world, version, county, target, position)
    version.content = queries.rebuilt_text(version)
    version.content_sha256 = digest(version.content)
    version.status = VersionStatus.SIGNED.value
    version.save(update_fields=["content", "content_sha256", "status"])
    kwargs = {"code": agreement.area.gss_code, "number": NUMBER}
    world.targets["version after signing"].append(replace(of, kwargs=kwargs))
    world.targets["as at"].append(Target(of.name, {"code": kwargs["code"]}, area=county))
    return version


def _line(
    world: World, version: AgreementVersion, county: str, target: Line, position: int
) -> None:
    of = Target(f"signed line of {county}", area=county)
    line = VersionLine.objects.create(
        version=version,
        target=target,
        position=position,
        standing="agreed",
        title=target.title,
        code=target.code,
        approval_route="government_office",
        in_reward=True,
        **_terms(world, "everybody", of),
    )
    VersionPartner.objects.create(
        line=line,
        organisation=world.organisations[county],
        name=world.organisations[county].name,
        is_lead=True,
        has_regard=True,
        status=CommitmentStatus.AGREED,
    )


def _designate(world: World, version: AgreementVersion, county: str, target: Line) -> None:
    of = Target(f"designation of {county}", area=county, status="standing")
    made = Designation.objects.create(
        version=version,
        target=target,
        notice=world.aviary.text("a notice of designation", "everybody", of),
        designated_by=world.users["administrator"],
        designated_at=timezone.now(),
    )
    world.targets["designation"].append(replace(of, kwargs={"designation_id": made.pk}))
    world.targets["designation by number"].append(replace(of, kwargs={"id": made.pk}))


def _publish(world: World, version: AgreementVersion, county: str) -> None:
    of = Target(f"memorandum of {county}", area=county)
    content = canonical(
        {
            "law": world.aviary.text("a memorandum", "everybody", of),
            "partnership": "A partnership",
            "version": NUMBER,
            "changes": [],
            "targets": [],
        }
    )
    made = Memorandum.objects.create(
        agreement=version.agreement,
        version=version,
        number=1,
        occasion=Memorandum.Occasion.DESIGNATION,
        content=content,
        content_sha256=digest(content),
        published_by=world.users["administrator"],
        published_at=AT,
    )
    kwargs = {"code": version.area.gss_code, "number": 1}
    world.targets["memorandum"].append(replace(of, kwargs=kwargs))
    world.targets["memorandum by number"].append(replace(of, kwargs={"id": made.pk}))


def _revise(world: World, version: AgreementVersion, county: str, target: Line) -> None:
    """Propose to change a target; the council of the north is asked about the next county too."""
    status = STATUSES[county]
    asked = "north" if county == "next" else county
    of = Target(f"{status} revision of {county}", area=county, organisation=asked, status=status)
    proposal = RevisionProposal.objects.create(
        agreement=version.agreement,
        revises=version,
        number=NUMBER,
        reason=world.aviary.text("why an agreement is revised", READERS, of),
        proposed_by=world.users["administrator"],
        proposed_at=AT,
    )
    line = RevisionLine.objects.create(
        proposal=proposal,
        target=target,
        act="change",
        ground="ministers",
        reason=world.aviary.text("why a target is revised", READERS, of),
        **_terms(world, READERS, of),
    )
    _name(world, line, of, world.organisations[asked])
    if asked != county:
        _name(world, line, None, world.organisations[county])
    proposal.status = status.value
    proposal.save(update_fields=["status"])
    kwargs = {"code": version.area.gss_code, "number": NUMBER}
    world.targets["revision"].append(replace(of, kwargs=kwargs))
    world.targets["revision by number"].append(replace(of, kwargs={"id": proposal.pk}))


def _name(world: World, line: RevisionLine, of: Target | None, organisation) -> None:
    """Have an organisation consent to a line; `of` is what its answer is told of."""
    made = RevisionConsent.objects.create(
        line=line,
        organisation=organisation,
        answer=RevisionConsent.Answer.CONSENTED,
        reason=world.aviary.text("why one consents", READERS, of) if of else "",
        answered_by=world.users["administrator"],
        answered_at=AT,
    )
    if of:
        world.targets["consent"].append(replace(of, kwargs={"consent_id": made.pk}))
