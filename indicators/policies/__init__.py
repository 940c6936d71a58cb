"""Who may send and confirm returns, and what of a figure may leave. Every exit asks here."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter

from django.db.models import Case, F, Q, Value, When

from indicators.models import (
    Conflict,
    DataReturn,
    Expectation,
    Figure,
    FigureQuery,
    Observation,
    Provision,
    Status,
)
from indicators.states import MOVES, QUERY_MOVES, ReturnStatus
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Organisation, RoleKind, User, Viewer

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


def may_cancel(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may stop the check of a return that is still under way."""
    return may_send(user, data_return.organisation) and _in_state("cancel", data_return)


def may_confirm(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may make a checked return's rows observations."""
    return may_send(user, data_return.organisation) and _in_state("confirm", data_return)


def may_publish(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may let everyone see what a loaded return says."""
    return may_send(user, data_return.organisation) and _in_state("publish", data_return)


def may_withdraw(user: Viewer, data_return: DataReturn) -> Verdict:
    """Whether `user` may take back what a confirmed return says."""
    if not (may_send(user, data_return.organisation) or is_home_office(user)):
        return Verdict(
            f"Only data providers of {data_return.organisation} and the Home Office may withdraw "
            "its returns."
        )
    if data_return.status in {ReturnStatus.RECEIVED, ReturnStatus.CHECKED, ReturnStatus.REFUSED}:
        return Verdict("This return is not confirmed, so nothing of it counts yet.")
    return _in_state("withdraw", data_return)


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
    if is_home_office(user):
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

    What is published, final and unrestricted everybody may read, unless it is of a measure whose
    small counts are protected: a figure may be withheld for another's sake. That a cell is missing
    since a return was withdrawn is no sender's secret.
    """
    if held.withdrawn_return_id == held.data_return_id:
        return ALLOWED
    if may_send(user, held.data_return.organisation) or _works_for(held.area_id, user):
        return ALLOWED
    measure = held.measure
    is_public = held.status == Status.FINAL and held.data_return.status == ReturnStatus.PUBLISHED
    has_small_counts = measure.suppression_threshold > 1
    if is_public and not has_small_counts and not measure.indicator.is_restricted:
        return ALLOWED
    return Verdict("The other sender's figure is not public.")


def _in_state(verb: str, data_return: DataReturn) -> Verdict:
    """Whether a return stands where `verb` starts from."""
    sources, _ = MOVES[verb]
    if data_return.status in sources:
        return ALLOWED
    return Verdict(f"This return is {data_return.get_status_display().lower()} already.")


# --- What is due, and how good it is --------------------------------------------------------------


def is_home_office(user: Viewer) -> bool:
    """Whether `user` looks after the returns of all organisations."""
    return isinstance(user, User) and user.has_role(RoleKind.HO_ANALYST)


def _for_home_office(user: Viewer, what: str) -> Verdict:
    if is_home_office(user):
        return ALLOWED
    return Verdict(f"Only Home Office analysts {what}. Write to them if something must change.")


def may_read_quality(user: Viewer) -> Verdict:
    """Whether `user` may look at how a provider's returns have been."""
    if is_home_office(user) or senders(user):
        return ALLOWED
    return Verdict("Only data providers and Home Office analysts see how returns have been.")


def may_agree_provision(user: Viewer) -> Verdict:
    """Whether `user` may put on record which body provides which measure."""
    return _for_home_office(user, "say who provides what")


def may_end_provision(user: Viewer, provision: Provision) -> Verdict:
    """Whether `user` may say that a body provides a measure no longer."""
    if provision.ends_on:
        return Verdict("This provision has an end already.")
    return _for_home_office(user, "say who provides what")


def may_excuse(user: Viewer, expectation: Expectation) -> Verdict:
    """Whether `user` may say that what is due need not come."""
    if expectation.excused_at:
        return Verdict("This return is excused already.")
    return _for_home_office(user, "excuse a return")


def may_expect_again(user: Viewer, expectation: Expectation) -> Verdict:
    """Whether `user` may take an excuse back."""
    if not expectation.excused_at:
        return Verdict("This return is not excused.")
    return _for_home_office(user, "excuse a return")


def may_state_quality(user: Viewer) -> Verdict:
    """Whether `user` may judge the quality of what a body provides."""
    return _for_home_office(user, "judge the quality of what a body provides")


# --- Problems with a figure -----------------------------------------------------------------------


def may_raise_query(user: Viewer) -> Verdict:
    """Whether `user` may report a problem with a figure they can see."""
    if isinstance(user, User):
        return ALLOWED
    return Verdict("Sign in to report a problem with a figure.")


def may_answer_query(user: Viewer, query: FigureQuery) -> Verdict:
    """Whether `user` may answer for the provider."""
    if not is_home_office(user) and not may_send(user, query.organisation):
        return Verdict(f"Data providers of {query.organisation} answer this.")
    return _query_stands("answer_query", query)


def may_ask_again(user: Viewer, query: FigureQuery) -> Verdict:
    """Whether `user` may say that an answer does not do."""
    if not isinstance(user, User) or query.raised_by_id != user.pk:
        return Verdict("Whoever raised this may ask again.")
    return _query_stands("ask_again", query)


def may_close_query(user: Viewer, query: FigureQuery) -> Verdict:
    """Whether `user` may say that nothing is left to answer."""
    is_own = isinstance(user, User) and query.raised_by_id == user.pk
    if not is_own and not is_home_office(user):
        return Verdict("Whoever raised this, or the Home Office, closes it.")
    return _query_stands("close_query", query)


def _query_stands(verb: str, query: FigureQuery) -> Verdict:
    """Whether a query stands where `verb` starts from."""
    sources, _ = QUERY_MOVES[verb]
    if query.status in sources:
        return ALLOWED
    return Verdict(f"This query is {query.get_status_display().lower()} already.")


# --- What of a figure may leave -------------------------------------------------------------------


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
_everything = attrgetter(*RELEASED)
REPORTED = (
    *("value", "numerator", "denominator", "expected", "group_2_numerator"),
    "group_2_denominator",
)
"""What of it is told in a return; the rest is worked out."""

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
    return everything(figure)


def everything(figure: Figure) -> Released:
    """Return all of a figure that can be shown, to whom that has been found to be."""
    return Released(*_everything(figure))


def release_reported(observation: Observation, user: Viewer, *, is_hidden: bool) -> Released:
    """Return what `user` may see of a reported row that is visible to them.

    `is_hidden`: they do not see today's figure of that cell, nor then any of its revisions.
    """
    if is_hidden or (_is_small(observation) and not _works_for(observation.area_id, user)):
        return Released(
            status=Status.SUPPRESSED, reason=WITHHELD, denominator=observation.denominator
        )
    reported = {name: getattr(observation, name) for name in REPORTED}
    return Released(status=observation.status, reason="", **reported)


def suppressed_for(viewer: Viewer) -> Q:
    """Return the condition under which `release` suppresses a figure.

    A filter must not tell of a figure what the figure itself does not.
    """
    if getattr(viewer, "sees_all_areas", False):
        return Q(pk__in=())
    own_areas: frozenset[int] = getattr(viewer, "area_ids", frozenset())
    is_small = Q(numerator__gt=0, numerator__lt=F("measure__suppression_threshold"))
    return (is_small | Q(is_withheld=True)) & ~Q(area_id__in=own_areas)


def is_hidden(viewer: Viewer) -> Case:
    """Return whether `release` suppresses a figure, as the database works it out."""
    return Case(When(suppressed_for(viewer), then=Value(value=True)), default=Value(value=False))


INSTEAD: Mapping[str, str | None] = {
    **dict.fromkeys(RELEASED),
    "status": Status.SUPPRESSED.value,
    "reason": WITHHELD,
}
"""What is released of a hidden figure in place of each column but `TOLD_ANYWAY`."""

TOLD_ANYWAY = frozenset({"denominator"})


def _is_small(row: Figure | Observation) -> bool:
    count = row.numerator
    return count is not None and 0 < count < row.measure.suppression_threshold


def _works_for(area_id: int, user: Viewer) -> bool:
    return isinstance(user, User) and (user.sees_all_areas or area_id in user.area_ids)
