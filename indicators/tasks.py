"""What a worker is asked to do, and what the clock asks for: one action each.

Named in settings.JOB_HANDLERS and settings.JOB_ASKERS.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from . import actions, api
from .models import WebhookMessage


def check_return(*, return_id: int) -> None:
    progress = actions.Progress(return_id)
    actions.check(return_id=return_id, at=timezone.now(), progress=progress)


def publish(*, return_id: int) -> None:
    actions.publish_when_due(return_id=return_id, at=timezone.now())


def judge_again(*, return_id: int) -> None:
    actions.judge_again(return_id=return_id, at=timezone.now())


def recompute(*, measure_code: str, year: int | None = None) -> None:
    actions.recompute(measure_code=measure_code, year=year, at=timezone.now())


def summarise(*, measure_code: str) -> None:
    actions.summarise(measure_code=measure_code, at=timezone.now())


def ask_to_publish() -> None:
    actions.ask_to_publish()


def ask_to_summarise() -> None:
    actions.ask_to_summarise(day=timezone.localdate())


def expect() -> None:
    actions.expect(at=timezone.now())


def ask_to_expect() -> None:
    actions.ask_to_expect(day=timezone.localdate())


def remind_of_returns() -> None:
    actions.remind_of_returns(at=timezone.now())


def ask_to_remind_of_returns() -> None:
    actions.ask_to_remind_of_returns(at=timezone.now())


def deliver(*, webhook_id: int) -> None:
    taken = actions.deliver(webhook_id=webhook_id, write=api.message, at=timezone.now())
    if taken is not None:  # sent once the job is committed, so that its transaction is not open
        transaction.on_commit(partial(_send_message, taken))


def _send_message(taken: WebhookMessage) -> None:
    actions.send_message(taken=taken, at=timezone.now())


def ask_to_deliver() -> None:
    actions.ask_to_deliver(at=timezone.now())


def make_export(*, export_id: str) -> None:
    actions.make_export(export_id=export_id, write=api.write_files, at=timezone.now())


def tend_exports() -> None:
    actions.tend_exports(at=timezone.now())


def ask_to_tend_exports() -> None:
    actions.ask_to_tend_exports(at=timezone.now())
