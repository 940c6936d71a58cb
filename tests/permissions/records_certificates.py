"""A signed and certified agreement in the world, of an area that nobody there works for.

All of it is public; what it rests on is not.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from partnerships.models import AreaKind, OrganisationKind
from targets import queries
from targets.models import (
    STARTS_ON,
    Agreement,
    AgreementVersion,
    Certificate,
    CouncilDecision,
    EvidencePack,
    LineStanding,
    Offer,
    OfferLine,
    Signature,
    SigningCapacity,
    VersionLine,
    VersionPartner,
    digest,
)
from targets.models import Target as Line
from targets.states import LineKind, TargetStatus, VersionStatus
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area, make_organisation, make_partnership

from .audiences import Target
from .records_negotiation import BOTH
from .world import World

AT = datetime(2008, 6, 30, 10, 0, tzinfo=UTC)
CODE, NOWHERE = "X10000990", "X10000999"


def make_certificates(world: World) -> None:
    """Make the agreement, and say where its pages are."""
    version, force = _make_signed(world)
    made = _certify(version)
    world.targets |= {
        "signed agreement": _with_none({"code": CODE}, {"code": NOWHERE}),
        "signed version": _with_none(
            {"code": CODE, "number": version.number}, {"code": CODE, "number": 987}
        ),
        "signed target": _with_none({"code": CODE, "position": 1}, {"code": CODE, "position": 987}),
        "signed hash": _with_none({"sha256": made.sha256}, {"sha256": "0" * 64}),
        "named organisation": _with_none({"code": force.code}, {"code": "x-nobody"}),
        "certified agreement by number": _with_none(
            {"id": version.agreement_id}, {"id": 987654}, area="isle"
        ),
    }


def _with_none(there: dict, gone: dict, area: str = "") -> list[Target]:
    return [Target("the signed one", there, area=area), Target("none", gone, exists=False)]


def _make_signed(world: World) -> tuple[AgreementVersion, object]:
    by = world.users["administrator"]
    area = make_area(CODE, kind=AreaKind.COUNTY, name="Isle place")
    force = make_organisation("x-isle-force", kind=OrganisationKind.POLICE_FORCE, areas=[area])
    lsp = make_partnership("x-isle-lsp", areas=[area])
    agreement = Agreement.objects.create(
        area=area,
        partnership=lsp,
        starts_on=STARTS_ON,
        ends_on=date(2011, 4, 1),
        begun_by=by,
        begun_at=AT,
    )
    version = AgreementVersion.objects.create(
        agreement=agreement,
        area=area,
        number=1,
        status=VersionStatus.DRAFT.value,
        content="{}",
        content_sha256="0" * 64,
        submitted_by=by,
        submitted_at=AT,
    )
    agreed, listed = (_make_line(world, version, place) for place in (1, 2))
    VersionPartner.objects.create(
        line=agreed, organisation=force, name=force.name, is_lead=True, has_regard=True,
        status="agreed",
    )  # fmt: skip
    assert listed.standing == LineStanding.OPEN
    return _sign(world, version), force


def _make_line(world: World, version: AgreementVersion, place: int) -> VersionLine:
    """Make a target that is signed for, or one that is only listed: its terms stay at the table."""
    by, is_agreed = world.users["administrator"], place == 1
    of = Target(f"target {place} of the isle", area="isle")
    measure = make_measure(make_indicator(980 + place, is_restricted=True))
    target = Line.objects.create(
        agreement=version.agreement,
        title=f"Target {place}",
        indicator=measure.indicator,
        status=TargetStatus.AGREED if is_agreed else TargetStatus.OPEN,
        longlisted_by=by,
        longlisted_at=AT,
        shortlisted_by=by,
        shortlisted_at=AT,
    )
    value = 5 if is_agreed else world.aviary.number("a value still negotiated", BOTH, of)
    terms = {"measure": measure, "unit": measure.unit, "in_2010_11": Decimal(value)}
    offer, _ = Offer.objects.get_or_create(
        agreement=version.agreement,
        number=1,
        defaults={
            "side": "partnership",
            "rationale": world.aviary.text("why the isle offered", BOTH, of),
            "made_by": by,
            "made_at": AT,
            "opened_by": by,
            "opened_at": AT,
        },
    )
    said = OfferLine.objects.create(offer=offer, target=target, kind=LineKind.OFFER, **terms)
    return VersionLine.objects.create(
        version=version,
        target=target,
        position=place,
        standing=LineStanding.AGREED if is_agreed else LineStanding.OPEN,
        title=target.title,
        code=target.code,
        approval_route="government_office",
        in_reward=True,
        agreed_in=said,
        pack_sha256=_freeze(world, version, measure, of) if is_agreed else "",
        **terms,
    )


def _freeze(world: World, version: AgreementVersion, measure: object, of: Target) -> str:
    """Keep evidence of figures that never leave their area."""
    content = f'{{"figure": {world.aviary.number("a restricted figure", "nobody", of)}}}'
    made = EvidencePack.objects.create(
        sha256=digest(content),
        content=content,
        measure=measure,
        area=version.area,
        holds_unpublished=False,
        frozen_by=world.users["administrator"],
        frozen_at=AT,
    )
    return made.sha256


def _sign(world: World, version: AgreementVersion) -> AgreementVersion:
    by = world.users["administrator"]
    version.content = queries.rebuilt_text(version)
    version.content_sha256 = digest(version.content)
    version.status, version.approved_by, version.approved_at = "signed", by, AT
    version.starts_on, version.ends_on = AT.date(), date(2011, 4, 1)
    version.save()
    decision = CouncilDecision.objects.create(
        agreement=version.agreement,
        kind="decision",
        minute="Council, item 7",
        decided_on=date(2008, 6, 2),
        recorded_by=by,
        recorded_at=AT,
    )
    for minute, capacity in enumerate(SigningCapacity):
        is_leader = capacity == SigningCapacity.COUNCIL_LEADER
        Signature.objects.create(
            version=version,
            capacity=capacity,
            signed_by=by,
            signed_at=AT + timedelta(minutes=minute),
            factor_at=AT + timedelta(minutes=minute),
            post=capacity.label,
            under=decision if is_leader else None,
            reference="Letter of 30 June 2008" if minute == 3 else "",
            content_sha256=version.content_sha256,
            statement="I sign",
        )
    return version


def _certify(version: AgreementVersion) -> Certificate:
    content, pdf = queries.certificate_text(version), b"%PDF-1.7 made for a test"
    return Certificate.objects.create(
        version=version,
        content=content,
        sha256=digest(content),
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        sealed_at=AT,
    )
