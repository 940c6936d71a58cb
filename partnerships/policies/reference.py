"""Who may set right what is known of bodies, the calendar and comparators, and try work again."""

from laa_portal.foundation.models import Job
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import ComparatorGroup, User

from .people import may_manage

may_correct_organisation = may_correct_partnership = may_manage
may_add_seat = may_correct_seat = may_end_seat = may_manage
may_make_cycle = may_correct_cycle = may_manage
may_add_deadline = may_correct_deadline = may_remove_deadline = may_manage
may_make_comparators = may_manage


def may_replace_comparators(user: User, group: ComparatorGroup) -> Verdict:
    """Whether `user` may put another group in the place of one."""
    return may_manage(user) and _has_no_end(group)


def may_end_comparators(user: User, group: ComparatorGroup) -> Verdict:
    """Whether `user` may end a group and put nothing in its place."""
    return may_manage(user) and _has_no_end(group)


def _has_no_end(group: ComparatorGroup) -> Verdict:
    if group.ends_on:
        return Verdict(f"This group ends on {group.ends_on:%-d %B %Y} already.")
    return Verdict()


def may_retry(user: User, job: Job) -> Verdict:
    """Whether `user` may have a job tried again that was given up."""
    if job.state != Job.State.DEAD:
        return may_manage(user) and Verdict("This job has not been given up.")
    return may_manage(user)
