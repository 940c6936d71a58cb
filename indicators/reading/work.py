"""What the service has yet to do for a return: where a provider's figures are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.fields.json import KT

from indicators.models import DataReturn
from indicators.queries import Coverage
from laa_portal.foundation.models import Job

OPEN = (Job.State.QUEUED, Job.State.RUNNING)
KINDS = {"recompute": "Figures of", "summarise": "Trends and comparisons of"}


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work, and the newest job for it: what came in before it was asked is in it."""

    what: str
    job: Job

    @property
    def is_open(self) -> bool:
        return self.job.state in OPEN


def checking(data_return: DataReturn) -> list[Work]:
    """Return the job that checks a file; none where it was checked at once."""
    jobs = Job.objects.filter(kind="check_return", key=str(data_return.pk))
    return [Work("The file", job) for job in jobs.order_by("-pk")[:1]]


def computing(covered: Iterable[Coverage]) -> list[Work]:
    """Return a job of each kind for each measure, in the order of the measures.

    One that is still to be done or, where all are done, the newest: a measure may have one for each
    of several years.
    """
    codes = list(dict.fromkeys(one.measure.code for one in covered))
    asked = Job.objects.filter(kind__in=KINDS, payload__measure_code__in=codes)
    jobs = asked.annotate(code=KT("payload__measure_code"), is_open=Q(state__in=OPEN))
    foremost = jobs.order_by("kind", "code", "-is_open", "-pk").distinct("kind", "code")
    newest = {(job.code, job.kind): job for job in foremost}
    return [
        Work(f"{words} {code}", newest[code, kind])
        for code in codes
        for kind, words in KINDS.items()
        if (code, kind) in newest
    ]
