"""A program that follows the feed of changes has, in the end, what a full download has.

Several write at once, take some of it back, and end in another order than they began in.
"""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import date

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from indicators.models import Figure, Status
from laa_portal.foundation.models import current_transaction
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = [
    pytest.mark.fault,
    pytest.mark.usefixtures("committed"),
    pytest.mark.django_db,
]

WRITERS, SECONDS = 8, 6
PERIODS = [f"2008-{month:02}" for month in range(1, 13)]
FIGURES, CHANGES = "/api/v1/figures/?limit=1000", "/api/v1/changes/"


@pytest.fixture
def series():
    """A measure, and an area for each writer; made by a thread of its own, which commits."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make_series).result()


def make_series():
    with closing(connection):
        measure = make_measure(make_indicator(901))
        areas = [make_area(f"X0700{number:04}") for number in range(WRITERS)]
        return measure, areas, make_return(make_organisation("x-force"))


def write(number, series, stop):
    """Publish, revise, hide and remove figures of one area, in transactions of any length."""
    measure, areas, data_return = series
    chance = random.Random(number)
    with closing(connection):
        while not stop.is_set():
            with transaction.atomic():
                for period in chance.sample(PERIODS, chance.randint(1, 4)):
                    change(measure, areas[number], data_return, period, chance)
                time.sleep(chance.choice([0, 0, 0.001, 0.05]))
                transaction.set_rollback(chance.random() < 0.1)


def change(measure, area, data_return, period, chance):
    """Do something to a figure, as recomputing would."""
    month = date.fromisoformat(f"{period}-01")
    found = Figure.objects.filter(measure=measure, area=area, period_start=month)
    if chance.random() < 0.3:
        found.delete()
        return
    status = chance.choice([Status.FINAL, Status.FINAL, Status.PROVISIONAL])
    told = {"value": chance.random(), "status": status}
    if not found.update(**told, revised_times=1, xid=current_transaction()):
        make_figure(measure, area, data_return, period, **told)


def follow(ended, copy):
    """Keep a copy in step with the feed until nothing is written any more."""
    api = APIClient(headers={"accept": "application/json"})
    since = {}
    with closing(connection):
        while True:
            is_last = ended.is_set()
            page = api.get(CHANGES, {"limit": 7} | since).json()
            since = {"since": page["meta"]["since"]}
            for told in page["data"]:
                apply(api, told, copy)
            if is_last and not page["data"]:
                return
            time.sleep(0.01)


def apply(api, told, copy):
    """Do to a copy what the feed tells; a figure that is gone by now will be told of."""
    found = api.get(told["links"]["figure"])
    if told["type"] == "figure.removed" or found.status_code == 404:
        copy.pop(told["id"], None)
    else:
        copy[told["id"]] = found.json()["value"]


def test_copy_kept_by_the_feed_is_what_there_is(series):
    stop, ended, copy = threading.Event(), threading.Event(), {}
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writers = [pool.submit(write, number, series, stop) for number in range(WRITERS)]
        follower = pool.submit(follow, ended, copy)
        time.sleep(SECONDS)
        stop.set()
        wait(writers)
        ended.set()
        for one in (*writers, follower):
            one.result()

    found = APIClient(headers={"accept": "application/json"}).get(FIGURES).json()["data"]
    assert copy == {one["id"]: one["value"] for one in found}
    assert copy
