"""The feed of changes: what became of figures, in order, for whoever may know.

A test is one transaction, and of that nothing is told before it ends: so figures here say that they
were written by transactions of long ago, and which came first.
"""

import pytest
from django.utils.http import urlencode

from indicators.models import Figure, GoneFigure, Status
from indicators.states import ReturnStatus
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.integration.api.conftest import queries
from tests.integration.api.test_pages import followed
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"
ONE = "ni-901.X07000901.2008_09"


def told(answer):
    """Return what a page tells: of which figure what."""
    assert answer.status_code == 200, answer.content
    return [(one["id"].split(".")[-1], one["type"]) for one in answer.json()["data"]]


def later(answer):
    """Return where to go on after an answer."""
    return f"{CHANGES}?{urlencode({'since': answer.json()['meta']['since']})}"


def gone_at(xid, **which):
    """Have what a trigger wrote be of a transaction of long ago."""
    return GoneFigure.objects.filter(**which).update(xid=xid)


def test_changes_come_in_the_order_in_which_they_took_effect(api, world):
    world.figure("2009/10", xid=12)
    world.figure("2007/08", xid=14, revised_times=2)
    world.figure("2008/09", xid=13)

    answer = api.get(CHANGES)

    assert told(answer) == [
        ("2009_10", "figure.published"),
        ("2008_09", "figure.published"),
        ("2007_08", "figure.revised"),
    ]
    first = answer.json()["data"][0]
    assert (first["measure"], first["area"], first["period"]) == ("NI 901", "X07000901", "2009/10")
    assert api.get(first["links"]["figure"]).json()["id"] == first["id"]
    assert [one["sequence"] for one in answer.json()["data"]] == [12, 13, 14]


def test_what_has_not_ended_is_not_told_yet(api, world):
    world.figure()

    assert told(api.get(CHANGES)) == []


def test_reading_goes_on_where_it_ended(api, world):
    for number in range(5):
        world.figure(f"2008-0{number + 1}", xid=10 + number // 2)
    pages = list(followed(api, f"{CHANGES}?limit=2"))
    nothing_new = api.get(later(pages[-1]))
    world.figure("2008-06", xid=20)

    seen = [period for page in pages for period, _ in told(page)]
    assert seen == [f"2008-0{number}" for number in range(1, 6)]
    assert [page.json()["meta"]["returned"] for page in pages] == [2, 2, 1]
    assert told(nothing_new) == []
    assert told(api.get(later(nothing_new))) == [("2008-06", "figure.published")]


def test_figure_that_changes_again_is_told_again(api, world):
    figure = world.figure(xid=10)
    address = later(api.get(CHANGES))

    Figure.objects.filter(pk=figure.pk).update(xid=15, revised_times=1)

    assert told(api.get(address)) == [("2008_09", "figure.revised")]


def test_now_is_behind_all_that_was_told(api, world):
    world.figure("2007/08", xid=10)
    answer = api.get(CHANGES, {"since": "now"})
    world.figure("2008/09", xid=11)

    assert told(answer) == []
    assert told(api.get(later(answer))) == [("2008_09", "figure.published")]


def test_figure_that_is_gone_leaves_word(api, world):
    figure = world.figure(xid=10)
    address = later(api.get(CHANGES))

    figure.delete()
    gone_at(11)

    answer = api.get(address)
    assert told(answer) == [("2008_09", "figure.removed")]
    assert api.get(answer.json()["data"][0]["links"]["figure"]).status_code == 404
    assert told(api.get(CHANGES)) == [("2008_09", "figure.removed")]


def test_figure_that_comes_back_is_told_after_its_going(api, world):
    world.figure(xid=10).delete()
    gone_at(11)
    world.figure(xid=12)

    assert told(api.get(CHANGES)) == [("2008_09", "figure.published")]


@pytest.mark.parametrize("hidden", [{"status": "provisional"}, {"is_published": False}])
def test_figure_that_is_hidden_is_gone_for_those_it_is_hidden_from(api, official, world, hidden):
    figure = world.figure(xid=10)
    address = later(api.get(CHANGES))

    Figure.objects.filter(pk=figure.pk).update(xid=11, revised_times=1, **hidden)
    gone_at(11)

    assert told(api.get(address)) == [("2008_09", "figure.removed")]
    assert told(official.get(CHANGES)) == [("2008_09", "figure.revised")]


@pytest.mark.parametrize(
    "hidden", [{"status": Status.PROVISIONAL}, {"is_published": False}], ids=str
)
def test_nothing_is_told_of_what_was_never_for_everybody(api, official, world, hidden):
    world.figure("2009/10", xid=10, **hidden)
    world.figure("2010/11", xid=10, **hidden).delete()
    gone_at(11)
    restricted = make_measure(make_indicator(936, is_restricted=True))
    world.figure("2008/09", measure=restricted, xid=10).delete()
    gone_at(11, measure=restricted)

    assert told(api.get(CHANGES)) == []
    assert len(told(official.get(CHANGES))) == 3


def test_first_time_that_everybody_may_see_is_the_publication(api, world):
    """What changed before that is told to nobody."""
    world.figure(xid=10, status=Status.PROVISIONAL)
    address = later(api.get(CHANGES, {"since": "now"}))

    Figure.objects.update(xid=11, status=Status.FINAL, revised_times=0)

    assert told(api.get(address)) == [("2008_09", "figure.published")]


def test_withdrawal_is_told_as_one(api, world):
    back = make_return(
        make_organisation("y-force"), status=ReturnStatus.WITHDRAWN, withdrawn_because="Wrong"
    )
    figure = world.figure(xid=10, status="missing", value=None, lower=None, reason="missing")
    Figure.objects.filter(pk=figure.pk).update(data_return=back, revised_times=1)

    assert told(api.get(CHANGES)) == [("2008_09", "figure.withdrawn")]


def test_feed_can_be_of_some_measures_and_areas(api, world):
    other = make_measure(make_indicator(902))
    world.figure(xid=10)
    world.figure(xid=11, measure=other).delete()
    gone_at(12)
    world.figure("2007/08", xid=13, area=make_area("X07000902"))

    assert told(api.get(CHANGES, {"measure": "NI 902"})) == [("2008_09", "figure.removed")]
    assert told(api.get(CHANGES, {"area": "X07000902"})) == [("2007_08", "figure.published")]


@pytest.mark.parametrize(
    "asked", [{"since": "yesterday"}, {"since": "12"}, {"limit": "1001"}, {"status": "final"}]
)
def test_what_cannot_be_asked_is_refused(api, world, asked):
    refused = problem(api.get(CHANGES, asked), 400, "invalid")

    assert refused["errors"][0]["parameter"] == next(iter(asked))


def test_cursor_of_another_list_is_none_of_this(api, catalogue, world):
    cursor = api.get("/api/v1/areas/", {"limit": 1}).json()["next"].split("cursor=")[1]

    assert api.get(f"{CHANGES}?since={cursor}").status_code == 400


def test_a_thousand_changes_take_as_many_queries_as_one(api, world):
    world.figure(xid=10)
    world.figure("2007/08", xid=10).delete()
    gone_at(11)
    of_few = queries(lambda: api.get(CHANGES, {"limit": 1000}))

    for number in range(600):
        world.figure(f"{1980 + number // 12}-{number % 12 + 1:02}", xid=12)
    Figure.objects.filter(period_kind="month", period_start__year__gte=2010).delete()
    gone_at(13, period_kind="month")
    of_many = queries(lambda: api.get(CHANGES, {"limit": 1000}))

    assert len(told(api.get(CHANGES, {"limit": 1000}))) == 602
    assert len(of_few) == len(of_many)
