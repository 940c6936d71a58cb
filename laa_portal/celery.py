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
def seal() -> None:
    """Ask for the audit trail to be sealed, if there is anything to seal, and for its letter."""
    from django.utils import timezone

    from laa_portal.foundation import seals
    from partnerships import actions

    if seals.is_behind():
        seals.ask()
    actions.ask_to_mail_anchor(day=timezone.localdate())


def ring() -> None:
    """Wake a worker, if the broker answers; if not, the ticker will once it does."""
    try:
        work.apply_async(expires=30, retry=False)
    except OperationalError as error:
        log.warning("The doorbell did not ring: %s", error)
