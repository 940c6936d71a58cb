"""Greyshire's package as both sides have agreed it, with all partners signed up.

`prepare` runs within the portal. Where the journey of the negotiation was made before, it goes on
from there; else it makes the agreement by the same acts, without the typing.
"""

from datetime import datetime

from django.utils import timezone

from laa_portal.demo.table import Table
from partnerships.models import Organisation, User
from targets import actions, policies
from targets.models import Commitment, Target
from targets.sides import Side
from targets.states import CommitmentStatus, LineKind, TargetStatus

from .short_list import PREPARED
from .short_list import prepare as shortlist

TABLE = Table("greyshire")
P, G = Side.PARTNERSHIP, Side.GOVERNMENT
CONSTABULARY = "x-police"


def prepare() -> None:
    """Agree on what is prepared, and have everybody who is named for it sign up."""
    at = timezone.now()
    if not TABLE.is_begun:
        shortlist()
        TABLE.send(P, "All that is prepared", at)
        TABLE.open(G, at)
        for code in PREPARED:
            TABLE.draft(G, code, LineKind.ACCEPT, at, {})
        TABLE.send(G, "All of it", at)
        TABLE.open(P, at)
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
