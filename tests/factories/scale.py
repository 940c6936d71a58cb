"""Very many CDRPs with all that they write, as rows: the acts themselves would take minutes."""

import hashlib
from datetime import date

from partnerships.models import Area, AreaKind, AreaPart, Partnership, PartnershipKind
from targets.models import (
    AttachedFile,
    Attachment,
    Engagement,
    PartnershipPlan,
    PlanAction,
    Priority,
    StandardRecord,
    StrategicAssessment,
)
from tests.conftest import person
from tests.factories.documents import PDF
from tests.factories.partnerships import make_area, make_organisation, make_partnership
from tests.factories.targets import AT

PRIORITIES = 20


def fill(number, *, cdrps, indicators):
    """Make an area of many CDRPs, each with an adopted assessment, as rows; returns it."""
    county = make_area(f"X1000{number:04}", kind=AreaKind.COUNTY)
    lsp = make_partnership(f"x-lsp-{number}", areas=[county])
    by = person(f"coordinator-{number}", "lsp_coordinator", partnership=lsp)
    kind = AreaKind.NON_METROPOLITAN
    districts = Area.objects.bulk_create(
        Area(gss_code=f"X{number}{at:06}", kind=kind, name=f"D{at}") for at in range(cdrps)
    )
    AreaPart.objects.bulk_create(AreaPart(whole=county, part=one) for one in districts)
    partnerships = Partnership.objects.bulk_create(
        Partnership(code=f"x-{number}-{at}", kind=PartnershipKind.CDRP, name=f"CDRP {at}")
        for at in range(cdrps)
    )
    Partnership.areas.through.objects.bulk_create(
        Partnership.areas.through(partnership=cdrp, area=district)
        for cdrp, district in zip(partnerships, districts, strict=True)
    )
    adopted = {"status": "adopted", "adopted_by": by, "adopted_at": AT}
    assessments = StrategicAssessment.objects.bulk_create(
        StrategicAssessment(partnership=one, year=2008, started_by=by, started_at=AT, **adopted)
        for one in partnerships
    )
    priorities = Priority.objects.bulk_create(
        Priority(assessment=one, title=f"P{rank}", rank=rank, added_by=by, added_at=AT)
        for one in assessments
        for rank in range(1, PRIORITIES + 1)
    )
    Priority.indicators.through.objects.bulk_create(
        Priority.indicators.through(priority=one, indicator=indicators[one.rank % len(indicators)])
        for one in priorities
    )
    return county, by


def write_all(area, by):
    """Give each CDRP inside an area a plan, a record of a standard, a survey and documents."""
    of_area = StrategicAssessment.objects.filter(partnership__areas__wholes__whole=area)
    assessments = of_area.prefetch_related("priorities")
    adopted = {"adopted_by": by, "adopted_at": AT, "status": "adopted"}
    plans = PartnershipPlan.objects.bulk_create(
        PartnershipPlan(
            partnership_id=one.partnership_id,
            assessment=one,
            first_year=2008,
            year=2008,
            started_by=by,
            started_at=AT,
            **adopted,
        )
        for one in assessments
    )
    lead = make_organisation(f"x-lead-{area.pk}")
    file, _ = AttachedFile.objects.get_or_create(
        sha256=hashlib.sha256(PDF).hexdigest(), defaults={"content": PDF}
    )
    _write_steps_and_documents(plans, lead, file, by)
    _put_on_record([plan.partnership_id for plan in plans], lead, by)


def _write_steps_and_documents(plans, lead, file, by):
    """Write a step for each priority, and attach a document to the first of each plan."""
    priorities = {plan: list(plan.assessment.priorities.all()) for plan in plans}
    PlanAction.objects.bulk_create(
        PlanAction(
            plan=plan,
            priority=one,
            step="Wardens",
            lead=lead,
            resources="Two",
            measure="Fewer",
            due_on=date(2009, 3, 31),
            added_by=by,
            added_at=AT,
        )
        for plan, own in priorities.items()
        for one in own
    )
    attached = {"kind": "pdf", "size": len(PDF), "attached_by": by, "attached_at": AT}
    Attachment.objects.bulk_create(
        Attachment(assessment=plan.assessment, priority=own[0], name="A.pdf", file=file, **attached)
        for plan, own in priorities.items()
    )


def _put_on_record(cdrps, lead, by):
    """Put a protocol and a published survey on record for each CDRP, both with one body."""
    day = date(2008, 1, 7)
    records = StandardRecord.objects.bulk_create(
        StandardRecord(
            partnership_id=cdrp, kind="protocol", happened_on=day, recorded_by=by, recorded_at=AT
        )
        for cdrp in cdrps
    )
    StandardRecord.organisations.through.objects.bulk_create(
        StandardRecord.organisations.through(standardrecord=one, organisation=lead)
        for one in records
    )
    published = {"status": "published", "published_by": by, "published_at": AT}
    said = {"kind": "survey", "title": "Survey", "heard": "Speeding", "began_on": day}
    surveys = Engagement.objects.bulk_create(
        Engagement(partnership_id=cdrp, added_by=by, added_at=AT, **said, **published)
        for cdrp in cdrps
    )
    Engagement.organisations.through.objects.bulk_create(
        Engagement.organisations.through(engagement=one, organisation=lead) for one in surveys
    )
