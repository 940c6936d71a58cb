"""What is told of an assessment and of a priority, gathered for a whole list at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Viewer
from targets import policies, queries
from targets.contents import CONTENTS, Content
from targets.models import Priority, Section, StrategicAssessment


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment, its texts and priorities, and what its reader may do to it: by key, and on
    pages alone."""

    assessment: StrategicAssessment
    written: Mapping[str, Section]
    priorities: Sequence[Priority]
    may: Mapping[str, Verdict]
    may_on_pages: Mapping[str, Verdict]

    @property
    def contents(self) -> list[tuple[Content, Section | None]]:
        return [(content, self.written.get(content.key)) for content in CONTENTS]


def assessment_records(
    assessments: Sequence[StrategicAssessment], viewer: Viewer
) -> list[AssessmentRecord]:
    """Return what is told of assessments whose priorities are fetched: one query for all texts."""
    written = queries.written_of(assessments)
    return [_record(one, written[one.pk], viewer) for one in assessments]


def _record(
    assessment: StrategicAssessment, written: Mapping[str, Section], viewer: Viewer
) -> AssessmentRecord:
    priorities = list(assessment.priorities.all())
    may_edit = policies.may_edit_assessment(viewer, assessment)
    may_submit = policies.may_submit_assessment(
        viewer, assessment, written=list(written), priorities=priorities
    )
    may = {
        "write_section": may_edit,
        "add_priority": may_edit,
        "rank": may_edit,
        "attach": may_edit,
        "submit": may_submit,
    }
    may_on_pages = {
        "send_back_assessment": policies.may_send_back_assessment(viewer, assessment),
        "adopt_assessment": policies.may_adopt_assessment(viewer, assessment),
        "correct_assessment": policies.may_correct_assessment(viewer, assessment),
    }
    return AssessmentRecord(assessment, written, priorities, may, may_on_pages)


@dataclass(frozen=True, slots=True)
class PriorityRecord:
    """A priority, and what its reader may do to it."""

    priority: Priority
    may: Mapping[str, Verdict]


def priority_records(priorities: Sequence[Priority], viewer: Viewer) -> list[PriorityRecord]:
    """Return what is told of priorities whose assessments are fetched, without a query for any."""
    may = [policies.may_edit_assessment(viewer, one.assessment) for one in priorities]
    return [
        PriorityRecord(one, dict.fromkeys(("describe", "attach", "remove"), verdict))
        for one, verdict in zip(priorities, may, strict=True)
    ]
