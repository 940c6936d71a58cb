"""Organisations at the table of an area, with the people who answer for them."""

from partnerships.models import OrganisationKind
from targets import actions
from targets.models import Commitment
from tests.conftest import person
from tests.factories.negotiation import AT
from tests.factories.partnerships import make_organisation


def make_partner(area, code="x-force", kind=OrganisationKind.POLICE_FORCE, **changes):
    """Make an organisation of an area; returns it and whoever answers for it."""
    organisation = make_organisation(code, kind=kind, areas=[area], **changes)
    return organisation, person(f"of-{code}", "partner", organisation=organisation)


def ask(talks, title, *organisations, question="Please sign up", by=None) -> list[Commitment]:
    """Ask organisations to sign up to a target."""
    return actions.ask_partners(
        target_id=talks.target(title).pk,
        organisations=organisations,
        question=question,
        by=by or talks.coordinator,
        at=AT,
    )


def answer(verb, commitment, by, reason="We do that already"):
    """Answer for an organisation, at the version that the commitment has."""
    return getattr(actions, verb)(
        commitment_id=commitment.pk, version=commitment.version, reason=reason, by=by, at=AT
    )
