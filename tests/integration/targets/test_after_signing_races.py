"""Two who act at once upon what was signed. Each commits, as in life."""

import uuid

import pytest

from laa_portal.foundation.versioning import Stale
from targets import actions
from targets.models import Memorandum, RevisionConsent
from tests.factories.negotiation import AT
from tests.factories.revising import LATER, make_signed
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def signed():
    """A signed agreement of this test's own."""
    return make_signed(uuid.uuid4().hex[:5].upper())


def test_of_two_directors_who_designate_at_once_one_publishes(signed):
    shown = signed.version

    def designate(title):
        actions.designate_targets(
            version_id=shown.pk,
            version=shown.version,
            targets=[signed.target(title).pk],
            notice="Notice 12/2008",
            by=signed.director,
            at=AT,
        )

    outcomes = Race(lambda: designate("Burglary"), lambda: designate("Violence")).finish()

    assert outcomes == ["Stale", "done"]
    assert Memorandum.objects.filter(agreement=signed.agreement).count() == 1


def test_no_revision_is_accepted_whose_consent_is_taken_back_at_once(signed):
    signed.proposed()
    signed.answer()
    proposal = signed.revision
    consent = RevisionConsent.objects.get(line__proposal=proposal)

    def accept():
        try:
            actions.accept_revision(
                proposal_id=proposal.pk,
                version=proposal.version,
                reason="",
                by=signed.reviewer,
                at=LATER,
            )
        except actions.NotPossible as silent:
            raise Stale from silent

    def take_back():
        actions.refuse_consent(
            consent_id=consent.pk,
            version=consent.version,
            reason="No officers",
            by=signed.officer,
            at=LATER,
        )

    assert Race(accept, take_back).finish() in (
        ["Stale", "done"],  # it was taken back first
        ["PermissionDenied", "done"],  # it was accepted first
    )
    consent.refresh_from_db()
    is_accepted = signed.revision.led_to is not None
    assert is_accepted == (consent.answer == RevisionConsent.Answer.CONSENTED)
