"""What can happen to a strategic assessment: started, written, submitted, adopted, set right."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from laa_portal.foundation.versioning import Stale
from partnerships.models import Partnership, User
from targets import policies, queries
from targets.models import Section, StrategicAssessment
from targets.states import AssessmentStatus

from .adoption import AlreadyThere, insert_once, take_attendance
from .carrying import carry_over
from .copying import copy_contents
from .evidence import freeze_under_priorities
from .records import hold_draft, record


@transaction.atomic
def start_assessment(
    *, partnership: Partnership, year: int, is_copy: bool = False, by: User, at: datetime
) -> StrategicAssessment:
    """Begin a year's assessment, from nothing or from the last one adopted.

    Raises AlreadyThere and PermissionDenied.
    """
    policies.may_start_assessment(by, partnership).enforce()
    if StrategicAssessment.objects.filter(partnership=partnership, year=year).exists():
        raise AlreadyThere("There is an assessment of this year already. Open it instead.")
    made = StrategicAssessment(partnership=partnership, year=year, started_by=by, started_at=at)
    insert_once(made, "Somebody has just started this assessment. Open it.")
    source = queries.last_settled(partnership, year) if is_copy else None
    if source:
        copy_contents(source, made, by, at)
    record("start_assessment", made, by, at, copied_from=source.pk if source else None)
    return made


@transaction.atomic
def correct_assessment(
    *, assessment_id: int, version: int, reason: str, by: User, at: datetime
) -> StrategicAssessment:
    """Begin an edition that sets an adopted one right; until it is adopted the old one stands.

    Raises AlreadyThere, Stale and PermissionDenied.
    """
    adopted: StrategicAssessment = StrategicAssessment.objects.claim(assessment_id, version)
    policies.may_correct_assessment(by, adopted).enforce()
    made = StrategicAssessment(
        partnership=adopted.partnership,
        year=adopted.year,
        edition=adopted.edition + 1,
        corrected_because=reason,
        started_by=by,
        started_at=at,
    )
    insert_once(made, "A corrected edition is being written already. Open it.")
    copy_contents(adopted, made, by, at)
    adopted.advance()
    record("correct_assessment", made, by, at, reason=reason)
    return made


@transaction.atomic
def write_section(
    *, assessment_id: int, content: str, number: int, text: str, by: User, at: datetime
) -> Section:
    """Save a text of one of the six contents over the one of `number` (0: the first).

    Earlier texts stay. Two people may write on different contents at once; on the same one the
    second is told. Raises Stale and PermissionDenied.
    """
    assessment = hold_draft(assessment_id, by)
    newest = assessment.sections.filter(content=content).first()
    if (newest.number if newest else 0) != number:
        assert newest is not None  # texts are never deleted
        raise Stale(
            f"{newest.written_by} has saved this text since you opened it. Theirs is shown below; "
            "put the two together and save again."
        )
    section = Section.objects.create(
        assessment=assessment,
        content=content,
        number=number + 1,
        text=text,
        written_by=by,
        written_at=at,
    )
    record("write_section", assessment, by, at, content=content, number=section.number)
    return section


@transaction.atomic
def submit_assessment(
    *, assessment_id: int, version: int, by: User, at: datetime
) -> StrategicAssessment:
    """Put an assessment before the strategy group, and freeze what its priorities rest on.

    Raises Stale and PermissionDenied.
    """
    assessment: StrategicAssessment = StrategicAssessment.objects.claim(assessment_id, version)
    policies.may_submit_assessment(
        by,
        assessment,
        written=queries.written_contents(assessment),
        priorities=list(assessment.priorities.all()),
    ).enforce()
    assessment.advance(status=AssessmentStatus.SUBMITTED, submitted_by=by, submitted_at=at)
    frozen = freeze_under_priorities(assessment=assessment, by=by, at=at)
    packs = sorted({one.pack.sha256 for one in frozen if one.pack})
    record("submit_assessment", assessment, by, at, evidence=packs)
    return assessment


@transaction.atomic
def send_back_assessment(
    *, assessment_id: int, version: int, reason: str, by: User, at: datetime
) -> StrategicAssessment:
    """Ask for more work, and say what on. Raises Stale and PermissionDenied."""
    assessment: StrategicAssessment = StrategicAssessment.objects.claim(assessment_id, version)
    policies.may_send_back_assessment(by, assessment).enforce()
    assessment.advance(
        status=AssessmentStatus.DRAFT, sent_back_by=by, sent_back_at=at, sent_back_because=reason
    )
    record("send_back_assessment", assessment, by, at, reason=reason)
    return assessment


@transaction.atomic
def adopt_assessment(
    *, assessment_id: int, version: int, positions: Mapping[int, str], by: User, at: datetime
) -> StrategicAssessment:
    """Record that the strategy group adopted an assessment, and which senior members took part.

    `positions` gives the post held by whoever sat on each seat, by the seat's id. An edition that
    it corrects is superseded. Raises NotEverybody, Stale and PermissionDenied.
    """
    assessment: StrategicAssessment = StrategicAssessment.objects.claim(assessment_id, version)
    policies.may_adopt_assessment(by, assessment).enforce()
    take_attendance(assessment, positions, at)
    _supersede_others(assessment, by, at)
    assessment.advance(status=AssessmentStatus.ADOPTED, adopted_by=by, adopted_at=at)
    record("adopt_assessment", assessment, by, at, present=sorted(positions))
    return assessment


def _supersede_others(assessment: StrategicAssessment, by: User, at: datetime) -> None:
    """Let an edition that is adopted take the place of the one before it."""
    others = StrategicAssessment.objects.select_for_update().filter(
        partnership=assessment.partnership, year=assessment.year, status=AssessmentStatus.ADOPTED
    )
    for former in others:
        former.advance(status=AssessmentStatus.SUPERSEDED)
        carry_over(former, assessment)
        record("supersede_assessment", former, by, at, by_edition=assessment.edition)
