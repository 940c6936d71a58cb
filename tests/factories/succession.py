"""Areas that come after another, which take over what was signed for it by real acts."""

from partnerships.models import OrganisationKind
from targets import actions
from targets.models import Agreement, SigningCapacity
from tests.conftest import person
from tests.factories.collation import make_county
from tests.factories.partners import make_partner
from tests.factories.partnerships import make_organisation
from tests.factories.revising import LATER


def make_successor(signed, suffix):
    """Make an area that succeeds the signed one, with the coordinator of its partnership."""
    county = make_county(suffix, districts=())
    signed.area.successors.add(county.area)
    return county


def take_over(signed, county, *titles, version=0, by=None):
    lines = signed.version.lines.filter(title__in=titles)
    return actions.take_over(
        version_id=signed.version.pk,
        area=county.area,
        version=version,
        lines=[one.pk for one in lines],
        by=by or county.coordinator,
        at=LATER,
    )


def agree_and_sign(county, title, suffix):
    """Offer what is prepared, have it accepted, and sign it by all who sign."""
    area, agreement = county.area, Agreement.objects.get(area=county.area)
    reviewer = person(f"r{suffix}", "go_reviewer", area=area)
    director = person(f"d{suffix}", "go_director", area=area)
    chair = person(f"c{suffix}", "lsp_chair", partnership=county.lsp)
    council = make_organisation(f"x-c{suffix}", kind=OrganisationKind.COUNTY_COUNCIL, areas=[area])
    leader = person(f"l{suffix}", "council_leader", organisation=council)
    force, officer = make_partner(area, f"x-f{suffix}")
    (asked,) = actions.ask_partners(
        target_id=agreement.targets.get(title=title).pk,
        organisations=[force],
        question="As before",
        by=county.coordinator,
        at=LATER,
    )
    actions.agree_to_target(commitment_id=asked.pk, version=1, reason="", by=officer, at=LATER)
    offer = {"agreement_id": agreement.pk, "rationale": "As signed", "at": LATER}
    actions.make_offer(version=agreement.version, by=county.coordinator, **offer)
    agreement.refresh_from_db()
    actions.accept_all(agreement=agreement, by=reviewer, at=LATER)
    actions.make_offer(version=agreement.version, by=reviewer, **offer)
    agreement.refresh_from_db()
    actions.record_decision(
        agreement_id=agreement.pk,
        kind="decision",
        minute="Item 3",
        decided_on=LATER.date(),
        by=county.coordinator,
        at=LATER,
    )
    made = actions.submit_agreement(
        agreement_id=agreement.pk,
        version=agreement.version,
        statement="Taken over",
        by=county.coordinator,
        at=LATER,
    )
    actions.approve_agreement(version_id=made.pk, version=made.version, by=reviewer, at=LATER)
    for capacity, by in zip(SigningCapacity, (leader, chair, director, director), strict=True):
        made.refresh_from_db()
        actions.sign_agreement(
            version_id=made.pk,
            version=made.version,
            capacity=capacity,
            shown_sha256=made.content_sha256,
            factor_at=LATER,
            by=by,
            at=LATER,
            reference="Letter" if capacity == SigningCapacity.SECRETARY_OF_STATE else "",
        )
    made.refresh_from_db()
    return made
