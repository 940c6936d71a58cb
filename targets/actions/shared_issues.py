"""Problems of an indicator raised for all areas, and answered for all of them."""

from datetime import datetime

from django.db import transaction

from indicators.models import Indicator
from laa_portal.foundation import audit, jobs
from partnerships.models import User
from targets import policies
from targets.models import SharedIssue


class RaisedAlready(Exception):
    """An issue of the indicator is open. The message is for whoever raises another."""


@transaction.atomic
def raise_issue(
    *, indicator: Indicator, title: str, text: str, is_another: bool, by: User, at: datetime
) -> SharedIssue:
    """Raise a problem that an indicator has in many areas.

    `is_another` says that the person has seen what is open for the indicator and means something
    else. Raises RaisedAlready and PermissionDenied.
    """
    policies.may_raise_issue(by).enforce()
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)  # one raiser at a time
    held = indicator.shared_issues.filter(answered_at=None).order_by("pk").first()
    if held and not is_another:
        raise RaisedAlready(
            f"“{held.title}” is open for {indicator.code}. If yours is the same problem, wait for "
            "its answer. If it is another, say so below."
        )
    issue = SharedIssue(indicator=indicator, title=title, text=text, raised_by=by, raised_at=at)
    issue.save(force_insert=True)
    audit.record("raise_issue", issue, by=by, at=at)
    return issue


@transaction.atomic
def answer_issue(*, issue_id: int, version: int, text: str, by: User, at: datetime) -> SharedIssue:
    """Answer for all areas: what waits for it anywhere is put on the table again, by a job.

    Raises Stale and PermissionDenied.
    """
    issue: SharedIssue = SharedIssue.objects.select_related("indicator").claim(issue_id, version)
    policies.may_answer_issue(by, issue).enforce()
    issue.advance(answer=text, answered_by=by, answered_at=at)
    audit.record("answer_issue", issue, by=by, at=at)
    jobs.ask("reopen_placeholders", "all")
    return issue
