"""The Celery app. A message carries nothing: it only says that there may be work."""

import logging
import os
from collections.abc import Callable
from functools import cache

from celery import Celery
from celery.signals import worker_init
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laa_portal.settings")
# `prepare` makes Django's checks at each start; Celery would load all pages to make them again.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

log = logging.getLogger(__name__)

app = Celery("laa_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task
def work() -> None:
    """Do the jobs that are due, until there are none."""
    from laa_portal.foundation import jobs

    while jobs.run_next(handlers()):
        pass


@worker_init.connect
def load(**_: object) -> None:
    """Load what does the jobs once, before the worker's children fork, which share it."""
    handlers()


@cache
def handlers() -> dict[str, Callable[..., None]]:
    """Return what does a job of each kind."""
    from django.conf import settings

    return {kind: import_string(path) for kind, path in settings.JOB_HANDLERS.items()}


@app.task
def ask(name: str) -> None:
    """Ask for work that only the clock gives rise to, if there is any of that name."""
    from django.conf import settings

    import_string(settings.JOB_ASKERS[name])()


def ring() -> None:
    """Wake a worker, if the broker answers; if not, the ticker will once it does."""
    try:
        work.apply_async(expires=30, retry=False)
    except OperationalError as error:
        log.warning("The doorbell did not ring: %s", error)
