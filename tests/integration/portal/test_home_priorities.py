"""Home on the way to an agreement: whose turn it is, with the way there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Cycle, Deadline, RoleKind
from tests.factories import collation as made
from tests.factories import targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return made.make_county()


@pytest.fixture
def block(client):
    """The rows of one block of somebody's home, each with where it leads."""

    def read(user, title):
        client.force_login(user)
        blocks = client.get(reverse("home")).context["blocks"]
        (found,) = [one for one in blocks if one.title == title]
        return {row.text: (row.link, row.tag) for row in found.rows}

    return read


def test_whose_turn_it_is_from_the_first_text_to_the_short_list(county, block):
    cdrp, officer, chair = (of["ash"] for of in (county.cdrps, county.officers, county.chairs))
    start = reverse("targets:start-assessment", args=[cdrp.code])
    waits = block(officer, "Waiting for you")
    assert waits["Start a strategic assessment: ash CDRP"] == (start, "To start")

    draft = targets.start(cdrp, officer)
    link = draft.get_absolute_url()
    assert block(officer, "Waiting for you") == {f"Write: {draft}": (link, "To write")}
    targets.write_all(draft, officer)
    targets.add(draft, officer)
    targets.submit(draft, officer)
    assert block(officer, "Waiting for you") == {}
    assert block(officer, "Waiting for others") == {f"Adoption: {draft}": (link, "With the chair")}
    waits = block(chair, "Waiting for you")
    assert waits == {f"Adopt or send back: {draft}": (link, "To adopt")}

    targets.adopt(draft, chair)
    put = made.put(county, "ash", draft.priorities.get())
    table = reverse("targets:collation", args=[county.area.gss_code])
    choose = f"Choose among the priorities of {county.area}"
    assert block(county.officer, "Waiting for you") == {
        f"Take up or decline: {put}": (put.get_absolute_url(), "To answer"),
        choose: (table, "To decide"),
    }
    assert block(county.coordinator, "Waiting for you") == {choose: (table, "To decide")}
    assert list(block(officer, "Waiting for others")) == [f"Put to the county: {put.priority}"]

    county.act("shortlist", "Violence in town centres")
    talks = reverse("targets:negotiation", args=[county.area.gss_code])
    first = f"Make the first offer: {county.area}"
    assert block(county.coordinator, "Waiting for you") == {first: (talks, "Your turn")}


def due(days):
    return Deadline.objects.create(
        cycle=Cycle.objects.get_or_create(name="Agreements of 2008")[0],
        what="Your 2008 priorities",
        due_on=timezone.localdate(datetime.now(UTC)) + timedelta(days=days),
        role_kinds=[RoleKind.CDRP_OFFICER],
    )


def test_a_deadline_leads_to_the_page_on_which_it_is_met(county, block):
    due(3)
    page = reverse("targets:cdrp", args=[county.cdrps["ash"].code])

    found = block(county.officers["ash"], "Due in the next 60 days")

    assert found == {"Your 2008 priorities": (page, "Soon")}


def test_a_deadline_that_passed_says_so_until_the_work_is_done(client, county, block):
    due(-2)
    officer, title = county.officers["ash"], "Due in the next 60 days"
    page = reverse("targets:cdrp", args=[county.cdrps["ash"].code])

    assert block(officer, title) == {"Your 2008 priorities": (page, "Passed")}
    assert "Send it all the same." in client.get(page).text
    county.adopt("ash", "Noise")
    assert block(officer, title) == {}


def test_pages_for_each_role(county, block):
    most = "What you do most"
    assert "Assessments of ash CDRP" in block(county.officers["ash"], most)
    assert f"Priorities of {county.area} side by side" in block(county.coordinator, most)
    of_county = block(county.officer, most)
    assert of_county["Minimum standards of partnerships"][0] == reverse("targets:all-hallmarks")
    assert f"Community safety agreements of {county.group}" in of_county


def test_the_way_in_lists_partnerships_areas_and_what_was_put(client, county):
    (noise,) = county.adopt("ash", "Noise")
    put = made.put(county, "ash", noise)
    page = reverse("targets:your-priorities")

    client.force_login(county.officer)
    seen = client.get(page).text
    assert reverse("targets:collation", args=[county.area.gss_code]) in seen
    assert put.get_absolute_url() in seen
    client.force_login(county.officers["birch"])
    seen = client.get(page).text
    assert reverse("targets:cdrp", args=[county.cdrps["birch"].code]) in seen
    assert put.get_absolute_url() not in seen


def test_as_many_queries_for_many_districts_as_for_few(
    client, django_assert_max_num_queries, county
):
    wide = made.make_county("w", districts=[f"w{i}" for i in range(8)])
    for name in wide.cdrps:
        (priority,) = wide.adopt(name, f"Noise {name}")
        made.put(wide, name, priority)
    (priority,) = county.adopt("ash", "Noise")
    made.put(county, "ash", priority)

    asked = []
    for of in (county, wide):
        client.force_login(of.officer)
        with django_assert_max_num_queries(40) as seen:
            client.get(reverse("home"))
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_the_page_of_an_area_leads_to_the_assessments_of_its_cdrp(client, county):
    cdrp = county.cdrps["ash"]
    page = reverse("indicators:area", args=[cdrp.areas.get().gss_code])
    link = reverse("targets:cdrp", args=[cdrp.code])

    assert link not in client.get(page).text
    client.force_login(county.officer)
    assert link in client.get(page).text
