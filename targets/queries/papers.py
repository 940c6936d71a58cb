"""An assessment as its strategy group reads it: one read model for page, print and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from targets.contents import CONTENTS, Content
from targets.models import (
    Attachment,
    Presence,
    Priority,
    PriorityEvidence,
    Section,
    StrategicAssessment,
)

from .assessments import written_contents


def named_evidence() -> "Prefetch[Any, Any, Any]":
    """Return how to fetch what was frozen under priorities, to be named and not yet read."""
    return Prefetch("rests_on", PriorityEvidence.objects.named())


@dataclass(frozen=True, slots=True)
class PaperPriority:
    """A priority with what was frozen under it, and the documents that came with it."""

    priority: Priority
    rests_on: Sequence[PriorityEvidence]
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class WholePaper:
    """All that an assessment says, in the order in which it is read."""

    assessment: StrategicAssessment
    contents: Sequence[tuple[Content, Section | None]]
    priorities: Sequence[PaperPriority]
    attachments: Sequence[Attachment]
    """Those of the assessment as a whole."""
    presences: Sequence[Presence]


def whole_paper(assessment: StrategicAssessment) -> WholePaper:
    """Return an assessment as a paper, in as many queries for one priority as for twenty."""
    written = written_contents(assessment)
    priorities = assessment.priorities.prefetch_related(
        "indicators",
        "partners",
        "attachments",
        "rests_on__pack",
        "rests_on__measure__indicator",
        "rests_on__area",
    )
    return WholePaper(
        assessment=assessment,
        contents=[(content, written.get(content.key)) for content in CONTENTS],
        priorities=[
            PaperPriority(one, list(one.rests_on.all()), list(one.attachments.all()))
            for one in priorities
        ],
        attachments=list(assessment.attachments.filter(priority=None)),
        presences=list(assessment.presences.select_related("seat__organisation")),
    )
