"""The Celery app. A message carries nothing: it only says that there may be work."""

import logging
import os

from celery import Celery
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laa_portal.settings")

log = logging.getLogger(__name__)

app = Celery("laa_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task
def work() -> None:
    """Do the jobs that are due, until there are none."""
    from django.conf import settings

    from laa_portal.foundation import jobs

    handlers = {kind: import_string(path) for kind, path in settings.JOB_HANDLERS.items()}
    while jobs.run_next(handlers):
        pass


@app.task
def ask(*, kind: str) -> None:
    """Ask for a job that comes with the clock. One that still waits is not asked for twice."""
    from django.db import transaction

    from laa_portal.foundation import jobs

    with transaction.atomic():
        jobs.ask(kind, "by the clock")


def ring() -> None:
    """Wake a worker, if the broker answers; if not, the ticker will once it does."""
    try:
        work.apply_async(expires=30, retry=False)
    except OperationalError as error:
        log.warning("The doorbell did not ring: %s", error)
