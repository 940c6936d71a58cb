"""What is found of each target: by the rule at the meeting, then as a reviewer judges it."""

from datetime import date, datetime

from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import User
from reviews import policies, queries
from reviews.models import Finding, Review
from reviews.queries import Reviewed

CHANGED = (
    *("computed", "rule", "rag", "because", "numbers", "vintage", "method_version"),
    *("judged_by", "judged_at", "version"),
)


class NoReason(Exception):
    """A finding differs from what the rule says, and nobody said why. For the person acting."""


def find(review: Review, *, on: date) -> None:
    """Find of each target what the rule makes of its figures now; called with the review claimed.

    What a reviewer has found otherwise stays, beside what the rule says now.
    """
    known = {one.target_id: one for one in review.findings.select_for_update(no_key=True)}
    reviewed = queries.reviewed(review.agreement, review.year, on)
    new = [_new(review, one) for one in reviewed if one.target.pk not in known]
    Finding.objects.bulk_create(new)
    changed = [_again(known[one.target.pk], one) for one in reviewed if one.target.pk in known]
    Finding.objects.bulk_update(changed, CHANGED)


def _new(review: Review, one: Reviewed) -> Finding:
    return Finding(review=review, target=one.target, **_by_rule(one), rag=one.rated.rag.value)


def _again(finding: Finding, one: Reviewed) -> Finding:
    """Return a finding with the newest numbers, at another version where they differ.

    Where a reviewer had followed the rule, and it says something else now, somebody looks again.
    """
    had, before = finding.is_overridden, (finding.computed, finding.numbers)
    for name, value in _by_rule(one).items():
        setattr(finding, name, value)
    if not had and finding.is_overridden:
        finding.rag, finding.judged_by, finding.judged_at = finding.computed, None, None
    if not finding.is_overridden:
        finding.because = ""
    finding.version += before != (finding.computed, finding.numbers)
    return finding


def _by_rule(one: Reviewed) -> dict[str, object]:
    rated, assessment = one.rated, one.assessment
    return {
        "computed": rated.rag.value,
        "rule": rated.rule,
        "numbers": one.numbers,
        "vintage": assessment.vintage if assessment else None,
        "method_version": assessment.method_version if assessment else "",
    }


@transaction.atomic
def judge_finding(
    *,
    finding_id: int,
    version: int,
    rag: str,
    because: str,
    comment: str,
    ground: str,
    by: User,
    at: datetime,
) -> Finding:
    """Say what is found of a target; whoever finds otherwise than the rule says why.

    Raises NoReason, Stale and PermissionDenied.
    """
    reviews = Review.objects.filter(findings=finding_id)
    list(reviews.select_for_update(of=("self",), no_key=True))  # first, as by whoever finds anew
    related = Finding.objects.select_related("review__agreement__area", "target")
    finding: Finding = related.claim(finding_id, version)
    policies.may_judge_finding(by, finding).enforce()
    if rag != finding.computed and not because:
        raise NoReason("Say why you find otherwise than the rule does.")
    finding.advance(
        rag=rag,
        because=because if rag != finding.computed else "",
        comment=comment,
        ground=ground,
        judged_by=by,
        judged_at=at,
    )
    audit.record(
        "judge_finding",
        finding,
        by=by,
        at=at,
        area_id=finding.review.agreement.area_id,
        side="government",
        rag=rag,
        computed=finding.computed,
    )
    return finding
