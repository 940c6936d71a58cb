"""An agreement on its way from the table to its signatures, by real acts."""

from datetime import date, timedelta

from partnerships.models import OrganisationKind
from targets import actions
from targets.models import AgreementVersion, SigningCapacity
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.negotiation import AT, make_talks
from tests.factories.partners import answer, ask, make_partner
from tests.factories.partnerships import make_organisation

C = SigningCapacity
FACTOR_AT = AT - timedelta(minutes=1)


def make_signing(suffix="", *, titles=("Burglary", "Violence"), before_offers=None):
    """Make a table at which all is agreed and every partner has signed up.

    `before_offers` is told of the table before anything is offered: what it makes is evidence.
    """
    return Signing(suffix, titles, before_offers)


class Signing:
    """One area's agreement, those who sign it, and the force that has agreed to its targets."""

    def __init__(self, suffix, titles, before_offers=None):
        self.talks = talks = make_talks(suffix, titles=titles)
        if before_offers:
            before_offers(talks)
        self.area, self.coordinator = talks.area, talks.coordinator
        self.reviewer, self.director = talks.reviewer, talks.director
        self.chair = person(f"chair{suffix}", "lsp_chair", partnership=talks.county.lsp)
        self.council = make_organisation(
            f"x-council{suffix}", kind=OrganisationKind.COUNTY_COUNCIL, areas=[talks.area]
        )
        self.leader = person(f"leader{suffix}", "council_leader", organisation=self.council)
        self.force, self.officer = make_partner(talks.area, f"x-force{suffix}")
        self.commitments = {}
        for title in titles:
            (asked,) = ask(talks, title, self.force)
            self.commitments[title] = answer("agree_to_target", asked, self.officer)
        talks.say(Side.PARTNERSHIP, **dict.fromkeys(titles, "14.40"))
        talks.say(Side.GOVERNMENT, **dict.fromkeys(titles, LineKind.ACCEPT))

    @property
    def version(self) -> AgreementVersion:
        return self.talks.agreement.versions.order_by("number").last()

    def decide(self, **changes):
        """Put the full council's decision on record."""
        values = {"kind": "decision", "minute": "Council, item 7", "decided_on": date(2008, 1, 28)}
        return actions.record_decision(
            agreement_id=self.talks.agreement.pk, by=self.coordinator, at=AT, **values | changes
        )

    def submit(self, *, by=None, version=None, statement="As both sides agreed"):
        return actions.submit_agreement(
            agreement_id=self.talks.agreement.pk,
            version=version or self.talks.agreement.version,
            statement=statement,
            by=by or self.coordinator,
            at=AT,
        )

    def act(self, verb, *, by=None, **more):
        """Approve, send back or take back the version that was submitted."""
        who = self.coordinator if verb == "withdraw_submission" else self.reviewer
        values = {"version_id": self.version.pk, "version": self.version.version}
        return getattr(actions, verb)(by=by or who, at=AT, **values | more)

    def approved(self):
        """Come to where the first signature is waited for."""
        self.decide()
        self.submit()
        self.act("approve_agreement")
        return self

    def sign(self, capacity, *, by=None, **changes):
        shown = self.version
        values = {
            "version_id": shown.pk,
            "version": shown.version,
            "shown_sha256": shown.content_sha256,
            "factor_at": FACTOR_AT,
            "reference": "Letter of 30 June 2008" if capacity == C.SECRETARY_OF_STATE else "",
            "at": AT,
        }
        return actions.sign_agreement(
            capacity=capacity, by=by or self.signer(capacity), **values | changes
        )

    def signer(self, capacity):
        signers = {C.COUNCIL_LEADER: self.leader, C.LSP_CHAIR: self.chair}
        return signers.get(capacity, self.director)

    def sign_all(self):
        for capacity in C:
            self.sign(capacity)
        return self.version
