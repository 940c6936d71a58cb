"""The partners of Greyshire's package, once both sides have agreed it.

`sign_up` runs within the portal: a journey types some of the consents, which are all alike.
"""

from datetime import datetime

from django.utils import timezone

from laa_portal.demo.table import Table
from partnerships.models import Organisation, User
from targets import actions, policies
from targets.models import Commitment, Target
from targets.states import CommitmentStatus, TargetStatus

TABLE = Table("greyshire")
CONSTABULARY = "x-police"


def sign_up() -> None:
    """Have somebody named for every target that is agreed, and all who are named sign up."""
    at = timezone.now()
    for target in TABLE.agreement.targets.filter(status=TargetStatus.AGREED.value):
        _name_somebody(target, at)
    named = Commitment.objects.filter(target__agreement=TABLE.agreement)
    for one in named.exclude(status=CommitmentStatus.AGREED.value):
        _agree(one, at)


def _name_somebody(target: Target, at: datetime) -> None:
    """Ask the constabulary where a target relates to nobody."""
    if not target.commitments.exists():
        actions.ask_partners(
            target_id=target.pk,
            organisations=[Organisation.objects.get(code=CONSTABULARY)],
            question="Please sign up",
            by=TABLE.coordinator,
            at=at,
        )


def _agree(one: Commitment, at: datetime) -> None:
    by = next(user for user in User.objects.all() if policies.may_agree_to_target(user, one))
    actions.agree_to_target(commitment_id=one.pk, version=one.version, reason="", by=by, at=at)
