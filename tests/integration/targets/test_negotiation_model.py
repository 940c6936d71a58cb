"""The whole negotiation against a small model of it, on random walks: no move differs.

The model is written from the rules as people say them, not from the code: who may say what of a
target, whose turn it is, what an offer needs, what withdrawing undoes.

WALKS by environment says how many: a dozen make every move from everywhere.
"""

import os
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from targets import actions, policies, queries
from targets.models import DraftLine, Offer
from targets.sides import Side
from targets.states import LineKind
from tests.factories.negotiation import AT, make_talks

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT
TITLES = ("Burglary", "Violence")
WALKS, STEPS = int(os.environ.get("WALKS", "12")), 30
YES_NO = st.booleans()

MAY_SAY = {
    # where a target stands, and whose terms those are to who speaks: what the partnership may say
    ("shortlisted", None): {K.OFFER},
    ("open", "theirs"): {K.ACCEPT, K.COUNTER, K.HOLD, K.WITHDRAW},
    ("open", "own"): {K.OFFER, K.HOLD, K.WITHDRAW},
    ("agreed", "theirs"): {K.REOPEN, K.WITHDRAW},
    ("agreed", "own"): {K.REOPEN, K.WITHDRAW},
    ("placeholder", "theirs"): {K.REOPEN, K.WITHDRAW},
    ("placeholder", "own"): {K.REOPEN, K.WITHDRAW},
    ("withdrawn", "theirs"): {K.REOPEN},
    ("withdrawn", "own"): {K.REOPEN},
}
REFUSALS = ("PermissionDenied", "NotPossible")
PARTNERSHIP_ALONE = {("shortlisted", K.OFFER), ("withdrawn", K.REOPEN)}
REACHED: Counter[tuple[str, str, str]] = Counter()
"""What was tried: the act, of what, and what became of it."""


@dataclass
class Line:
    """A target in the model."""

    status: str = "shortlisted"
    by: Side | None = None
    waits: bool = False
    """Whether its terms are a placeholder's."""

    def may_say(self, side):
        whose = self.by and ("own" if self.by == side else "theirs")
        said = MAY_SAY[self.status, whose]
        if side == P:
            return said
        return {one for one in said - {K.WITHDRAW} if (self.status, one) not in PARTNERSHIP_ALONE}

    def hear(self, side, kind, waits):
        if kind in (K.OFFER, K.COUNTER, K.REOPEN):
            self.status, self.by, self.waits = "open", side, waits
        elif kind == K.ACCEPT:
            self.status = "placeholder" if self.waits else "agreed"
        elif kind == K.WITHDRAW:
            self.status = "withdrawn"


@dataclass
class Model:
    """A negotiation in the model."""

    lines: dict[str, Line] = field(default_factory=lambda: {title: Line() for title in TITLES})
    drafts: dict[Side, dict[str, tuple[LineKind, bool]]] = field(
        default_factory=lambda: {P: {}, G: {}}
    )
    offers: list[dict] = field(default_factory=list)
    """Those that stand: whose, whether opened, and the lines before."""

    @property
    def turn(self):
        if not self.offers:
            return P
        is_open = any(line.status == "open" for line in self.lines.values())
        return self.offers[-1]["side"].other if is_open else None

    def refusal(self, side):
        """Why `side` cannot make an offer now; empty where it can."""
        drafts = self.drafts[side]
        waiting = {
            title
            for title, line in self.lines.items()
            if line.status == "open" and line.by == side.other
        }
        if self.turn not in (None, side):
            return "PermissionDenied"
        if not drafts or waiting - drafts.keys():
            return "NotPossible"
        is_late = any(
            kind not in self.lines[title].may_say(side) for title, (kind, _) in drafts.items()
        )
        return "NotPossible" if is_late else ""

    def offer(self, side):
        before = deepcopy(self.lines)
        for title, (kind, waits) in self.drafts[side].items():
            self.lines[title].hear(side, kind, waits)
        if self.offers and self.offers[-1]["side"] != side:
            self.offers[-1]["opened"] = True
        self.offers.append(
            {"side": side, "opened": False, "before": before, "said": self.drafts[side]}
        )
        self.drafts[side] = {}

    def withdraw(self):
        last = self.offers.pop()
        self.lines = last["before"]
        self.drafts[last["side"]] = {**last["said"], **self.drafts[last["side"]]}


