"""How far a version has come: what happens next, who has signed, and what happened so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from laa_portal.foundation.models import AuditEvent
from partnerships.models import Viewer
from targets import policies
from targets.models import Agreement, AgreementVersion, Signature, SigningCapacity
from targets.queries import VersionRead
from targets.sides import Side
from targets.states import HELD_FAST, VersionStatus


def post(capacity: SigningCapacity) -> str:
    """Return who signs in a capacity, as within a sentence."""
    label = capacity.label.split(",")[0]
    return f"the {label[0].lower()}{label[1:]}"


def next_step(found: VersionRead, viewer: Viewer) -> str:
    """Say what happens next to a version, and what of that is for `viewer` to do."""
    version = found.version
    match VersionStatus(version.status):
        case VersionStatus.DRAFT:
            return _after_return(found)
        case VersionStatus.SUBMITTED:
            return _to_decide(found, viewer)
        case VersionStatus.APPROVED:
            return _to_sign(found, viewer)
        case VersionStatus.LAPSED:
            return "Its approval was taken back. The next submission is a version of its own."
        case VersionStatus.SIGNED:
            return f"It is in force from {version.starts_on:%-d %B %Y}{_until(found)}."
    return f"It held from {version.starts_on:%-d %B %Y}{_until(found)}. A later version holds now."


def while_held(said: str, version: AgreementVersion | None, agreement: Agreement) -> str:
    """Return what is said of a table's turn, without the offer to reopen what a version holds."""
    is_held = version is not None and version.status in HELD_FAST
    return said if agreement.turn or not is_held else "Nothing on the table waits for an answer."


def _after_return(found: VersionRead) -> str:
    if found.side is Side.PARTNERSHIP:
        return (
            "Change what has to be modified, agree it with the other side, and have the "
            "coordinator submit the agreement again."
        )
    return "It waits for the partnership to submit it again."


def _to_decide(found: VersionRead, viewer: Viewer) -> str:
    if found.changes:
        return "It is not as it was submitted any more, so it cannot be approved. Send it back."
    if policies.may_decide_on_agreement(viewer, found.version):
        return "Read it, then approve it or require a modification."
    return "It waits for the Government Office to approve it or to require a modification."


def _to_sign(found: VersionRead, viewer: Viewer) -> str:
    capacity = found.next_capacity
    assert capacity  # the last signature makes it a signed one
    if found.changes:
        return _no_longer(viewer, found)
    if found.silent:
        return "It waits for the organisations that have not signed up to its targets yet."
    if policies.may_sign(viewer, found.version, capacity):
        if capacity is SigningCapacity.SECRETARY_OF_STATE:
            return "Put on record that the Secretary of State has approved it: you do that here."
        return f"It is your turn to sign, as {post(capacity)}."
    if capacity is SigningCapacity.SECRETARY_OF_STATE:
        return "It waits for the Secretary of State’s approval to be put on record."
    return f"It waits for {post(capacity)} to sign."


def _no_longer(viewer: Viewer, found: VersionRead) -> str:
    said = "It is not as it was approved any more, so nobody can sign it as it stands."
    if policies.may_withdraw_approval(viewer, found.version):
        return f"{said} Take the approval back, so that it is submitted as it is now."
    return f"{said} It waits for the Government Office to take its approval back."


def _until(found: VersionRead) -> str:
    return f", until {found.version.ends_on:%-d %B %Y}" if found.version.ends_on else ""


# --- Who has signed, and what happened ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CapacityShown:
    """A capacity in which the text is signed, and the signature where it has been."""

    capacity: SigningCapacity
    signature: Signature | None
    is_next: bool


def capacities(signatures: Iterable[Signature], *, is_waiting: bool) -> list[CapacityShown]:
    """Return the capacities in their order; `is_waiting`: whether anybody may sign now."""
    signed = {one.capacity: one for one in signatures}
    waited = next((one for one in SigningCapacity if one not in signed), None)
    return [
        CapacityShown(one, signed.get(one), is_waiting and one == waited) for one in SigningCapacity
    ]


@dataclass(frozen=True, slots=True)
class Happened:
    """One act upon a version, in words that name posts and sides."""

    said: str
    at: datetime
    reason: str


SAID: Mapping[str, str] = {
    "submit_agreement": "The partnership submitted it",
    "withdraw_submission": "The partnership took it back",
    "require_modification": "The Government Office required a modification",
    "approve_agreement": "The Government Office approved it",
    "withdraw_approval": "The Government Office took its approval back",
    "put_in_force": "It came into force",
    "supersede_agreement": "A later version took its place",
}


def history(events: Iterable[AuditEvent], *, with_reasons: bool) -> list[Happened]:
    """Return what was done to a version, the newest first; reasons are for both sides alone."""
    return [
        Happened(said, one.made_at, one.reason if with_reasons else "")
        for one in events
        if (said := _said(one))
    ]


def _said(event: AuditEvent) -> str:
    if event.verb == "sign_agreement":
        return f"Signed: {SigningCapacity(event.details['capacity']).label}"
    return SAID.get(event.verb, "")
