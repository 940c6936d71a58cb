"""What the service works on by itself: jobs and letters."""

from django.contrib import messages
from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from laa_portal.foundation import jobs as queue
from laa_portal.foundation.models import Job, Mail
from laa_portal.foundation.versioning import Stale
from partnerships import actions
from partnerships.reading import waiting
from partnerships.requests import SignedInRequest

from .pages import for_administrators, paged

DEAD_FIRST = Case(When(state=Job.State.DEAD, then=0), default=1)


@for_administrators
@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    """What waits or is under way, and what was given up, with the error."""
    return _jobs(request)


def _jobs(request: SignedInRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    is_done = request.GET.get("state") == "done"
    context = {
        "page": paged(request, _done() if is_done else _unfinished()),
        "is_done": is_done,
        "counts": waiting.jobs_by_state(),
        "waited": waiting.longest_wait(timezone.now()),
        "problem": problem,
    }
    return render(request, "partnerships/manage/jobs.html", context, status=status)


def _unfinished() -> QuerySet[Job]:
    """What waits, is under way or was given up, which comes first."""
    rows = queue.open_jobs() | Job.objects.filter(state=Job.State.DEAD)
    return rows.order_by(DEAD_FIRST, "asked_at", "pk")


def _done() -> QuerySet[Job]:
    """What is done, the last first."""
    return Job.objects.filter(state=Job.State.DONE).order_by("-finished_at", "-pk")


@for_administrators
@require_POST
def retry(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Have a job tried again that was given up."""
    job = get_object_or_404(Job, pk=job_id)
    try:
        actions.retry(job_id=job.pk, by=request.user, at=timezone.now())
    except Stale as stale:
        return _jobs(request, problem=str(stale), status=409)
    messages.success(request, "The work is asked for again.")
    return redirect("manage-jobs")


@for_administrators
@require_safe
def mail(request: SignedInRequest) -> HttpResponse:
    """Which letters were asked for and sent. What they say is for those they go to."""
    page = paged(request, Mail.objects.defer("body"))
    return render(request, "partnerships/manage/mail.html", {"page": page})
