"""What follows targets asks as much of the database for 350 areas as for 10: pages, files, API."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories.followed_many import fill
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db

LISTS = ("concerns", "interventions", "judgements", "progress", "reviews")
MOST = 30


def test_as_many_queries_for_350_areas_as_for_10(client):
    asked = []
    for number, areas in ((1, 10), (2, 350)):
        region, reviewer = fill(number, areas=areas)
        asked.append(of_pages(client, region, reviewer, areas) | of_lists(reviewer, areas))

    few, many = asked
    assert few == many
    assert max(many.values()) <= MOST


def of_pages(client, region, reviewer, areas):
    """Return how many queries each page that tells of all areas takes, by what it is."""
    worklist = reverse("reviews:worklist")
    at_a_glance = f"{reverse('reviews:region', args=[region.gss_code])}?year=2008/09"
    last = f"Place {region.gss_code[-1]} {areas - 1}"
    client.force_login(reviewer)
    client.get(worklist)  # the roles of whoever reads are read once
    return {
        name: count(client, address, told)
        for name, address, told in (
            ("work list", worklist, f"{areas} concerns, the most serious first"),
            ("file of the work list", f"{worklist}?format=csv", last),
            ("region", at_a_glance, last),
            ("file of the region", f"{at_a_glance}&format=csv", last),
        )
    }


def of_lists(reviewer, areas):
    """Return how many queries each list of the API takes that has a record of every area."""
    reader = APIClient(headers={"accept": "application/json"})
    reader.force_authenticate(reviewer)  # a key notes when it was used
    told = f'"returned":{areas}'
    return {name: count(reader, f"/api/v1/{name}/?limit=350", told) for name in LISTS}


def count(reader, address, told):
    answers = []
    made = queries(lambda: answers.append(reader.get(address)))
    assert told in answers[0].content.decode(), address
    return len(made)
