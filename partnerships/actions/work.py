"""What administrators can do about background work."""

from datetime import datetime

from laa_portal.foundation import jobs
from laa_portal.foundation.models import Job
from partnerships import policies
from partnerships.models import User


def retry(*, job_id: int, by: User, at: datetime) -> None:
    """Have a job tried again that was given up. Raises Stale and PermissionDenied."""
    policies.may_retry(by, Job.objects.get(pk=job_id)).enforce()
    jobs.retry(job_id=job_id, by=by, at=at)
