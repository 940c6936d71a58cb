"""What a worker is asked to do, and what the clock asks for: one action each.

Named in settings.JOB_HANDLERS and settings.JOB_ASKERS.
"""

from django.utils import timezone

from . import actions, agreement_paper, papers


def make_paper(*, paper_id: int) -> None:
    actions.make_paper(paper_id=paper_id, printed=papers.printed, at=timezone.now())


def make_certificate(*, version_id: int) -> None:
    actions.make_certificate(
        version_id=version_id, printed=agreement_paper.printed, at=timezone.now()
    )


def reopen_placeholders() -> None:
    actions.reopen_placeholders(at=timezone.now())


def ask_to_reopen_placeholders() -> None:
    actions.ask_to_reopen_placeholders(at=timezone.now())


def remind_of_turns() -> None:
    actions.remind_of_turns(at=timezone.now())


def ask_to_remind_of_turns() -> None:
    actions.ask_to_remind_of_turns(at=timezone.now())