class Walk(RuleBasedStateMachine):
    """One negotiation, in the database and in the model."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.talks, self.model = make_talks(titles=TITLES), Model()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, act):
        """Return the name of a refusal, or nothing."""
        try:
            with transaction.atomic():
                act()
        except (PermissionDenied, actions.NotPossible) as refusal:
            return type(refusal).__name__
        return ""

    @initialize(has_begun=YES_NO, waits=st.tuples(YES_NO, YES_NO))
    def begin(self, has_begun, waits):
        """Begin before the first offer, or after it."""
        if has_begun:
            for title, one in zip(TITLES, waits, strict=True):
                self.prepare(P, title, K.OFFER, one)
            self.speak(P)

    @rule(
        side=st.sampled_from((P, G)),
        title=st.sampled_from(TITLES),
        kind=st.sampled_from(list(K)),
        waits=YES_NO,
    )
    def prepare(self, side, title, kind, waits):
        line = self.model.lines[title]
        terms = self.talks.placeholder(title) if waits else self.talks.terms(title)
        said = self.attempt(lambda: self.talks.draft(side, title, kind, terms))

        assert said == ("" if kind in line.may_say(side) else "PermissionDenied")
        if not said:
            self.model.drafts[side][title] = (kind, waits and kind.has_terms)

    @rule(data=st.data())
    def converse(self, data):
        """Let the side whose turn it is answer all that waits, and speak."""
        side = self.model.turn or data.draw(st.sampled_from((P, G)))
        for title, line in self.model.lines.items():
            if open_to := sorted(line.may_say(side)):
                self.prepare(side, title, data.draw(st.sampled_from(open_to)), data.draw(YES_NO))
        self.speak(side)

    @rule()
    def concede(self):
        """Let the side whose turn it is accept all the rest that waits, and speak."""
        if (side := self.model.turn) is None:
            return
        actions.accept_all(agreement=self.talks.agreement, by=self.talks.speaker(side), at=AT)
        for title, line in self.model.lines.items():
            if line.status == "open" and line.by == side.other:
                self.model.drafts[side].setdefault(title, (K.ACCEPT, False))
        self.speak(side)

    @rule(side=st.sampled_from((P, G)))
    def speak(self, side):
        expected = self.model.refusal(side)

        said = self.attempt(lambda: self.talks.make_offer(side))

        REACHED["make_offer", side.value, said or "done"] += 1
        assert said == expected
        if not said:
            self.model.offer(side)

    @rule(side=st.sampled_from((P, G)))
    def open(self, side):
        if not self.model.offers:
            return
        offer = Offer.objects.standing().latest("number")
        person = self.talks.director if side == G else self.talks.coordinator
        expected = "PermissionDenied" if offer.side == side else ""

        said = self.attempt(lambda: actions.open_offer(offer_id=offer.pk, by=person, at=AT))

        REACHED["open_offer", side.value, said or "done"] += 1
        assert said == expected
        if not said:
            self.model.offers[-1]["opened"] = True

    @rule(side=st.sampled_from((P, G)), back=st.integers(0, 1))
    def withdraw(self, side, back):
        """Take back the last offer, or the one before it."""
        if len(self.model.offers) <= back:
            return
        offer = Offer.objects.standing().order_by("-number")[back]
        last = self.model.offers[-1]
        is_free = not back and last["side"] == side and not last["opened"]

        said = self.attempt(
            lambda: actions.withdraw_offer(
                offer_id=offer.pk, reason="A slip", by=self.talks.speaker(side), at=AT
            )
        )

        REACHED["withdraw_offer", "last" if not back else "before", said or "done"] += 1
        assert said == ("" if is_free else "PermissionDenied")
        if not said:
            self.model.withdraw()

    @invariant()
    def both_are_alike(self):
        agreement = self.talks.agreement
        targets = {one.title: one for one in agreement.targets.all()}
        where = queries.positions(targets.values())
        for title, line in self.model.lines.items():
            target = targets[title]
            found = where[target.pk]
            assert (target.status, found.status, found.by) == (line.status, line.status, line.by)
            self.refusals_are_alike(target, line, found)
        assert agreement.turn == (self.model.turn or "")
        for side, drafts in self.model.drafts.items():
            is_out_of_turn = self.model.turn not in (None, side)
            verdict = policies.may_make_offer(self.talks.speaker(side), agreement)
            assert bool(verdict) != is_out_of_turn
            REACHED["may_make_offer", side.value, is_out_of_turn] += 1
            kept = DraftLine.objects.of(agreement, side).values_list("target__title", "kind")
            assert dict(kept) == {title: kind for title, (kind, _) in drafts.items()}

    def refusals_are_alike(self, target, line, found):
        """Ask of every move of a target whether it is open, as pages and actions do."""
        for side in (P, G):
            whose = line.by and ("own" if line.by == side else "theirs")
            for kind in K:
                verdict = policies.may_draft_line(self.talks.speaker(side), target, kind, found)
                assert bool(verdict) == (kind in line.may_say(side))
                REACHED[kind.value, f"{line.status}, {whose}, {side}", not verdict] += 1


def test_no_move_of_random_walks_differs_from_the_model(record_property):
    REACHED.clear()

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    moves = {
        (kind.value, f"{status}, {whose}, {side}", kind not in Line(status, by).may_say(side))
        for status, whose in MAY_SAY
        for side in (P, G)
        for by in [{"own": side, "theirs": side.other, None: None}[whose]]
        for kind in K
    }
    turns = {(side.value, is_out) for side in (P, G) for is_out in (False, True)}
    offers = {(side.value, said) for side in (P, G) for said in ("done", "NotPossible")}
    withdrawals = {("last", "done"), ("last", REFUSALS[0]), ("before", REFUSALS[0])}
    tried = {name: {key[1:] for key in REACHED if key[0] == name} for name, *_ in REACHED}
    record_property("negotiation", f"{REACHED.total()} moves tried, of {len(REACHED)} kinds")
    assert moves - REACHED.keys() == set()
    assert tried["may_make_offer"] == turns
    assert tried["make_offer"] >= offers
    assert tried["withdraw_offer"] == withdrawals
