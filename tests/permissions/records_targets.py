"""What leads to agreements, in the world: CDRPs, their assessments and priorities."""

from datetime import UTC, datetime

from partnerships.models import Capacity
from targets.contents import CONTENTS
from targets.models import Presence, Priority, Section, StrategicAssessment
from tests.factories.partnerships import make_organisation, make_seat

from .audiences import Target
from .world import DISTRICTS, World

AT = datetime(2008, 2, 4, 10, 0, tzinfo=UTC)
YEARS = {"draft": 2009, "submitted": 2010, "adopted": 2008, "superseded": 2008}
READERS = "readers of the assessment"


def make_assessments(world: World) -> None:
    """Make an assessment in each state for a district of one's own, a near one and a far one."""
    assessments = world.targets["assessment"] = []
    priorities = world.targets["priority"] = []
    texts = world.targets["section"] = []
    steps = world.targets["step"] = []
    for district in DISTRICTS:
        _make_authority(world, district)
        for status in YEARS:
            of = Target(f"{status} assessment of {district}", area=district, status=status)
            assessment = _make_assessment(world, of)
            priority = assessment.priorities.get()
            assessments.append(_at(of, assessment_id=assessment.pk))
            texts.append(_at(of, assessment_id=assessment.pk, content="levels"))
            priorities.append(_at(of, priority_id=priority.pk))
            steps.append(_at(of, priority_id=priority.pk, step="evidence"))
    world.targets["cdrp"] = [
        *(Target(f"CDRP of {one}", {"code": f"x-{one}-cdrp"}, area=one) for one in DISTRICTS),
        Target("no CDRP", {"code": "x-north-lsp"}, exists=False),
    ]
    none = {"exists": False}
    assessments.append(Target("no assessment", {"assessment_id": 987654}, **none))
    texts.append(Target("no text", {"assessment_id": 987654, "content": "levels"}, **none))
    priorities.append(Target("no priority", {"priority_id": 987654}, **none))
    steps.append(Target("no step", {"priority_id": 987654, "step": "evidence"}, **none))


def _at(of: Target, **kwargs: object) -> Target:
    return Target(of.name, kwargs, area=of.area, status=of.status)


def _make_authority(world: World, district: str) -> None:
    """Seat one responsible authority, with a senior person, on a district's CDRP."""
    force = make_organisation(f"x-{district}-force", areas=[world.areas[district]])
    capacity = Capacity.RESPONSIBLE_AUTHORITY
    make_seat(world.partnerships[district], force, capacity=capacity, is_senior=True)


def _make_assessment(world: World, of: Target) -> StrategicAssessment:
    """Make an assessment that is ready for its next step, with a canary in each text."""

    def plant(what: str) -> str:
        return world.aviary.text(what, READERS, of)

    chair = world.users["cdrp_chair"] if of.area == "dale" else world.users["administrator"]
    is_settled = of.status in {"adopted", "superseded"}
    assessment = StrategicAssessment.objects.create(
        partnership=world.partnerships[of.area],
        year=YEARS[of.status],
        edition=2 if of.status == "adopted" else 1,
        status=of.status,
        corrected_because=plant("why it is corrected") if of.status == "adopted" else "",
        sent_back_because=plant("why it was sent back"),
        started_by=chair,
        started_at=AT,
        **({"adopted_by": chair, "adopted_at": AT} if is_settled else {}),
    )
    for content in CONTENTS:
        Section.objects.create(
            assessment=assessment,
            content=content.key,
            number=1,
            text=plant("a text of an assessment"),
            written_by=chair,
            written_at=AT,
        )
    Priority.objects.create(
        assessment=assessment,
        title=plant("a priority"),
        rank=1,
        evidence=plant("its evidence"),
        page_reference=plant("where it is in the document"),
        psa_considered=plant("what it means for PSAs"),
        community_said=plant("what the community said"),
        added_by=chair,
        added_at=AT,
    )
    if is_settled:
        seat = assessment.partnership.seats.get(is_senior=True)
        Presence.objects.create(assessment=assessment, seat=seat, position=plant("a post"))
    return assessment
