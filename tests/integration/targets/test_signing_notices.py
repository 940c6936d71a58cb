"""Who is told on the way to the signatures, and what waits for whom on their home page."""

from collections import defaultdict

import pytest

from laa_portal.home import Looking
from laa_portal.home.signing import sent_back, signatures, submissions
from partnerships.models import Role
from targets import actions
from targets.models import SigningCapacity
from tests.conftest import person
from tests.factories.negotiation import AT
from tests.factories.signing import make_signing
from tests.integration.api.conftest import queries
from tests.integration.targets.test_offer_notices import tell

pytestmark = pytest.mark.django_db
C = SigningCapacity
OF_VERSIONS = ("targets.agreementversion", "targets.councildecision")


@pytest.fixture
def signing():
    return make_signing()


def told():
    """Return who was told of which act, and of a signature in which capacity."""
    found = tell().filter(event__target_type__in=OF_VERSIONS)
    rows = found.values_list("event__verb", "event__details__capacity", "user__username")
    of_acts = defaultdict(set)
    for verb, capacity, username in rows:
        of_acts[capacity or verb].add(username)
    return of_acts


def waiting(source, who):
    return [row.text for row in source(Looking(person=type(who).objects.get(pk=who.pk), at=AT))]


def test_a_submission_is_told_to_the_office_and_its_return_to_the_partnership(signing):
    signing.submit()
    signing.act("require_modification", reason="Another look")

    by_act = told()
    assert by_act["submit_agreement"] == {"director", "reviewer"}
    assert by_act["require_modification"] == {"lsp", "chair", "leader", "county"}


def test_each_signer_is_told_in_turn_and_all_once_it_is_in_force(signing):
    signing.approved()
    other = person("second", "go_director", area=signing.area)
    for capacity in (C.COUNCIL_LEADER, C.LSP_CHAIR, C.GO_DIRECTOR):
        signing.sign(capacity)
    signing.sign(C.SECRETARY_OF_STATE, by=other)

    by_act = told()
    assert by_act["approve_agreement"] == {"leader", "lsp"}
    assert by_act["council_leader"] == {"chair"}
    assert by_act["lsp_chair"] == {"director", "second"}
    assert by_act["go_director"] == {"second"}
    assert by_act["secretary_of_state"] == set()
    everybody = {"of-x-force", "lsp", "reviewer", "director", "leader", "chair", "county"}
    assert by_act["put_in_force"] == everybody


def test_an_ended_decision_is_told_to_the_leader(signing):
    held = signing.decide()
    actions.end_decision(decision_id=held.pk, reason="Rescinded", by=signing.coordinator, at=AT)

    assert told()["end_decision"] == {"leader"}


def test_home_says_what_waits_for_whom(signing):
    area = signing.area
    signing.submit()
    assert waiting(submissions, signing.reviewer) == [f"Decide on the submission of {area}"]
    assert waiting(submissions, signing.coordinator) == []

    signing.act("withdraw_submission", reason="A slip")
    assert waiting(sent_back, signing.coordinator) == [f"Submit the agreement of {area} again"]
    assert waiting(submissions, signing.reviewer) == []

    signing.approved()
    assert waiting(signatures, signing.leader) == [f"Sign the agreement of {area}"]
    assert waiting(signatures, signing.chair) == []
    signing.sign(C.COUNCIL_LEADER)
    assert waiting(signatures, signing.leader) == []
    assert waiting(signatures, signing.chair) == [f"Sign the agreement of {area}"]
    signing.sign(C.LSP_CHAIR)
    signing.sign(C.GO_DIRECTOR)
    (row,) = waiting(signatures, signing.director)
    assert row == f"Put ministers’ approval on record: the agreement of {area}"


def test_home_asks_nobody_to_sign_after_their_own_offer_and_asks_as_much_for_many():
    own = make_signing("own")
    others = [make_signing(name) for name in ("a", "b")]
    found, counts = [], []
    for added in ([own], others):
        for signing in added:
            Role.objects.create(user=own.reviewer, kind="go_director", area=signing.area)
            approver = person(f"approver-{signing.area.pk}", "go_reviewer", area=signing.area)
            signing.decide()
            signing.submit()
            signing.act("approve_agreement", by=approver)
            signing.sign(C.COUNCIL_LEADER)
            signing.sign(C.LSP_CHAIR)
        counts.append(len(queries(lambda: found.append(waiting(signatures, own.reviewer)))))

    assert found == [[], [f"Sign the agreement of {one.area}" for one in others]]
    assert counts[0] == counts[1]
    assert waiting(signatures, own.director) == [f"Sign the agreement of {own.area}"]
