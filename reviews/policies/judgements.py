"""Who enters what was found about an area: whoever found it."""

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import RoleKind, User, Viewer
from reviews.models import Judgement, JudgementKind

ENTERED_BY = {
    JudgementKind.AREA_ASSESSMENT: RoleKind.INSPECTOR,
    JudgementKind.ORGANISATIONAL: RoleKind.INSPECTOR,
    JudgementKind.INSPECTION: RoleKind.INSPECTOR,
    JudgementKind.AT_RISK: RoleKind.HO_ANALYST,
}
SAYS = {
    RoleKind.INSPECTOR: "Only inspectors enter what an inspectorate found.",
    RoleKind.HO_ANALYST: "Only analysts of the Home Office advise that delivery is at risk.",
}


def kinds_entered_by(user: Viewer) -> tuple[JudgementKind, ...]:
    """Return the kinds of judgement that `user` enters."""
    if not isinstance(user, User):
        return ()
    return tuple(kind for kind, role in ENTERED_BY.items() if user.has_role(role))


def may_enter_judgement(user: Viewer, kind: str = "") -> Verdict:
    """Whether `user` may enter a judgement; with `kind`, one of that kind."""
    able = kinds_entered_by(user)
    if kind:
        return ALLOWED if kind in able else Verdict(SAYS[ENTERED_BY[JudgementKind(kind)]])
    return ALLOWED if able else Verdict("Only inspectors and the Home Office enter judgements.")


def may_withdraw_judgement(user: Viewer, judgement: Judgement) -> Verdict:
    """Whether `user` may withdraw a judgement that was entered by mistake."""
    may = may_enter_judgement(user, judgement.kind)
    if may and judgement.withdrawn_at:
        return Verdict(f"It was withdrawn on {moments.day(judgement.withdrawn_at)}.")
    return may
