"""Home between partnerships, the organisations they ask, and the Home Office."""

import pytest
from django.urls import reverse

from targets import actions
from tests.factories.negotiation import AT, make_talks
from tests.factories.partners import answer, ask, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(client):
    """What waits for somebody, each with where it leads."""

    def read(user):
        client.force_login(user)
        blocks = client.get(reverse("home")).context["blocks"]
        (found,) = [one for one in blocks if one.title == "Waiting for you"]
        rows = (row for row in found.rows if not row.text.startswith("Make the first offer"))
        return {row.text: row.link for row in rows}

    return read


def test_a_partner_finds_what_it_is_asked_and_a_coordinator_the_objection(waits):
    talks = make_talks()
    force, officer = make_partner(talks.area)
    (asked,) = ask(talks, "Burglary", force)
    page = asked.get_absolute_url()
    assert waits(officer) == {"Agree or object: Burglary": page}

    answer("object_to_target", asked, officer)

    assert waits(officer) == {}
    assert waits(talks.coordinator) == {f"Answer an objection: {asked}": page}
    assert waits(talks.reviewer) == {}


def test_the_home_office_finds_the_issues_it_has_to_answer(waits, analyst):
    talks = make_talks()
    issue = actions.raise_issue(
        indicator=talks.target("Burglary").indicator,
        title="No baseline",
        text="None anywhere",
        is_another=False,
        by=talks.coordinator,
        at=AT,
    )

    assert waits(analyst) == {f"Answer for all areas: {issue}": issue.get_absolute_url()}
    assert waits(talks.coordinator) == {}
