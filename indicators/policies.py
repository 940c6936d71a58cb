"""Who may send and confirm returns, and what of a figure may leave. Every exit asks here."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.db.models import F, Q

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Organisation, RoleKind, User, Viewer

from .models import DataReturn, Figure, Status
from .states import MOVES

WITHHELD = "withheld, to protect small counts"
"""Of small counts and of those withheld for their sake alike: which it is would tell."""


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
NEEDED = (*RELEASED, "is_withheld")
"""Of a figure, to release it."""


def release(figure: Figure, user: Viewer) -> Released:
    """Return what `user` may see of a figure that is visible to them: the one exit for values.

    A count below its measure's threshold would tell on people. It goes to those who work for the
    area and to nobody else, and so do the figures that it could be worked out of.
    """
    is_hidden = figure.is_withheld or _is_small(figure)
    if is_hidden and not _works_for(figure.area_id, user):
        return Released(status=Status.SUPPRESSED, reason=WITHHELD, denominator=figure.denominator)
    return Released(**{name: getattr(figure, name) for name in RELEASED})


def suppressed_for(viewer: Viewer) -> Q:
    """Return the condition under which `release` suppresses a figure.

    A filter must not tell of a figure what the figure itself does not.
    """
    if getattr(viewer, "sees_all_areas", False):
        return Q(pk__in=())
    own_areas: frozenset[int] = getattr(viewer, "area_ids", frozenset())
    is_small = Q(numerator__gt=0, numerator__lt=F("measure__suppression_threshold"))
    return (is_small | Q(is_withheld=True)) & ~Q(area_id__in=own_areas)


def _is_small(figure: Figure) -> bool:
    count = figure.numerator
    return count is not None and 0 < count < figure.measure.suppression_threshold


def _works_for(area_id: int, user: Viewer) -> bool:
    return isinstance(user, User) and (user.sees_all_areas or area_id in user.area_ids)
