"""Signed agreements of very many areas, as rows: the acts themselves would take many minutes."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from indicators.models import Measure
from partnerships.models import Area, Partnership, PartnershipKind, User
from targets.models import STARTS_ON, Agreement, AgreementVersion, Target, VersionLine

AT = datetime(2008, 6, 2, 9, tzinfo=UTC)
HOLDS_FROM = date(2008, 6, 9)


def sign_many(
    areas: Collection[Area],
    values: Mapping[Measure, Mapping[int, Decimal]],
    *,
    by: User,
) -> list[Target]:
    """Have each area hold each of its measures at a value, the same one year after the other.

    `values` has that value by measure and by the key of an area.
    """
    agreements = _agreements(areas, by)
    targets = Target.objects.bulk_create(
        Target(
            agreement=agreements[area],
            title=measure.title,
            indicator=measure.indicator,
            status="agreed",
            longlisted_by=by,
            longlisted_at=AT,
            shortlisted_by=by,
            shortlisted_at=AT,
        )
        for measure, by_area in values.items()
        for area in by_area
    )
    versions = _versions(agreements, by)
    held = [(measure, value) for measure, by_area in values.items() for value in by_area.values()]
    VersionLine.objects.bulk_create(
        _line(versions[target.agreement_id], target, position, *terms)
        for position, (target, terms) in enumerate(zip(targets, held, strict=True), 1)
    )
    AgreementVersion.objects.filter(pk__in=[one.pk for one in versions.values()]).update(
        status="signed"
    )
    return targets


def _agreements(areas: Collection[Area], by: User) -> dict[int, Agreement]:
    lsps = Partnership.objects.bulk_create(
        Partnership(
            code=f"x-signed-{one.pk}",
            kind=PartnershipKind.LSP,
            name=f"LSP of {one.name}",
            is_invented=True,
        )
        for one in areas
    )
    Partnership.areas.through.objects.bulk_create(
        Partnership.areas.through(partnership=lsp, area=area)
        for lsp, area in zip(lsps, areas, strict=True)
    )
    made = Agreement.objects.bulk_create(
        Agreement(area=area, partnership=lsp, starts_on=STARTS_ON, begun_by=by, begun_at=AT)
        for lsp, area in zip(lsps, areas, strict=True)
    )
    return {one.area_id: one for one in made}


def _versions(agreements: Mapping[int, Agreement], by: User) -> dict[int, AgreementVersion]:
    """Return a version of each agreement, by its key, which takes lines still."""
    made = AgreementVersion.objects.bulk_create(
        AgreementVersion(
            agreement=one,
            area_id=area,
            number=1,
            status="draft",
            content="{}",
            content_sha256="0" * 64,
            submitted_by=by,
            submitted_at=AT,
            approved_by=by,
            approved_at=AT,
            starts_on=HOLDS_FROM,
        )
        for area, one in agreements.items()
    )
    return {one.agreement_id: one for one in made}


def _line(
    version: AgreementVersion, target: Target, position: int, measure: Measure, value: Decimal
) -> VersionLine:
    return VersionLine(
        version=version,
        target=target,
        position=position,
        standing="agreed",
        title=target.title,
        code=measure.indicator.code,
        approval_route="government_office",
        in_reward=False,
        type="designated",
        measure=measure,
        unit=measure.unit,
        baseline=value,
        baseline_period="2007/08",
        baseline_source="Made for many",
        in_2008_09=value,
        in_2009_10=value,
        in_2010_11=value,
    )
