"""How much waits for administrators."""

from datetime import datetime

from django.db.models import Count

from laa_portal.foundation import jobs
from laa_portal.foundation.models import Job, Mail
from partnerships.models import Invitation, Role


def roles() -> str:
    """Say how many roles wait for a second administrator."""
    return _some(Role.objects.awaiting_approval().count(), "waits", "wait", "for approval")


def invitations() -> str:
    """Say how many letters nobody has taken up."""
    return _some(Invitation.objects.open().count(), "invitation", "invitations", "not taken up")


def dead_jobs() -> str:
    """Say how many jobs were given up."""
    return _some(Job.objects.filter(state=Job.State.DEAD).count(), "was", "were", "given up")


def mail() -> str:
    """Say how many letters have not gone."""
    return _some(Mail.objects.filter(posted_at=None).count(), "letter", "letters", "not sent yet")


def _some(number: int, one: str, more: str, rest: str) -> str:
    return f"{number} {one if number == 1 else more} {rest}" if number else ""


def jobs_by_state() -> dict[str, int]:
    """Return how many jobs there are in each state that has any."""
    counts = Job.objects.values_list("state").annotate(Count("pk")).order_by("state")
    return {str(Job.State(state).label): count for state, count in counts}


def longest_wait(at: datetime) -> int | None:
    """Return for how many seconds the oldest open job has waited; None where none does."""
    oldest = jobs.open_jobs().order_by("asked_at").first()
    return int((at - oldest.asked_at).total_seconds()) if oldest else None
