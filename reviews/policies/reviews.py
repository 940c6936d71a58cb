"""Who leads a review, who answers in it, and when."""

from collections.abc import Mapping
from typing import Any

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_on_side, areas_within
from partnerships.models import GOVERNMENT, Area, User, Viewer
from reviews.models import Finding, Review, ReviewFrequency
from reviews.states import CONCLUDED, FREQUENCY_MOVES, REVIEW_MOVES, FrequencyStatus, ReviewStatus
from targets.models import Agreement, Target
from targets.sides import Side

from .concerns import ANSWERERS

BY_HAND = "A key cannot do that. Sign in with a browser."


def may_schedule_review(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may set the dates of a year's review."""
    return _leads(user, agreement.area)


def may_reschedule_review(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may change the dates of a review that is not concluded."""
    return _leads(user, review.agreement.area) and _is_not_concluded(review)


def may_submit_evidence(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may say what the partnership brings to the meeting."""
    return _answers(user, review.agreement.area) and _has_move("submit_evidence", review)


def may_hold_review(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may note the meeting: with the partnership's evidence, or without."""
    return _leads(user, review.agreement.area) and _has_move("hold_review", review)


def may_judge_finding(user: Viewer, finding: Finding) -> Verdict:
    """Whether `user` may say what is found of one target: until it is put to the partnership."""
    return _judges(user, finding.review)


def may_refresh_findings(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may hold the findings against newer figures."""
    return _judges(user, review)


def may_put_findings(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may show the findings to the partnership."""
    return _leads(user, review.agreement.area) and _has_move("put_findings", review)


def may_take_back_findings(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may change findings that were put: nobody has agreed to them yet."""
    return _leads(user, review.agreement.area) and _has_move("take_back_findings", review)


def may_agree_findings(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may agree to the findings for the partnership."""
    may = _answers(user, review.agreement.area) and _has_move("agree_findings", review)
    return may and _by_hand(user)


def may_settle_findings(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may let the findings stand though the partnership does not agree."""
    may = _leads(user, review.agreement.area) and _has_move("settle_findings", review)
    return may and _by_hand(user)


def may_write_letter(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may change the draft of the letter: from the meeting until it is sent."""
    may = _leads(user, review.agreement.area)
    if may and review.held_on is None:
        return Verdict("The letter is drafted from the findings. Note the meeting first.")
    return may and _is_not_concluded(review)


def may_send_letter(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may send the letter, which nobody changes after that."""
    may = _leads(user, review.agreement.area) and _has_move("send_letter", review)
    return may and _by_hand(user)


def may_publish_review(user: Viewer, review: Review) -> Verdict:
    """Whether `user` may publish the summary."""
    may = _leads(user, review.agreement.area) and _has_move("publish_review", review)
    return may and _by_hand(user)


# --- How often a target is reviewed ---------------------------------------------------------------


def side_of(user: Viewer, area: Area) -> Side | None:
    """Return the side for which `user` speaks about reviews of an area; None: for neither."""
    if _leads(user, area):
        return Side.GOVERNMENT
    return Side.PARTNERSHIP if _answers(user, area) else None


def may_propose_frequency(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may propose how often a target is reviewed."""
    if side_of(user, target.agreement.area) is None:
        return _neither(target.agreement.area)
    waiting = ReviewFrequency.objects.filter(target=target, status=FrequencyStatus.PROPOSED.value)
    if waiting.exists():
        return Verdict("A proposal waits for its answer. Answer it, or take it back, first.")
    return ALLOWED


def may_accept_frequency(user: Viewer, frequency: ReviewFrequency) -> Verdict:
    """Whether `user` may accept what the other side proposes."""
    return _of_side(user, frequency, Side(frequency.side).other) and _waits(
        "accept_frequency", frequency
    )


def may_decline_frequency(user: Viewer, frequency: ReviewFrequency) -> Verdict:
    """Whether `user` may decline what the other side proposes."""
    return _of_side(user, frequency, Side(frequency.side).other) and _waits(
        "decline_frequency", frequency
    )


def may_withdraw_frequency(user: Viewer, frequency: ReviewFrequency) -> Verdict:
    """Whether `user` may take back what their own side proposes."""
    return _of_side(user, frequency, Side(frequency.side)) and _waits(
        "withdraw_frequency", frequency
    )


def may_note_target_review(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may note what both sides said of one target."""
    return _leads(user, target.agreement.area)


def may_see_region(user: Viewer, region: Area) -> Verdict:
    """Whether `user` may look over the areas of a region: its Government Office, or the nation."""
    if isinstance(user, User) and (
        user.sees_all_areas or region.pk in areas_on_side(user, Side.GOVERNMENT)
    ):
        return ALLOWED
    return Verdict(f"Only the Government Office of {region} and national roles look over it.")


def may_see_nation(user: Viewer) -> Verdict:
    """Whether `user` may look over all areas at once: national roles."""
    if isinstance(user, User) and user.sees_all_areas:
        return ALLOWED
    return Verdict(
        "Only the Home Office and inspectorates look over all areas at once. Those that you work "
        "for are under “Concerns”."
    )


# --- What they rest on ----------------------------------------------------------------------------


def _leads(user: Viewer, area: Area) -> Verdict:
    if isinstance(user, User) and area.pk in areas_within(user, GOVERNMENT):
        return ALLOWED
    return Verdict(f"Only the Government Office of {area} does that.")


def _answers(user: Viewer, area: Area) -> Verdict:
    if isinstance(user, User) and area.pk in areas_within(user, ANSWERERS):
        return ALLOWED
    return Verdict(
        f"Only the coordinator of the partnership and the county’s officers do that for {area}."
    )


def _neither(area: Area) -> Verdict:
    return Verdict(
        f"Only the Government Office and the partnership of {area} agree how often a target is "
        "reviewed."
    )


def _of_side(user: Viewer, frequency: ReviewFrequency, side: Side) -> Verdict:
    if side_of(user, frequency.target.agreement.area) is side:
        return ALLOWED
    return Verdict(f"That is for the {side.label}.")


def _judges(user: Viewer, review: Review) -> Verdict:
    may = _leads(user, review.agreement.area)
    if may and review.status != ReviewStatus.HELD:
        return Verdict(
            "Findings change between the meeting and when they are put to the partnership. "
            f"It stands at “{review.get_status_display().lower()}”."
        )
    return may


def _has_move(verb: str, review: Review) -> Verdict:
    sources, _ = REVIEW_MOVES[verb]
    if review.status in sources:
        return ALLOWED
    return Verdict(f"It stands at “{review.get_status_display().lower()}”, so that does not fit.")


def _waits(verb: str, frequency: ReviewFrequency) -> Verdict:
    if frequency.status == FREQUENCY_MOVES[verb][0]:
        return ALLOWED
    return Verdict(f"It was {frequency.get_status_display().lower()} already.")


def _is_not_concluded(review: Review) -> Verdict:
    if review.status in CONCLUDED:
        return Verdict("The letter is sent, so the review is concluded.")
    return ALLOWED


def _by_hand(user: Viewer) -> Verdict:
    if isinstance(user, User) and user.key is not None:
        return Verdict(BY_HAND)
    return ALLOWED


def release_numbers(user: Viewer, finding: Finding) -> Mapping[str, Any]:
    """Return what `user` may read of the numbers that a finding copied: nothing, or all.

    A finding is for everybody once it is published. Where a figure behind it is not, its numbers
    go to those who work for the area or the nation, as the figure does.
    """
    area = finding.review.agreement.area_id
    reads = isinstance(user, User) and (user.sees_all_areas or area in user.area_ids)
    return finding.numbers if reads or finding.numbers.get("is_open") else {}
