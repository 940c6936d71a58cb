"""Organisations asked to sign up to a target, and what their people answer.

Acts upon a commitment raise NotPossible where a colleague has removed it meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Organisation, User
from targets import policies, queries
from targets.models import SIDE, Commitment, Target
from targets.states import CANDIDATES, COMMITMENT_MOVES

from .listing import NotPossible


@transaction.atomic
def ask_partners(
    *,
    target_id: int,
    organisations: Iterable[Organisation],
    question: str,
    by: User,
    at: datetime,
) -> list[Commitment]:
    """Name organisations for a target and ask each to sign up to it.

    Those that a colleague has just asked are left as they are. Raises NotPossible and
    PermissionDenied.
    """
    target = _target(target_id)
    policies.may_ask_partners(by, target).enforce()
    asked = [
        one
        for organisation in organisations
        if (one := _ask(target, organisation, question, by, at)) is not None
    ]
    if not asked:
        raise NotPossible("All whom you chose have been asked already. Look at the list again.")
    for one in asked:
        _record("ask_partners", one, by, at)
    return asked


def _ask(
    target: Target, organisation: Organisation, question: str, by: User, at: datetime
) -> Commitment | None:
    """Name an organisation; None where it is named already, by whomever."""
    commitment = Commitment(
        target=target, organisation=organisation, question=question, asked_by=by, asked_at=at
    )
    try:
        with transaction.atomic():
            commitment.save(force_insert=True)
    except IntegrityError:
        return None
    return commitment


@transaction.atomic
def ask_partner_again(
    *, commitment_id: int, version: int, question: str, by: User, at: datetime
) -> Commitment:
    """Answer what an organisation said, and ask it anew; what it said stays among former states.

    Raises Stale and PermissionDenied.
    """
    commitment = _claim(commitment_id, version)
    policies.may_ask_partner_again(by, commitment).enforce()
    _, status = COMMITMENT_MOVES["ask_partner_again"]
    commitment.advance(
        status=status,
        question=question,
        asked_by=by,
        asked_at=at,
        times_asked=commitment.times_asked + 1,
        reason="",
        answered_by=None,
        answered_at=None,
        answered_terms=None,
    )
    _record("ask_partner_again", commitment, by, at)
    return commitment


@transaction.atomic
def mark_lead(
    *, commitment_id: int, version: int, is_lead: bool, by: User, at: datetime
) -> Commitment:
    """Say that an organisation leads a target, or no longer does; several may.

    Raises Stale and PermissionDenied.
    """
    commitment = _claim(commitment_id, version)
    policies.may_mark_lead(by, commitment).enforce()
    commitment.advance(is_lead=is_lead)
    _record("mark_lead", commitment, by, at, is_lead=is_lead)
    return commitment


@transaction.atomic
def remove_partner(*, commitment_id: int, version: int, by: User, at: datetime) -> Target:
    """Unname an organisation that has not answered yet. Raises Stale and PermissionDenied."""
    commitment = _claim(commitment_id, version)
    policies.may_remove_partner(by, commitment).enforce()
    _record("remove_partner", commitment, by, at)
    commitment.delete()
    return commitment.target


@transaction.atomic
def agree_to_target(
    *, commitment_id: int, version: int, reason: str, by: User, at: datetime
) -> Commitment:
    """Sign an organisation up to a target, as its terms lie on the table now.

    Raises Stale and PermissionDenied.
    """
    commitment = _claim(commitment_id, version)
    may = policies.may_agree_to_target(by, commitment)
    return _answer("agree_to_target", commitment, may, reason, by, at)


@transaction.atomic
def object_to_target(
    *, commitment_id: int, version: int, reason: str, by: User, at: datetime
) -> Commitment:
    """Say why an organisation does not sign up to a target. Raises Stale and PermissionDenied."""
    commitment = _claim(commitment_id, version)
    may = policies.may_object_to_target(by, commitment)
    return _answer("object_to_target", commitment, may, reason, by, at)


@transaction.atomic
def say_not_applicable(
    *, commitment_id: int, version: int, reason: str, by: User, at: datetime
) -> Commitment:
    """Say why a target does not concern an organisation. Raises Stale and PermissionDenied."""
    commitment = _claim(commitment_id, version)
    may = policies.may_say_not_applicable(by, commitment)
    return _answer("say_not_applicable", commitment, may, reason, by, at)


def _answer(
    verb: str, commitment: Commitment, may: Verdict, reason: str, by: User, at: datetime
) -> Commitment:
    may.enforce()
    _, status = COMMITMENT_MOVES[verb]
    target = commitment.target
    commitment.advance(
        status=status,
        reason=reason,
        answered_by=by,
        answered_at=at,
        answered_terms=queries.positions([target])[target.pk].terms,
    )
    _record(verb, commitment, by, at)
    return commitment


def _target(target_id: int) -> Target:
    related = Target.objects.select_related("agreement__area", "agreement__partnership")
    found: Target = related.get(pk=target_id)
    return found


def _claim(commitment_id: int, version: int) -> Commitment:
    """Lock a commitment at the version that was shown. Raises Stale and NotPossible."""
    related = Commitment.objects.select_related(
        "organisation", "target__agreement__area", "target__agreement__partnership"
    )
    try:
        claimed: Commitment = related.claim(commitment_id, version)
    except Commitment.DoesNotExist as gone:
        raise NotPossible("The organisation is no longer asked: somebody removed it.") from gone
    return claimed


def _record(verb: str, commitment: Commitment, by: User, at: datetime, **details: Any) -> None:
    """Record for both sides, but of what has not been offered on the partnership's alone.

    What was asked and answered stays on the commitment: more people read the audit trail.
    """
    target = commitment.target
    side = SIDE if target.status in CANDIDATES else ""
    area_id = target.agreement.area_id
    audit.record(verb, commitment, by=by, at=at, area_id=area_id, side=side, **details)
