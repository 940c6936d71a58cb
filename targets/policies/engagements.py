"""Who may write on how a CDRP consulted, and when the public may read it."""

from datetime import date

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, PartnershipKind, Viewer
from targets.models import CDRP_PEOPLE, Engagement
from targets.states import ENGAGEMENT_MOVES, EngagementStatus

from .people import has_role_over

MEND = {
    EngagementStatus.DRAFT.value: "It is not published yet. Change it where you described it.",
    EngagementStatus.PUBLISHED.value: "It is published. Correct it, or withdraw it first.",
    EngagementStatus.WITHDRAWN.value: "It is withdrawn. Change it, then publish it again.",
}
"""What to do where the status of a record does not allow an act."""


def may_add_engagement(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` may put on record how a CDRP consulted."""
    if partnership.kind != PartnershipKind.CDRP:
        return Verdict("Only a Crime and Disorder Reduction Partnership records this here.")
    return _is_of(user, partnership)


def may_describe_engagement(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may write in a record that the public does not read now."""
    own = _is_of(user, engagement.partnership)
    if own and engagement.status == EngagementStatus.PUBLISHED:
        return Verdict(MEND[engagement.status])
    return own


def may_report_heard(user: Viewer, engagement: Engagement, day: date) -> Verdict:
    """Whether `user` may say on a day what people said and who was there."""
    may = may_describe_engagement(user, engagement)
    if may and engagement.began_on > day:
        began = f"{engagement.began_on.day} {engagement.began_on:%B %Y}"
        return Verdict(f"It begins on {began}. Say what was heard once it has begun.")
    return may


def may_say_what_changed(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may say what changed. It often shows long after a report is published."""
    return _is_of(user, engagement.partnership)


def may_publish_engagement(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may let the public read a record now."""
    may = _is_of(user, engagement.partnership) and _in_state("publish_engagement", engagement)
    if may and not engagement.heard.strip():
        return Verdict("Nothing is written yet on what people said. Write that first.")
    return may


def may_correct_engagement(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may set right what the public reads."""
    return _is_of(user, engagement.partnership) and _in_state("correct_engagement", engagement)


def may_withdraw_engagement(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may take back what the public reads."""
    return _is_of(user, engagement.partnership) and _in_state("withdraw_engagement", engagement)


def may_remove_engagement(user: Viewer, engagement: Engagement) -> Verdict:
    """Whether `user` may delete a record. What the public has read stays on record."""
    own = _is_of(user, engagement.partnership)
    if own and engagement.published_at is not None:
        return Verdict("It was published, so it stays on record. Withdraw it if it is wrong.")
    return own


def _is_of(user: Viewer, partnership: Partnership) -> Verdict:
    if has_role_over(user, partnership, *CDRP_PEOPLE):
        return ALLOWED
    return Verdict(
        f"Only the officers and the chair of {partnership} record how it consulted. Ask an "
        "administrator for the role."
    )


def _in_state(verb: str, engagement: Engagement) -> Verdict:
    sources, _ = ENGAGEMENT_MOVES[verb]
    return ALLOWED if engagement.status in sources else Verdict(MEND[engagement.status])
