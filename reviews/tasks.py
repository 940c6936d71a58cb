"""What a worker is asked to do, and what the clock asks for: one action each.

Named in settings.JOB_HANDLERS and settings.JOB_ASKERS.
"""

from django.utils import timezone

from . import actions


def assess(*, measure_code: str) -> None:
    actions.assess(measure_code=measure_code, at=timezone.now())


def ask_to_assess() -> None:
    actions.ask_to_assess(at=timezone.now())


def tend_concerns() -> None:
    actions.tend_concerns(at=timezone.now())


def ask_to_tend_concerns() -> None:
    actions.ask_to_tend_concerns(at=timezone.now())
