"""Who may send and confirm returns, and what of a figure may leave. Every exit asks here."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Organisation, RoleKind, User, Viewer

from .models import Conflict, DataReturn, Figure, Observation, Status
from .states import MOVES, ReturnStatus

TOO_FEW = "too few to publish"


def senders(user: Viewer) -> list[Organisation]:
    """Return the bodies that `user` sends returns for today."""
    roles = user.current_roles if isinstance(user, User) else ()
    providing = (role for role in roles if role.kind == RoleKind.DATA_PROVIDER)
    return [role.organisation for role in providing if role.organisation]


def may_send_any(user: Viewer) -> Verdict:
    """Whether `user` may send returns for anybody today."""
    if senders(user):
        return ALLOWED
    return Verdict(
        "Only data providers send returns. Ask your organisation's administrator for the role."
    )


def may_send(user: Viewer, organisation: Organisation) -> Verdict:
    """Whether `user` may send returns for `organisation` today."""
    if not isinstance(user, User):
        return Verdict("Sign in to send a return.")
    if any(
        role.kind == RoleKind.DATA_PROVIDER and role.organisation_id == organisation.pk
        for role in user.current_roles
    ):
        return ALLOWED
    return Verdict(
        f"Only data providers of {organisation} may send its returns. Ask its administrator for "
        "the role."
    )


def may_resend(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may have a refused file read again."""
    return may_send(user, data_return.organisation) and _in_state("resend", data_return)


def may_check(data_return: DataReturn) -> Verdict:
    """Whether the service may read the file now."""
    return _in_state("check", data_return)


def may_confirm(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may make a checked return's rows observations."""
    return may_send(user, data_return.organisation) and _in_state("confirm", data_return)


def may_publish(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may let everyone see what a loaded return says."""
    return may_send(user, data_return.organisation) and _in_state("publish", data_return)


def may_be_explained(hard: int) -> Verdict:
    """Whether an explanation is enough to confirm a return of whose rules so many are hard."""
    if not hard:
        return ALLOWED
    rules = "a rule that allows" if hard == 1 else f"{hard} rules that allow"
    return Verdict(f"Rows break {rules} no exception. Mend them and send the file again.")


def may_settle(user: Viewer, conflict: Conflict, outcome: str) -> Verdict:
    """Whether `user` may settle a conflict so: the Home Office either way, the holder by giving
    way."""
    if not conflict.is_open:
        return Verdict(f"This conflict is settled: {conflict.get_outcome_display().lower()}.")
    roles = user.current_roles if isinstance(user, User) else ()
    if any(role.kind == RoleKind.HO_ANALYST for role in roles):
        return ALLOWED
    if not may_send(user, conflict.holder):
        return Verdict(
            f"The Home Office settles which figure holds, or {conflict.holder} by handing its over."
        )
    if outcome == Conflict.Outcome.TAKEN_OVER:
        return ALLOWED
    return Verdict(
        "You may hand your figure over to the other sender. To keep it, ask the Home Office, which "
        "hears both sides."
    )


def may_read_held(user: Viewer, held: Observation) -> Verdict:
    """Whether `user`, whose row is set aside, may read the other sender's figure as reported.

    What is published, final and neither restricted nor small everybody may read.
    """
    if may_send(user, held.data_return.organisation) or _works_for(held.area_id, user):
        return ALLOWED
    measure = held.measure
    is_small = held.numerator is not None and tells_on_people(
        held.numerator, measure.suppression_threshold
    )
    is_public = held.status == Status.FINAL and held.data_return.status == ReturnStatus.PUBLISHED
    if is_public and not is_small and not measure.indicator.is_restricted:
        return ALLOWED
    return Verdict("The other sender's figure is not public.")


def _in_state(verb: str, data_return: DataReturn) -> Verdict:
    """Whether a return stands where `verb` starts from."""
    source, _ = MOVES[verb]
    if data_return.status == source:
        return ALLOWED
    return Verdict(f"This return is {data_return.get_status_display().lower()} already.")


@dataclass(frozen=True, slots=True)
class Released:
    """What of a figure its reader may see. None where there is nothing, or nothing to show."""

    status: str
    reason: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    lower_998: float | None = None
    upper_998: float | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    expected: Decimal | None = None
    group_2_numerator: Decimal | None = None
    group_2_denominator: Decimal | None = None


RELEASED = tuple(field.name for field in fields(Released))


def release(figure: Figure, user: Viewer) -> Released:
    """Return what `user` may see of a figure that is visible to them: the one exit for values.

    A count below its measure's threshold would tell on people; it goes to those who work for the
    area and to nobody else.
    """
    if _is_small(figure) and not _works_for(figure.area_id, user):
        return Released(status=Status.SUPPRESSED, reason=TOO_FEW, denominator=figure.denominator)
    return Released(**{name: getattr(figure, name) for name in RELEASED})


def suppressed_for(viewer: Viewer) -> Q:
    """Return the condition under which `release` suppresses a figure.

    A filter must not tell of a figure what the figure itself does not.
    """
    if getattr(viewer, "sees_all_areas", False):
        return Q(pk__in=())
    own_areas: frozenset[int] = getattr(viewer, "area_ids", frozenset())
    is_small = Q(numerator__gt=0, numerator__lt=F("measure__suppression_threshold"))
    return is_small & ~Q(area_id__in=own_areas)


def _is_small(figure: Figure) -> bool:
    return figure.numerator is not None and bool(
        tells_on_people(figure.numerator, figure.measure.suppression_threshold)
    )


def tells_on_people(count: Any, threshold: int) -> Any:
    """Whether a count is too small to be published; of a number, or of each of many."""
    return (count > 0) & (count < threshold)


def _works_for(area_id: int, user: Viewer) -> bool:
    return isinstance(user, User) and (user.sees_all_areas or area_id in user.area_ids)
