"""What a worker is asked to do, and what the clock asks for: one action each.

Named in settings.JOB_HANDLERS and settings.JOB_ASKERS.
"""

from django.utils import timezone

from . import actions


def check_return(*, return_id: int) -> None:
    actions.check(return_id=return_id, at=timezone.now())


def recompute(*, measure_code: str, year: int | None = None) -> None:
    actions.recompute(measure_code=measure_code, year=year, at=timezone.now())


def summarise(*, measure_code: str) -> None:
    actions.summarise(measure_code=measure_code, at=timezone.now())


def ask_to_summarise() -> None:
    actions.ask_to_summarise(day=timezone.localdate())
