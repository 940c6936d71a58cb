"""Figures are a pure function of what was observed: in any order, at any time, whole or by years.

Histories are drawn by chance, seeded. RECOMPUTE_HISTORIES sets how many; see docs/operations.md.
"""

import os
import random
from datetime import date

import pytest
from django.db import connection

from indicators import actions
from indicators.models import Figure, MeasureKind, Observation, ReturnFile, SeriesSummary, Status
from indicators.periods import Period, add_months
from laa_portal.foundation.models import Job
from partnerships.models import Level
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db

HISTORIES = int(os.environ.get("RECOMPUTE_HISTORIES", "1"))
KINDS = [
    (MeasureKind.COUNT_RATE, 0),
    (MeasureKind.PROPORTION, 0),
    (MeasureKind.CLUSTERED_RATE, 0),
    (MeasureKind.COUNT_RATE, 5),
]
"""Kinds of measures, and below which counts are withheld."""

OF_THE_MOMENT = ["id", "computed_at", "xid", "revised_times"]
"""Columns that tell of one row and moment, not of the figure."""

MONTHS = [add_months(date(2005, 4, 1), month) for month in range(30)]
PERIODS = [("month", start) for start in MONTHS]
PERIODS += [("financial_year", date(year, 4, 1)) for year in (2006, 2007)]
"""Months, and two years that are reported as such too."""


@pytest.fixture
def country():
    """A county of three districts, one of which began in April 2006."""
    county = make_area("X10000901", kind="county")
    districts = [make_area(f"X0700090{n}") for n in (1, 2)]
    districts.append(make_area("X07000903", starts_on=date(2006, 4, 1)))
    for district in districts:
        make_part(county, district)
    return districts


class History:
    """Observations of one measure that come in, and are revised, in an order drawn by chance."""

    def __init__(self, kind, threshold, districts, seed):
        self.chance = random.Random(seed)
        self.measure = make_measure(
            make_indicator(),
            kind=kind,
            per=1000,
            levels=[Level.DISTRICT, Level.LAA_AREA],
            suppression_threshold=threshold,
        )
        sender = make_organisation()
        self.returns = [make_return(sender, file=make_file(number)) for number in range(2)]
        self.cells = [(area, *period) for area in districts for period in PERIODS]

    def report(self, cells):
        """Observe or revise some cells; returns when the periods start that were touched."""
        for area, kind, start in cells:
            earlier = Observation.objects.filter(
                measure=self.measure, area=area, period_kind=kind, period_start=start
            )
            revision = 1 + earlier.count()
            earlier.current().update(superseded_at=moment(revision))
            Observation.objects.create(
                **self.drawn(),
                measure=self.measure,
                definition=self.measure.definitions.get(),
                area=area,
                period_kind=kind,
                period_start=start,
                revision=revision,
                recorded_at=moment(revision),
                row=2,
                data_return=self.chance.choice(self.returns),
            )
        return [start for _, _, start in cells]

    def drawn(self):
        status = self.chance.choice([Status.FINAL] * 8 + [Status.PROVISIONAL, Status.MISSING])
        if status == Status.MISSING:
            return {"status": status, "denominator": None}
        count = self.chance.randint(0, 40)
        return {"status": status, "numerator": count, "denominator": self.chance.randint(40, 90)}

    def shuffle(self):
        """Store the same observations in another order."""
        rows = list(Observation.objects.all())
        self.chance.shuffle(rows)
        Observation.objects.all().delete()
        for row in rows:
            row.pk = None
        Observation.objects.bulk_create(rows)


def make_file(number):
    return ReturnFile.objects.create(sha256=f"{number:064}", content=b"")


def moment(revision):
    return f"2009-0{min(revision, 9)}-01T12:00:00Z"


def stored(table):
    """Every byte of the rows of a table, but for what tells of one row and moment."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) - %s::text[] FROM {table} t", [OF_THE_MOMENT])
        return sorted(str(row) for (row,) in cursor.fetchall())


def figures():
    return stored(Figure._meta.db_table)


@pytest.fixture(params=KINDS)
def history(request, country):
    return lambda seed: History(*request.param, country, seed)


def do_what_is_asked(measure, starts, at):
    """Recompute as a return that touches such periods has it done, the last year first."""
    Job.objects.all().delete()
    actions.ask_to_recompute(measure, starts)
    for job in Job.objects.filter(kind="recompute").order_by("-key"):
        actions.recompute(**job.payload, at=at)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_working_out_the_years_that_were_touched_is_working_out_all(history, seed, at):
    told = history(seed)
    told.report(told.chance.sample(told.cells, k=len(told.cells) * 4 // 5))
    actions.recompute(measure_code=told.measure.code, at=at)

    for _ in range(2):
        few = told.chance.sample(told.cells, k=told.chance.randint(1, 5))
        do_what_is_asked(told.measure, told.report(few), at)

        by_years = figures()
        assert actions.recompute(measure_code=told.measure.code, at=at) == 0
        Figure.objects.all().delete()
        actions.recompute(measure_code=told.measure.code, at=at)
        assert figures() == by_years


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_same_observations_in_any_order_give_the_same_bytes(history, seed, at):
    told = history(seed)
    told.report(told.cells)
    told.report(told.chance.sample(told.cells, k=9))
    actions.recompute(measure_code=told.measure.code, at=at)
    actions.summarise(measure_code=told.measure.code, at=at)
    before = figures(), stored(SeriesSummary._meta.db_table)

    told.shuffle()
    Figure.objects.all().delete()
    SeriesSummary.objects.all().delete()
    actions.recompute(measure_code=told.measure.code, at=at)
    actions.summarise(measure_code=told.measure.code, at=at)

    assert (figures(), stored(SeriesSummary._meta.db_table)) == before


def test_a_year_that_lost_its_observations_loses_its_figures(history, at):
    told = history(0)
    told.report(told.cells)
    actions.recompute(measure_code=told.measure.code, at=at)
    kept = Figure.objects.exclude(period_start__range=("2006-04-01", "2007-03-31")).count()

    Observation.objects.filter(period_start__range=("2006-04-01", "2007-03-31")).delete()
    actions.recompute(measure_code=told.measure.code, year=2006, at=at)

    assert Figure.objects.count() == kept


def test_of_two_years_each_is_asked_for_and_of_more_the_whole(country):
    measure = make_measure(make_indicator())

    actions.ask_to_recompute(measure, [date(2006, 3, 1), date(2006, 4, 1), date(2007, 3, 1)])
    actions.ask_to_recompute(measure, [date(2006, 4, 1)])
    assert waiting() == {"NI 901 2005/06": 2005, "NI 901 2006/07": 2006}

    actions.ask_to_recompute(measure, MONTHS)
    assert waiting().keys() == {"NI 901", "NI 901 2005/06", "NI 901 2006/07"}


@pytest.mark.parametrize(
    "looks_back", [{"kind": MeasureKind.ROLLING_CHANGE}, {"suppression_threshold": 5}]
)
def test_a_measure_that_looks_at_other_years_is_always_asked_for_whole(country, looks_back):
    """A change over several years, or company for small counts, which is chosen among all areas."""
    measure = make_measure(make_indicator(), **looks_back)

    actions.ask_to_recompute(measure, [Period.financial_year(2006).start])

    assert waiting() == {"NI 901": None}


def waiting():
    jobs = Job.objects.filter(kind="recompute").values_list("key", "payload")
    return {key: payload.get("year") for key, payload in jobs}
