"""Who is told of what is done after signing: on the home page, by notice and by key."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from laa_portal.foundation.models import AuditEvent
from laa_portal.home.blocks import Looking
from laa_portal.home.waiting import waiting
from partnerships.notices import registry, write
from targets.models import TargetType
from tests.factories.negotiation import AT
from tests.factories.negotiators import Negotiator
from tests.factories.revising import LATER, make_signed
from tests.integration.api.conftest import queries as asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return make_signed()


def to_do(person, at=LATER):
    return {row.text for row in waiting(Looking(person, at)).rows}


def told(signed, verb, day=LATER):
    """Return who is told of the last act of a kind, where that leads, and in which words."""
    event = AuditEvent.objects.filter(verb=verb).latest("pk")
    telling = registry()[event.target_type, verb]
    people = set(telling.audience(event, day.date()))
    return people, telling.path(event), write(event)


def test_a_director_is_reminded_of_the_month(signed):
    designate = f"Designate targets: {signed.area}"

    assert designate in to_do(signed.director, AT)
    assert designate not in to_do(signed.director, AT + timedelta(days=32))
    assert designate not in to_do(signed.reviewer, AT)
    signed.designate("Burglary", "Violence")
    assert designate not in to_do(signed.director, AT)


def test_a_revision_waits_for_the_one_whose_turn_it_is(signed):
    signed.begin()
    signed.revise("Burglary")
    assert f"Propose or discard revision 1: {signed.area}" in to_do(signed.coordinator)
    signed.act("propose_revision")
    assert f"Propose or discard revision 1: {signed.area}" not in to_do(signed.coordinator)
    assert "Consent or refuse: Burglary" in to_do(signed.officer)
    decide = f"Decide on revision 1: {signed.area}"
    assert decide not in to_do(signed.reviewer)
    signed.answer()
    assert "Consent or refuse: Burglary" not in to_do(signed.officer)
    assert decide in to_do(signed.reviewer)
    assert decide not in to_do(signed.leader), "it is no matter of the council's alone"


def test_people_are_told_of_what_concerns_them(signed):
    signed.designate("Burglary")
    people, path, letter = told(signed, "designate_targets", AT)
    assert {signed.coordinator, signed.leader, signed.reviewer} <= people
    assert path.endswith("/versions/1/after/")
    assert "Targets are designated" in letter.subject

    signed.proposed()
    people, path, _ = told(signed, "propose_revision")
    assert {signed.officer, signed.reviewer, signed.director, signed.leader} <= people
    assert path == signed.revision.get_absolute_url()
    signed.answer()
    people, path, _ = told(signed, "consent_to_revision")
    assert people == {signed.coordinator}
    assert "#consent-" in path


def test_whoever_signs_an_accepted_revision_first_is_told(signed):
    signed.talks.shortlist(990, "Wardens")
    local = {"ground": "local", "type": TargetType.LOCAL}
    signed.accepted("Wardens", "add", by=signed.leader, **local)

    assert f"Sign the agreement of {signed.area}" in to_do(signed.leader), "who has adopted it"
    people, _, letter = told(signed, "accept_revision")
    assert signed.leader in people, "and any other in that post, who is no actor"
    assert "The leader of the council signs it first" in letter.body


def test_programs_read_what_is_published_and_those_at_the_table_its_revisions(signed):
    signed.designate("Burglary")
    signed.proposed()
    anybody = APIClient(headers={"accept": "application/json"})

    (memorandum,) = anybody.get("/api/v1/memoranda/").json()["data"]
    assert (memorandum["number"], memorandum["occasion"]) == (1, "designation")
    assert memorandum["content"]["targets"][0]["designated"]["notice"] == "Notice 12/2008"
    on = {"as_at": AT.date().isoformat()}
    before = {"as_at": (AT - timedelta(days=1)).date().isoformat()}
    assert len(anybody.get("/api/v1/designations/", on).json()["data"]) == 1
    assert anybody.get("/api/v1/designations/", before).json()["data"] == []
    assert anybody.get("/api/v1/revisions/").status_code == 401
    (revision,) = Negotiator(signed.reviewer).list("revisions/", status="proposed")
    (line,) = revision["lines"]
    assert (line["act"], line["terms"]["values"]["2010/11"]) == ("change", "15")
    assert line["consents"][0]["answer"] == "asked"


LISTS = ("memoranda", "designations", "revisions")


def queries_of(reader, name):
    """Count what a list asks the database."""
    answers = []
    made = asked(lambda: answers.append(reader.get(f"/api/v1/{name}/")))
    assert answers[0].json()["meta"]["returned"]
    return len(made)


def test_lists_ask_as_much_of_the_database_for_many_areas(analyst):
    reader = APIClient(headers={"accept": "application/json"})
    reader.force_authenticate(analyst)
    reader.get("/api/v1/agreements/")  # the roles of whoever reads are read once
    counts = []
    for names in (("a",), ("b", "c")):
        for name in names:
            signed = make_signed(name)
            signed.designate("Burglary")
            signed.accepted(last="15.00")
        counts.append([queries_of(reader, name) for name in LISTS])

    assert counts[0] == counts[1]
