"""What a worker is asked to do: one action each. Named in settings.JOB_HANDLERS."""

from django.utils import timezone

from . import actions, papers


def make_paper(*, paper_id: int) -> None:
    actions.make_paper(paper_id=paper_id, printed=papers.printed, at=timezone.now())
