"""What stands between an agreement and its submission."""

from datetime import datetime

from django.utils import timezone

from partnerships.models import User
from targets import rules
from targets.models import Agreement, LineStanding

from .packages import PackageLine, with_partners
from .versions import sources


def blockers(agreement: Agreement, reader: User, at: datetime) -> list[rules.Finding]:
    """Return which rules of a submission the agreed targets do not keep, in their order."""
    lines = [
        PackageLine(one.target, one.terms)
        for one in sources(agreement)
        if one.standing == LineStanding.AGREED and one.terms
    ]
    found = rules.findings(with_partners(lines, agreement.area, reader), timezone.localdate(at))
    return [one for one in found if one.rule.blocks or one.rule.blocks_submission]
