"""A signed agreement, and what becomes of it by real acts."""

from datetime import timedelta

from targets import actions
from targets.models import RevisionConsent, RevisionProposal, SigningCapacity
from tests.factories.negotiation import AT
from tests.factories.signing import make_signing

LATER = AT + timedelta(days=400)
"""Long after the first month."""


def make_signed(suffix="", *, titles=("Burglary", "Violence")):
    """Make an agreement that is signed and in force."""
    return Signed(suffix, titles)


class Signed:
    """One area's signed agreement, and those at its table."""

    def __init__(self, suffix, titles):
        self.signing = signing = make_signing(suffix, titles=titles)
        self.talks, self.area = signing.talks, signing.area
        self.coordinator, self.reviewer = signing.coordinator, signing.reviewer
        self.leader, self.director = signing.leader, signing.director
        self.force, self.officer = signing.force, signing.officer
        self.first = signing.approved().sign_all()

    @property
    def agreement(self):
        return self.talks.agreement

    @property
    def version(self):
        return self.signing.version

    @property
    def revision(self) -> RevisionProposal:
        return self.agreement.revisions.order_by("number").last()

    def target(self, title):
        return self.talks.target(title)

    def designate(self, *titles, at=AT, by=None, notice="Notice 12/2008"):
        return actions.designate_targets(
            version_id=self.version.pk,
            version=self.version.version,
            targets=[self.target(one).pk for one in titles],
            notice=notice,
            by=by or self.director,
            at=at,
        )

    def begin(self, *, at=LATER, by=None):
        return actions.begin_revision(
            version_id=self.version.pk,
            version=self.version.version,
            reason="The first survey was run",
            by=by or self.coordinator,
            at=at,
        )

    def revise(self, title, act="change", *, last="15.00", ground="baseline", bodies=None, **more):
        values = {"terms": None if act == "remove" else self.talks.terms(title, last, **more)}
        return actions.revise_target(
            proposal_id=self.revision.pk,
            version=self.revision.version,
            target_id=self.target(title).pk,
            act=act,
            ground=ground,
            reason="The baseline was provisional",
            organisations=[self.force] if bodies is None else bodies,
            by=self.coordinator,
            at=LATER,
            **values,
        )

    def act(self, verb, *, by=None, at=LATER, **more):
        """Propose, withdraw, accept, refuse or discard the revision."""
        decides = verb in ("accept_revision", "refuse_revision")
        return getattr(actions, verb)(
            proposal_id=self.revision.pk,
            version=self.revision.version,
            by=by or (self.reviewer if decides else self.coordinator),
            at=at,
            **more,
        )

    def answer(self, verb="consent_to_revision", *, by=None, reason="As we said"):
        """Answer all that the force is asked."""
        asked = RevisionConsent.objects.filter(
            line__proposal=self.revision, organisation=self.force
        )
        return [
            getattr(actions, verb)(
                consent_id=one.pk,
                version=one.version,
                reason=reason,
                by=by or self.officer,
                at=LATER,
            )
            for one in asked
        ]

    def proposed(self, title="Burglary", act="change", **more):
        """Come to where consent is waited for."""
        self.begin()
        self.revise(title, act, **more)
        self.act("propose_revision")
        return self

    def accepted(self, title="Burglary", act="change", *, by=None, **more):
        """Come to where the next version waits for its signatures."""
        self.proposed(title, act, **more)
        self.answer()
        self.act("accept_revision", by=by, reason="")
        return self

    def sign_again(self):
        """Sign the version that a revision led to."""
        for capacity in SigningCapacity:
            self.signing.sign(capacity, at=LATER, factor_at=LATER - timedelta(minutes=1))
        return self.version
