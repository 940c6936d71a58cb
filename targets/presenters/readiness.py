"""The tasks before a submission, each with where it is seen to."""

from dataclasses import dataclass

from django.urls import reverse

from targets.queries import Readiness
from targets.readiness import Task, TaskState

COLOURS = {TaskState.BLOCKING: "red", TaskState.ADVISORY: "yellow"}


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task, and where it is seen to."""

    of: Task
    address: str

    @property
    def colour(self) -> str:
        """Of its tag; "" where it is done."""
        return COLOURS.get(self.of.state, "")


def shown(found: Readiness, code: str) -> list[TaskShown]:
    """Return the tasks of the agreement of the area with a code."""
    return [TaskShown(one, _address(one, found, code)) for one in found.tasks]


def blocking(found: Readiness, code: str) -> list[TaskShown]:
    """Return those without which nothing is submitted."""
    return [one for one in shown(found, code) if one.of.state == TaskState.BLOCKING]


def _address(task: Task, found: Readiness, code: str) -> str:
    """Return the page on which a task is seen to."""
    last = found.overview.last_offer
    if task.code == "unopened" and last:
        return reverse("targets:offer", args=[code, last.number])
    if task.code == "issues":
        return reverse("targets:issues")
    if task.code in ("linked", "partners"):
        return reverse("targets:partner-ledger", args=[code])
    if task.code == "decision":
        return reverse("targets:record-decision", args=[code])
    return reverse("targets:negotiation", args=[code])
