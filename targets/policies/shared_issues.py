"""Who raises a problem that an indicator has everywhere, and who answers it."""

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import RoleKind, User, Viewer
from targets.models import SharedIssue

from .offers import SPEAKERS

RAISERS = (*SPEAKERS.values(), RoleKind.HO_ANALYST)


def may_raise_issue(user: Viewer) -> Verdict:
    """Whether `user` may raise an issue for all areas: who negotiates somewhere, or advises all."""
    if isinstance(user, User) and user.has_role(*RAISERS):
        return ALLOWED
    return Verdict(
        "Only coordinators of Local Strategic Partnerships, reviewers of Government Offices and "
        "analysts of the Home Office raise issues for all areas. Ask one of them."
    )


def may_answer_issue(user: Viewer, issue: SharedIssue) -> Verdict:
    """Whether `user` may answer for all areas at once: the Home Office, whose indicators these are.

    An answer of one Government Office would bind areas in other regions.
    """
    if not (isinstance(user, User) and user.has_role(RoleKind.HO_ANALYST)):
        return Verdict("Only analysts of the Home Office answer for all areas at once.")
    if not issue.is_open:
        return Verdict(f"This was answered on {moments.day(issue.answered_at)}.")
    return ALLOWED
