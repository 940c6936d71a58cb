"""Answers that are not given again: ETags, and what changes them."""

from datetime import UTC, datetime

import pytest
from django.db.models import F
from rest_framework.test import APIClient

from indicators import actions
from indicators.models import (
    Edition,
    Expectation,
    Figure,
    Measure,
    Observation,
    SeriesSummary,
    Status,
)
from partnerships.models import Area, Organisation, RoleKind
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure, make_observation
from tests.factories.partnerships import make_area
from tests.factories.summaries import make_summary
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
ASKED = {"indicator": "NI 901"}
AT = datetime(2013, 6, 3, 9, 30, tzinfo=UTC)
LONG_AGO = 5
"""A transaction that ended before the test's own, of which everything is one."""


@pytest.fixture
def known(world):
    """A figure that everybody may see, worked out some time ago."""
    make_observation(world.measure, world.district, world.data_return)
    recompute(world)
    return world


def recompute(world, measure=None):
    """Work figures out as in a transaction of their own."""
    Figure.objects.update(xid=LONG_AGO)
    actions.recompute(measure_code=(measure or world.measure).code, at=AT)


def tag(client, address=FIGURES, **asked):
    answer = client.get(address, ASKED | asked)
    assert answer.status_code == 200
    return answer["ETag"]


def test_whoever_has_the_answer_is_told_so_in_one_query(api, known):
    first = api.get(FIGURES, ASKED)

    answers = []
    made = queries(
        lambda: answers.append(api.get(FIGURES, ASKED, headers={"if-none-match": first["ETag"]}))
    )

    (again,) = answers
    assert (again.status_code, again.content) == (304, b"")
    assert len(made) == 1
    assert "indicators_edition" in made[0]
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again[name] == first[name]


def test_answer_says_when_it_changed_and_who_may_keep_it(api, official, known):
    everybodys, own = api.get(FIGURES, ASKED), official.get(FIGURES, ASKED)

    assert everybodys["Last-Modified"].endswith("GMT")
    assert everybodys["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert {"Accept", "Authorization"} <= set(everybodys["Vary"].split(", "))
    assert "public" not in own.get("Cache-Control", "")


@pytest.mark.parametrize("given", ["W/{}", '"another", {}', "{}"])
def test_tag_is_known_however_it_comes_back(api, known, given):
    etag = tag(api)

    assert api.get(FIGURES, ASKED, headers={"if-none-match": given.format(etag)}).status_code == 304


@pytest.mark.parametrize("given", ["*", '"another"', "nonsense"])
def test_another_tag_is_answered_in_full(api, known, given):
    assert api.get(FIGURES, ASKED, headers={"if-none-match": given}).status_code == 200


def test_tag_is_of_the_question_the_format_and_the_reader(api, official, known, analyst):
    national = APIClient(headers={"accept": "application/json"})
    national.force_authenticate(analyst)
    tags = [
        *(tag(api), tag(api, limit=5), tag(api, format="csv"), tag(api, format="xlsx")),
        *(tag(official), tag(national), tag(api, "/api/v1/summaries/")),
        tag(api, f"{FIGURES}ni-901.X07000901.2008_09/", indicator=[]),
    ]

    assert len(set(tags)) == len(tags)
    assert tag(api) == tags[0]


def test_order_of_parameters_makes_no_difference(api, known):
    one, other = (
        api.get(f"{FIGURES}?{query}")["ETag"]
        for query in ("indicator=NI+901&limit=5", "limit=5&indicator=NI+901")
    )

    assert one == other


@pytest.mark.parametrize("records", [Area, Measure, Organisation, Expectation])
def test_names_and_dates_that_change_change_the_tag(api, known, records):
    """However they are changed: triggers count, not the service."""
    before = tag(api)

    records.objects.update(id=F("id"))

    assert tag(api) != before


def test_revision_changes_the_tag(api, known):
    before = tag(api)

    Observation.objects.update(numerator=700)
    recompute(known)

    assert tag(api) != before


def test_recomputing_without_a_change_keeps_the_tag(api, known):
    before = tag(api)

    recompute(known)

    assert tag(api) == before


def test_summary_changes_the_tag(api, known):
    before = tag(api)

    actions.summarise(measure_code=known.measure.code, at=AT)

    assert SeriesSummary.objects.exists()
    assert tag(api) != before


@pytest.mark.parametrize("kind", ["provisional", "restricted"])
def test_what_is_not_for_everybody_leaves_their_tags_alone(api, official, known, kind):
    everybodys, own = tag(api), tag(official)
    counted = Edition.objects.filter(audience="everybody").values_list("measure", "number")
    before = set(counted)

    if kind == "provisional":
        make_observation(
            known.measure, known.district, known.data_return, "2009/10", status=Status.PROVISIONAL
        )
        recompute(known)
    else:
        hidden = make_measure(make_indicator(936, is_restricted=True))
        everybodys, own = tag(api), tag(official)  # a new name is everybody's
        make_observation(hidden, known.district, known.data_return)
        recompute(known, hidden)

    assert set(counted) == before
    assert tag(api) == everybodys
    assert tag(official) != own


def test_figure_that_is_taken_from_everybody_changes_their_tags(api, known):
    before = tag(api)

    Observation.objects.update(status=Status.PROVISIONAL)
    recompute(known)

    assert tag(api) != before


def test_page_for_people_has_no_tag(client, known):
    answer = client.get(FIGURES, ASKED, headers={"accept": "text/html"})

    assert "ETag" not in answer


def test_empty_answer_has_a_tag_too(api, known):
    etag = tag(api, period="1999/00")

    again = api.get(FIGURES, ASKED | {"period": "1999/00"}, headers={"if-none-match": etag})
    assert again.status_code == 304


def test_summaries_are_counted_for_those_who_see_them(known):
    make_area("X07000999")
    make_summary(known.measure, known.county)

    actions.summarise(measure_code=known.measure.code, at=AT)

    audiences = Edition.objects.filter(measure=known.measure).values_list("audience", flat=True)
    assert set(audiences) == {"everybody", "nation", "areas"}


def test_people_of_two_areas_do_not_share_a_tag(known, official):
    other = APIClient(headers={"accept": "application/json"})
    other.force_authenticate(person("other", RoleKind.CDRP_OFFICER, area=known.county))

    assert tag(other) != tag(official)
