"""The strategy group's paper as a PDF: asked for by people, made by the worker."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from laa_portal.foundation import jobs, limits
from laa_portal.foundation.typesetting import NotTypeset
from partnerships.models import User
from targets.models import Paper, StrategicAssessment

ASKED_AN_HOUR = 30
"""By one person."""


@transaction.atomic
def ask_for_paper(*, assessment_id: int, by: User, at: datetime) -> Paper:
    """Have an assessment printed as it stands; one that is being made already is enough.

    Raises TooMany, and the model's DoesNotExist for one that `by` may not see.
    """
    visible = StrategicAssessment.objects.visible_to(by).get(pk=assessment_id)
    assessment = StrategicAssessment.objects.select_for_update(no_key=True).get(pk=visible.pk)
    if waiting := assessment.papers.filter(status=Paper.Status.WAITING).first():
        return waiting
    who = f"person {by.pk}"
    limits.take("papers asked for", who, limit=ASKED_AN_HOUR, per=limits.HOUR, at=at)
    paper = Paper.objects.create(assessment=assessment, asked_by=by, asked_at=at)
    jobs.ask("make_paper", str(paper.pk), paper_id=paper.pk)
    return paper


@transaction.atomic
def make_paper(
    *, paper_id: int, printed: Callable[[StrategicAssessment], bytes], at: datetime
) -> None:
    """Print a paper that was asked for. One that cannot be printed is told so, to be asked anew.

    What an earlier printing of the same assessment left is forgotten: the newest stands.
    """
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    assessment = StrategicAssessment.objects.select_related("partnership").get(
        pk=paper.assessment_id
    )
    try:
        paper.content, paper.status = printed(assessment), Paper.Status.READY
    except NotTypeset:
        paper.status = Paper.Status.FAILED
    paper.finished_at = at
    paper.save(update_fields=["content", "status", "finished_at"])
    assessment.papers.exclude(pk=paper.pk).exclude(status=Paper.Status.WAITING).delete()
