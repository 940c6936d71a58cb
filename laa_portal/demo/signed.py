"""An invented agreement, signed a year ago by the real acts of all who had a part in it."""

from datetime import datetime, timedelta

from django.utils import timezone

from partnerships.models import OrganisationKind, RoleKind, User
from targets import actions, queries
from targets.models import AgreementVersion, SigningCapacity, terms_of
from targets.sides import Side
from targets.states import LineKind

from .geography import REGION
from .people import user_of
from .priorities import compute_figures
from .priority_stories import LABEL
from .signed_story import (
    ACCEPTED,
    ASKED,
    COUNCIL,
    DESIGNATED,
    FIRE,
    LETTER,
    MINUTE,
    NOTICE,
    OFFERED,
    PACKAGE,
    PARTNERS,
    PLACE,
    POLICE,
    STATEMENT,
    SignedLine,
)
from .table import Table, Terms

TABLE = Table(PLACE)
P, G = Side.PARTNERSHIP, Side.GOVERNMENT
BEGAN = timedelta(days=400)

SIGNERS = {
    SigningCapacity.COUNCIL_LEADER: (RoleKind.COUNCIL_LEADER, PLACE),
    SigningCapacity.LSP_CHAIR: (RoleKind.LSP_CHAIR, PLACE),
    SigningCapacity.GO_DIRECTOR: (RoleKind.GO_DIRECTOR, REGION[2]),
    SigningCapacity.SECRETARY_OF_STATE: (RoleKind.GO_DIRECTOR, REGION[2]),
}


def make_signed(*, at: datetime) -> None:
    """Negotiate, sign and designate in the weeks from `BEGAN` before `at`, once.

    Where a call was cut short it is left as far as it came.
    """
    if TABLE.is_begun:
        return
    compute_figures([line.target for line in PACKAGE], at - BEGAN)

    def on(day: int) -> datetime:
        return at - BEGAN + timedelta(days=day)

    TABLE.shortlist([line.target for line in PACKAGE], on(0))
    _negotiate(on(1), on(8))
    for name, kind, adds, leads in PARTNERS:
        _sign_up(name, kind, adds, on(3), leads=leads)
    _submit(on(10))
    _decide(on(14))
    for day, capacity in enumerate(SIGNERS, start=16):
        _sign(capacity, on(day))
    _designate(on(24))


def _negotiate(offered: datetime, answered: datetime) -> None:
    """Have one side offer all of it, and the other accept."""
    for line in PACKAGE:
        TABLE.draft(P, line.target, LineKind.OFFER, offered, _terms(line), line.why)
    TABLE.send(P, OFFERED, offered)
    TABLE.open(G, answered)
    for line in PACKAGE:
        TABLE.draft(G, line.target, LineKind.ACCEPT, answered, {})
    TABLE.send(G, ACCEPTED, answered)


def _terms(line: SignedLine) -> Terms:
    if line.falls:
        return TABLE.falling(line.target, line.falls)
    target = TABLE.target(line.target)
    begun = terms_of(queries.first_terms(target, queries.terms_choices(target)))
    return begun | dict(line.terms)


def _sign_up(name: str, kind: OrganisationKind, adds: str, at: datetime, *, leads: bool) -> None:
    asked = TABLE.ask(name, kind, ASKED, at, leads=leads)
    actions.agree_to_target(
        commitment_id=asked.pk,
        version=asked.version,
        reason=f"{LABEL} {adds}" if adds else "",
        by=_answers_for(kind),
        at=at,
    )


def _answers_for(kind: OrganisationKind) -> User:
    role, place = {
        POLICE: (RoleKind.PARTNER, "castlebray"),  # one constabulary covers both
        FIRE: (RoleKind.PARTNER, PLACE),
        COUNCIL: (RoleKind.COUNCIL_LEADER, PLACE),
    }[kind]
    return user_of(role, place)


def _submit(at: datetime) -> None:
    agreement = TABLE.agreement
    actions.record_decision(
        agreement_id=agreement.pk,
        kind="decision",
        minute=MINUTE,
        decided_on=timezone.localdate(at),
        by=TABLE.coordinator,
        at=at,
    )
    actions.submit_agreement(
        agreement_id=agreement.pk,
        version=agreement.version,
        statement=f"{LABEL} {STATEMENT}",
        by=TABLE.coordinator,
        at=at,
    )


def _version() -> AgreementVersion:
    found = queries.latest_version(TABLE.agreement)
    assert found  # it was submitted
    return found


def _decide(at: datetime) -> None:
    shown = _version()
    actions.approve_agreement(version_id=shown.pk, version=shown.version, by=TABLE.reviewer, at=at)


def _sign(capacity: SigningCapacity, at: datetime) -> None:
    shown = _version()
    actions.sign_agreement(
        version_id=shown.pk,
        version=shown.version,
        capacity=capacity,
        shown_sha256=shown.content_sha256,
        factor_at=at - timedelta(minutes=1),
        reference=LETTER if capacity == SigningCapacity.SECRETARY_OF_STATE else "",
        by=user_of(*SIGNERS[capacity]),
        at=at,
    )


def _designate(at: datetime) -> None:
    shown = _version()
    actions.designate_targets(
        version_id=shown.pk,
        version=shown.version,
        targets=[TABLE.target(name).pk for name in DESIGNATED],
        notice=NOTICE,
        by=user_of(RoleKind.GO_DIRECTOR, REGION[2]),
        at=at,
    )
