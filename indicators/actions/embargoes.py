"""Returns that wait: published when the moment comes that their sender gave."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from indicators.models import DataReturn
from indicators.states import ReturnStatus
from laa_portal.foundation import jobs

from .confirming import publish


@transaction.atomic
def ask_to_publish() -> None:
    """Ask for the returns to be published whose embargo is over."""
    for return_id in _due().values_list("pk", flat=True):
        jobs.ask("publish", str(return_id), return_id=return_id)


@transaction.atomic
def publish_when_due(*, return_id: int, at: datetime) -> DataReturn | None:
    """Publish a return whose embargo is over.

    May be called twice, or when a person has published or withdrawn it meanwhile: then it leaves
    the return alone, and gives None.
    """
    waiting = _due().filter(pk=return_id).select_for_update(of=("self",), no_key=True).first()
    if waiting is None:
        return None
    moment = max(at, waiting.embargoed_until or at)  # our own clock may be behind the database's
    return publish(return_id=return_id, version=waiting.version, by=None, at=moment)


def _due() -> QuerySet[DataReturn]:
    """Return the confirmed returns whose moment has come, by the clock of the database."""
    return DataReturn.objects.filter(status=ReturnStatus.LOADED, embargoed_until__lte=Now())
