"""An agreed target of a measure of the catalogue, followed by figures that come the real way.

Each return is sent, checked, explained and confirmed; a worker does the jobs that follow from it,
at the moment that the case has come to.
"""

from datetime import UTC, date, datetime
from itertools import count

from indicators import actions as of_indicators
from indicators.models import Measure, Provision
from indicators.periods import Period
from laa_portal import celery
from laa_portal.foundation import jobs
from laa_portal.foundation.models import Job
from partnerships.models import Organisation
from reviews import actions
from reviews.models import Concern, Signal
from targets.sides import Side
from targets.states import LineKind
from tests.factories.evidence import BASE
from tests.factories.indicators import explained
from tests.factories.negotiation import make_talks
from tests.factories.partnerships import make_area, make_part

STEADY = (
    *(106, 97, 90, 104, 111, 95, 99, 108, 93, 101, 88, 107),
    *(94, 109, 103, 89, 98, 112, 91, 100, 105, 96, 110, 92),
    *(101, 87, 108, 99, 105, 93, 113, 94, 102, 107, 97, 95),
)
"""Months from April 2005 of which chance explains all: 12 a year for 1,000 people."""

NUMBERS = count(1)
TITLE = "The target"


def follow(code, *, by, at=datetime(2009, 2, 20, 9, tzinfo=UTC), **terms):
    """Have both sides agree on a target; `by` sends what figures there are of it."""
    return Followed(code, by, at, terms)


class Followed:
    """One target in an area with one district, and the day it is for everybody."""

    def __init__(self, code, by, at, terms):
        self.by, self.at = by, at
        self.measure = Measure.objects.select_related("indicator").get(code=code)
        self.talks = make_talks(f"{next(NUMBERS):04}", titles=())
        self.area = self.talks.area
        self.district = make_area(f"X07{self.area.gss_code[3:]}99")
        make_part(self.area, self.district)
        self.talks.shortlist_by(self.measure, TITLE)
        self._agree(terms)

    def _agree(self, terms):
        agreed = {"baseline": 12, "in_2008_09": 12, "in_2009_10": 12, "in_2010_11": 12} | terms
        side = Side.PARTNERSHIP
        self.talks.draft(side, TITLE, LineKind.OFFER, self.talks.terms(TITLE) | agreed)
        self.talks.make_offer(side)
        self.talks.say(Side.GOVERNMENT, **{TITLE: LineKind.ACCEPT})

    @property
    def target(self):
        return self.talks.target(TITLE)

    def report(self, counts, first, **how):
        """Report counts of consecutive periods of the district, or of another area."""
        self.send(self.rows(counts, first, **how))

    def rows(self, counts, first, *, area=None, base=BASE, **columns):
        period, rows = Period.parse(first), []
        for number in counts:
            code = (area or self.district).gss_code
            rows.append(
                {"area_code": code, "period": period.code, "numerator": number, "denominator": base}
                | columns
            )
            period = period.next()
        return rows

    def send(self, rows):
        """Send a return of rows, explain what is odd, confirm it, and have it worked on."""
        lines = [["indicator", *rows[0]]]
        lines += [[self.measure.indicator.code, *map(str, row.values())] for row in rows]
        made, _ = of_indicators.send(
            organisation=Organisation.objects.get(code="home-office"),
            name="return.csv",
            content="\n".join(",".join(line) for line in lines).encode(),
            by=self.by,
            at=self.at,
        )
        assert made.status == "checked", list(made.errors.all())
        of_indicators.confirm(
            return_id=made.pk,
            version=made.version,
            explanations=explained(made),
            by=self.by,
            at=self.at,
        )
        self.work()
        return made

    def work(self):
        """Do all jobs that are asked for, as a worker does."""
        while jobs.run_next(handlers_at(self.at)):
            pass
        done = Job.objects.exclude(state=Job.State.DONE)
        assert not done.exists(), [job.error for job in done]

    def come_to(self, day):
        """Let it be a day, on which the clock asks for what is to be looked at again."""
        self.at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        self.look()

    def look(self):
        actions.ask_to_assess(at=self.at)
        self.work()

    def expect(self, starts_on: date):
        """Have the district's figures expected from a day on; returns what is expected."""
        sender = Organisation.objects.get(code="home-office")
        provision = Provision.objects.create(
            organisation=sender,
            measure=self.measure,
            level="district",
            starts_on=starts_on,
            agreed_on=starts_on,
        )
        provision.areas.add(self.district)
        of_indicators.expect(at=self.at)
        return list(provision.expectations.order_by("due_on"))

    def fired(self, kind):
        """How serious the signals of a kind are that ever fired; None: none did."""
        found = Signal.objects.filter(target=self.target, kind=kind)
        return max((one.seriousness for one in found), default=None)

    def has_concern(self):
        return Concern.objects.alive().filter(target=self.target).exists()


WORKED_AT = {
    "recompute": of_indicators.recompute,
    "summarise": of_indicators.summarise,
    "assess": actions.assess,
}


def handlers_at(at):
    """What a worker does for each kind of job, where it is a certain moment."""
    found = dict(celery.handlers())
    for kind, act in WORKED_AT.items():
        found[kind] = lambda act=act, **given: act(at=at, **given)
    return found
