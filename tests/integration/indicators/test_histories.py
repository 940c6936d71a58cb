"""Figures now, at each earlier moment and after withdrawals equal those worked out by hand.

Generated histories of returns of two senders, revisions, embargoes and withdrawals are lived
through by the actions of the portal and by tests/slow_figures.py; whoever asks, by page or API,
must be told what the second says. HISTORIES=500 lives through more of them.
"""

import csv
import io
import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from indicators import actions, reading
from indicators.actions.judging import foretell
from indicators.models import Conflict, DataReturn, Figure, MeasureKind, ReturnFile, StagedRow
from indicators.periods import Period
from indicators.states import ReturnStatus
from partnerships.models import AreaKind
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_part
from tests.slow_figures import MISSING, PERIODS, History, Said, SlowReturn

pytestmark = pytest.mark.django_db

SEEDS = range(int(os.environ.get("HISTORIES", "2")))
START = datetime(2009, 6, 1, 9, tzinfo=UTC)
STEPS = 14
FIRST_COUNTS = (20, 35, 50)
"""Few, so that returns often repeat what is known; and none small enough to be suppressed."""

SENDERS = ("x-force", "x-force", "x-force", "x-office")
"""Seldom another, whose rows are set aside where the first holds the cell."""


class Life:
    """One history, lived through twice: by the portal, and on paper."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.senders = {code: make_organisation(code) for code in sorted(set(SENDERS))}
        areas = {code: make_area(code) for code in ("X07000901", "X07000902", "X07000903")}
        county = make_area("X10000901", kind=AreaKind.COUNTY)
        for code in ("X07000901", "X07000902"):
            make_part(county, areas[code])
        self.areas = areas
        self.measures = {
            "NI 901": make_measure(make_indicator(901), base="population"),
            "NI 902": make_measure(make_indicator(902), kind=MeasureKind.PROPORTION, per=100),
        }
        self.paper = History(
            measures={"NI 901": (1000, True), "NI 902": (100, False)},
            county="X10000901",
            districts=("X07000901", "X07000902"),
            loners=("X07000903",),
        )
        self.made = {}
        self.moments = []

    def live(self):
        """Take steps at moments that grow, and remember each."""
        for step in range(STEPS):
            at = START + timedelta(hours=step)
            acts = [self.send, self.send, self.send_with_embargo, self.publish, self.withdraw]
            self.draw.choice(acts)(at)
            self.moments.append(at)

    def send(self, at, embargoed_until=None):
        made = self._checked()
        actions.confirm(
            return_id=made.pk,
            version=made.version,
            by=None,
            at=at,
            embargoed_until=embargoed_until,
        )
        if embargoed_until is None:
            self.paper.returns[-1].published_at = at

    def send_with_embargo(self, at):
        self.send(at, embargoed_until=at + timedelta(days=1))

    def publish(self, at):
        """End the embargo of a return that waits, if one does."""
        if waiting := self._in_state(ReturnStatus.LOADED):
            one = self.draw.choice(waiting)
            actions.publish(return_id=one.pk, version=one.version, by=None, at=at)
            self._on_paper(one).published_at = at

    def withdraw(self, at):
        """Take a return back, be it published or waiting, if there is one."""
        if standing := self._in_state(ReturnStatus.LOADED, ReturnStatus.PUBLISHED):
            one = self.draw.choice(standing)
            actions.withdraw(
                return_id=one.pk, version=one.version, reason="Miscounted", by=None, at=at
            )
            self._on_paper(one).withdrawn_at = at

    def _checked(self):
        """Make a return of a few rows that waits to be confirmed."""
        number = len(self.paper.returns) + 1
        rows = {
            (
                self.draw.choice(list(self.measures)),
                self.draw.choice(list(self.areas)),
                self.draw.choice(PERIODS),
            ): self._said()
            for _ in range(self.draw.randint(1, 14))
        }
        file = ReturnFile.objects.create(sha256=f"{number:064}", content=b"")
        sender = self.draw.choice(SENDERS)
        made = make_return(
            self.senders[sender], file=file, status=ReturnStatus.CHECKED, row_count=len(rows)
        )
        StagedRow.objects.bulk_create(
            self._row(made, row, cell, said) for row, (cell, said) in enumerate(rows.items(), 2)
        )
        foretell(made)
        self.paper.returns.append(SlowReturn(number, rows, sender))
        self.made[made.pk] = number
        return made

    def _said(self):
        if self.draw.random() < 0.1:
            return MISSING
        status = self.draw.choice(("final", "final", "provisional"))
        return Said(self.draw.choice(FIRST_COUNTS), 1000, status)

    def _row(self, made, row, cell, said):
        measure, area, period = cell
        asked = Period.parse(period)
        return StagedRow(
            data_return=made,
            row=row,
            measure=self.measures[measure],
            definition=self.measures[measure].definitions.get(),
            area=self.areas[area],
            period_kind=asked.kind,
            period_start=asked.start,
            numerator=said.numerator,
            denominator=said.denominator,
            status=said.status,
        )

    def _in_state(self, *statuses):
        return list(DataReturn.objects.filter(pk__in=self.made, status__in=statuses).order_by("pk"))

    def _on_paper(self, made):
        return self.paper.returns[self.made[made.pk] - 1]


@pytest.fixture
def life(request, catalogue):
    lived = Life(request.param)
    lived.live()
    return lived


def told(figures):
    """Return figures as the paper has them, by measure, area and period."""
    return {
        (one.measure.code, one.area.gss_code, one.period.code): (
            one.value,
            None if one.numerator is None else int(one.numerator),
            one.status,
        )
        for one in figures
    }


def on_paper(life, moment):
    return {
        cell: (
            None if one.value is None else pytest.approx(float(one.value), rel=1e-12),
            one.numerator,
            one.status,
        )
        for cell, one in life.paper.figures(moment).items()
    }


@pytest.mark.parametrize("life", SEEDS, indirect=True)
def test_figures_of_each_moment_and_of_now_are_those_on_paper(life, analyst):
    asked = Figure.objects.visible_to(analyst)
    for moment in life.draw.sample(life.moments, 6):
        found = {}
        for measure in life.measures.values():
            found |= told(reading.as_known(asked, measure, None, analyst, moment))
        assert found == on_paper(life, moment)

    for code in life.measures:
        actions.recompute(measure_code=code, at=life.moments[-1])
    assert told(asked) == on_paper(life, life.moments[-1])


@pytest.mark.parametrize("life", SEEDS, indirect=True)
def test_what_waits_to_be_settled_contradicts_what_is_known_on_paper(life):
    for conflict in Conflict.objects.open().select_related("measure", "area", "organisation"):
        cell = conflict.measure.code, conflict.area.gss_code, conflict.period.code
        said = life.paper.life(cell, life.moments[-1]).contradicts(conflict.organisation.code)
        assert said is not None
        assert (conflict.numerator, conflict.status) == (said.numerator, said.status)
        assert conflict.held.superseded_at is None


@pytest.mark.parametrize("life", SEEDS, indirect=True)
def test_api_and_page_tell_of_a_moment_what_is_on_paper(life, client):
    for moment in life.draw.sample(life.moments, 2):
        public = {
            cell: (str(numerator) if numerator is not None else "", status)
            for cell, (_, numerator, status) in on_paper(life, moment).items()
            if status != "provisional"
        }

        assert by_api(life, client, moment) == public
        for area in ("X10000901", "X07000901"):
            own = {cell: said for cell, said in public.items() if cell[1] == area}
            assert by_page(life, client, area, moment) == own


def by_api(life, client, moment):
    """Return what a stranger's program is told, by measure, area and period."""
    found = {}
    for measure in life.measures:
        asked = {"measure": measure, "as_of": written(moment), "limit": 1000}
        for one in client.get("/api/v1/figures/", asked).json()["data"]:
            cell = one["measure"]["code"], one["area"]["code"], one["period"]["code"]
            found[cell] = (one["numerator"] or "", one["status"])
    return found


def by_page(life, client, area, moment):
    """Return what the files of an area's pages say to a stranger."""
    found = {}
    for measure in life.measures:
        page = reverse("indicators:figure", args=[measure.lower().replace(" ", "-"), area])
        for by in ("financial_year", "quarter"):
            asked = {"format": "csv", "by": by, "as_of": written(moment)}
            for line in csv.DictReader(io.StringIO(client.get(page, asked).text)):
                cell = line["measure"], area, line["period"]
                found[cell] = (line["numerator"], line["status"])
    return found


def written(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
