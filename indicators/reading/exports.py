"""How exports stand: what is not said of one itself, the job that makes it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from indicators.models import Export
from laa_portal.foundation.models import Job


class Stage(StrEnum):
    """How far an export is."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    OVER = "over"


STAGES = {Job.State.RUNNING: Stage.RUNNING, Job.State.DEAD: Stage.FAILED}
"""Of an export that is not made; whatever else its job says, it waits for its turn."""


@dataclass(frozen=True, slots=True)
class StagedExport:
    """An export with how far it is and, if it was given up, after how many attempts and why.

    Why is told as the kind of error: its words are for those who look after the service.
    """

    export: Export
    stage: Stage
    attempts: int = 0
    failure: str = ""

    @property
    def is_open(self) -> bool:
        return self.stage in {Stage.QUEUED, Stage.RUNNING}


def staged(exports: Sequence[Export], at: datetime) -> list[StagedExport]:
    """Return exports with how far each is, in one query if any is not made."""
    waiting = [str(one.pk) for one in exports if one.status == Export.Status.WAITING]
    jobs = Job.objects.filter(kind="make_export", key__in=waiting).order_by("pk") if waiting else ()
    newest = {job.key: job for job in jobs}
    return [_staged(export, newest.get(str(export.pk)), at) for export in exports]


def _staged(export: Export, job: Job | None, at: datetime) -> StagedExport:
    if not export.is_kept(at):
        return StagedExport(export, Stage.OVER)
    if export.status == Export.Status.READY:
        return StagedExport(export, Stage.READY)
    if job is None:
        return StagedExport(export, Stage.QUEUED)
    stage = STAGES.get(Job.State(job.state), Stage.QUEUED)
    return StagedExport(export, stage, job.attempts, job.error.partition(":")[0])
