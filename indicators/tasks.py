"""What a worker is asked to do: one action each. Named in settings.JOB_HANDLERS."""

from django.utils import timezone

from . import actions


def check_return(*, return_id: int) -> None:
    actions.check(return_id=return_id, at=timezone.now())


def recompute(*, measure_code: str) -> None:
    actions.recompute(measure_code=measure_code, at=timezone.now())
