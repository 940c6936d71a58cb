"""Many who sign at once, and one who signs while others act. Each commits, as in life.

ROUNDS=50 by environment has the crowd of 200 meet fifty times; five are enough to see a fault.
"""

import os
import threading
import uuid
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from indicators.models import Definition
from laa_portal.foundation.versioning import Stale
from partnerships import actions as partnership_actions
from targets import actions, queries
from targets.actions import signing as signing_module
from targets.models import AgreementVersion, Signature, SigningCapacity
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.indicators import make_definition
from tests.factories.negotiation import AT
from tests.factories.partners import answer, ask, make_partner
from tests.factories.signing import make_signing
from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("own_database")
C, K, P = SigningCapacity, LineKind, Side.PARTNERSHIP

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CROWD, FEW = 200, 12
REFUSED = (Stale, PermissionDenied, actions.NotPossible)
A_WHILE = 0.25
"""Seconds for which a signature waits within its transaction for whoever acts meanwhile."""


def new_signing(**more):
    """An agreement of a test's own, approved."""
    return make_signing(uuid.uuid4().hex[:5].upper(), **more).approved()


class Crowd:
    """People who do the same at once, round after round, each on one connection of their own."""

    def __init__(self, size, rounds):
        self.barrier = threading.Barrier(size)
        self.rounds = rounds
        self.outcomes = [Counter() for _ in rounds]
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run) for _ in range(size)]

    def run(self):
        try:
            for number, act in enumerate(self.rounds):
                self.barrier.wait(PATIENCE)
                outcome = self.outcome_of(act)
                with self.lock:
                    self.outcomes[number][outcome] += 1
        finally:
            connection.close()

    def outcome_of(self, act):
        try:
            act()
        except REFUSED as refusal:
            return "refused" if str(refusal) else "refused without a sentence"
        except Exception as fault:
            return type(fault).__name__
        return "signed"

    def meet(self):
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join(PATIENCE)
        return self.outcomes


def as_leader(signing):
    """Return the act of signing first, as many will carry it out from one page."""
    shown, leader = signing.version, signing.leader

    def act():
        actions.sign_agreement(
            version_id=shown.pk,
            version=shown.version,
            capacity=C.COUNCIL_LEADER,
            shown_sha256=shown.content_sha256,
            factor_at=AT - timedelta(minutes=1),
            by=type(leader).objects.get(pk=leader.pk),
            at=AT,
        )

    return act


def test_of_two_hundred_at_once_exactly_one_signs():
    signings = [new_signing(titles=("Burglary",)) for _ in range(ROUNDS)]

    outcomes = Crowd(CROWD, [as_leader(one) for one in signings]).meet()

    assert outcomes == [{"signed": 1, "refused": CROWD - 1}] * ROUNDS
    for one in signings:
        assert one.version.signatures.count() == 1


@contextmanager
def unguarded():
    """Take the lock, the version and the unique index away: read, check, save."""

    def read(version_id, version):
        related = AgreementVersion.objects.select_related("agreement__partnership", "area")
        return related.get(pk=version_id)

    def hold_nothing(*args):
        return None

    unique = "a_capacity_signs_a_version_once"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE targets_signature DROP CONSTRAINT {unique}")
    with (
        patch.object(signing_module, "claim_version", read),
        patch.object(signing_module, "_hold_consents", hold_nothing),
        patch.object(signing_module, "_as_of_now", lambda person: person),
        patch.object(signing_module, "_held", lambda decision: decision),
    ):
        yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE targets_signature DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE targets_signature CASCADE")
        cursor.execute("ALTER TABLE targets_signature ENABLE TRIGGER USER")
        cursor.execute(
            f"ALTER TABLE targets_signature ADD CONSTRAINT {unique} UNIQUE (version_id, capacity)"
        )


def test_the_same_without_its_guards_breaks():
    """So that the test above is known to see what it looks for."""
    signings = [new_signing(titles=("Burglary",)) for _ in range(5)]

    with unguarded():
        Crowd(FEW, [as_leader(one) for one in signings]).meet()
        twice = [one for one in signings if one.version.signatures.count() > 1]

    assert len(twice) >= 4


# --- One who signs while somebody else acts -------------------------------------------------------


class Meeting:
    """The leader signs, and at a named point somebody else acts, on another connection.

    Within the leader's transaction, once all has been judged, it waits a while for the other: who
    is held up by its locks comes after it.
    """

    def __init__(self, signing, other):
        self.sign, self.other = as_leader(signing), other
        self.is_judged, self.is_over = threading.Event(), threading.Event()
        self.outcomes = {}

    def wait(self, claimed):
        silent = queries.without_consent(claimed)
        self.is_judged.set()
        self.is_over.wait(A_WHILE)
        assert not silent

    def finish(self):
        with patch.object(signing_module, "_refuse_silence", self.wait):
            threads = [
                threading.Thread(target=self.run, args=("signing", self.sign)),
                threading.Thread(target=self.run, args=("other", self.after_judgement)),
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        return self.outcomes

    def after_judgement(self):
        self.is_judged.wait(PATIENCE)
        try:
            self.other()
        finally:
            self.is_over.set()

    def run(self, name, act):
        try:
            act()
            self.outcomes[name] = ""
        except REFUSED as refusal:
            self.outcomes[name] = str(refusal)
        finally:
            connection.close()


def an_edit(signing):
    return lambda: signing.talks.make_offer(P)


def a_withdrawal_of_a_target(signing):
    return lambda: signing.talks.draft(P, "Burglary", K.WITHDRAW)


def a_withdrawal_of_the_submission(signing):
    return lambda: signing.act("withdraw_submission", reason="A slip")


def a_required_modification(signing):
    return lambda: signing.act("require_modification", reason="Another look")


def a_second_approval(signing):
    return lambda: signing.act("approve_agreement")


def another_submission(signing):
    return signing.submit


def a_second_signature(signing):
    deputy = person(f"deputy{signing.area.pk}", "council_leader", organisation=signing.council)
    shown = signing.version.version
    return lambda: signing.sign(C.COUNCIL_LEADER, by=deputy, version=shown)


def a_signature_out_of_turn(signing):
    shown = signing.version.version
    return lambda: signing.sign(C.LSP_CHAIR, version=shown)


def an_ended_role(signing):
    administrator = person(f"administrator{signing.area.pk}", "administrator")
    role = signing.leader.roles.get()
    return lambda: partnership_actions.end_role(
        role_id=role.pk, version=role.version, reason="Left", by=administrator, at=AT
    )


def an_ended_decision(signing):
    held = signing.talks.agreement.decisions.get()
    return lambda: actions.end_decision(
        decision_id=held.pk, reason="Rescinded", by=signing.coordinator, at=AT
    )


def an_objection(signing):
    held = signing.commitments["Burglary"]
    return lambda: answer("object_to_target", held, signing.officer)


def a_revised_definition(signing):
    measure = signing.talks.measures["Burglary"]
    found = Definition.objects.filter(measure=measure)
    return lambda: found.update(numerator="Something else")


def another_partner(signing):
    body, _ = make_partner(signing.area, f"x-late{signing.area.pk}")
    return lambda: ask(signing.talks, "Burglary", body)


REFUSED_MEANWHILE = {
    # acts that a version which is approved leaves nobody: what the one who tries is told
    an_edit: "in the agreement that was submitted",
    a_withdrawal_of_a_target: "in the agreement that was submitted",
    a_withdrawal_of_the_submission: "has changed since you opened it",
    a_required_modification: "has changed since you opened it",
    a_second_approval: "has changed since you opened it",
    another_submission: "is approved already",
    a_second_signature: "has changed since you opened it",
    a_signature_out_of_turn: "has changed since you opened it",
}
AFTERWARDS = {
    # acts that are held up until the signature is there, and bear on the next one
    an_ended_role: None,
    an_ended_decision: None,
    an_objection: "partners of “Burglary”",
    a_revised_definition: "definition by which “Burglary”",
    another_partner: "partners of “Burglary”",
}


def prepared():
    """An approved agreement, and a draft from before that would unsettle it."""
    signing = make_signing(uuid.uuid4().hex[:5].upper())
    measure = signing.talks.measures["Burglary"]
    if not measure.definitions.exists():
        make_definition(measure)
    signing.talks.draft(P, "Violence", K.REOPEN, signing.talks.terms("Violence", "15.00"))
    return signing.approved()


@pytest.mark.parametrize("act", REFUSED_MEANWHILE, ids=lambda act: act.__name__)
def test_what_is_signed_is_not_changed_meanwhile_and_the_other_is_told(act):
    signing = prepared()

    outcomes = Meeting(signing, act(signing)).finish()

    assert outcomes["signing"] == ""
    assert REFUSED_MEANWHILE[act] in outcomes["other"]
    (signature,) = Signature.objects.filter(version=signing.version)
    assert signature.content_sha256 == signing.version.content_sha256
    assert queries.changes_since(signing.version) == []


@pytest.mark.parametrize("act", AFTERWARDS, ids=lambda act: act.__name__)
def test_what_changes_meanwhile_changes_after_the_signature_and_stops_the_next(act):
    signing = prepared()

    outcomes = Meeting(signing, act(signing)).finish()

    assert outcomes == {"signing": "", "other": ""}
    version = signing.version
    assert version.signatures.get().content_sha256 == version.content_sha256
    assert queries.rebuilt_text(version) == version.content
    if sentence := AFTERWARDS[act]:
        with pytest.raises(actions.NotPossible, match=sentence):
            signing.sign(C.LSP_CHAIR)


@pytest.mark.parametrize(
    "act", [an_ended_role, an_ended_decision, an_objection, a_revised_definition],
    ids=lambda act: act.__name__,
)  # fmt: skip
def test_what_changed_before_is_not_signed(act):
    signing = prepared()
    act(signing)()

    with pytest.raises(REFUSED):
        as_leader(signing)()
    assert not signing.version.signatures.exists()
