"""An agreement on the table between a partnership and a Government Office, by real acts."""

from decimal import Decimal

from indicators.models import Indicator
from targets import actions
from targets.models import Agreement, DraftLine, Offer, Target
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.collation import AT, make_county
from tests.factories.indicators import make_indicator, make_measure

K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


def make_talks(suffix="", *, titles=("Burglary", "Violence")):
    """Make an area with a short list of targets, each with an indicator of its own."""
    return Talks(suffix, titles)


class Talks:
    """The table of one area: its people, and its targets by title."""

    def __init__(self, suffix, titles):
        self.county = make_county(suffix, districts=())
        self.area = self.county.area
        self.coordinator = self.county.coordinator
        self.reviewer = person(f"reviewer{suffix}", "go_reviewer", area=self.area)
        self.director = person(f"director{suffix}", "go_director", area=self.area)
        self.measures = {}
        first = max([929, *Indicator.objects.values_list("number", flat=True)]) + 1
        for number, title in enumerate(titles, start=first):
            self.shortlist(number, title)

    def shortlist(self, number, title):
        self.shortlist_by(make_measure(make_indicator(number, title=title)), title)

    def shortlist_by(self, measure, title):
        """Choose a target that is measured by a measure."""
        self.measures[title] = measure
        actions.longlist(
            area=self.area,
            version=self.version,
            title=title,
            indicator=measure.indicator,
            by=self.coordinator,
            at=AT,
        )
        self.county.act("shortlist", title)

    @property
    def version(self):
        return self.county.version()

    @property
    def agreement(self):
        return Agreement.objects.select_related("area").get(area=self.area)

    def target(self, title):
        return Target.objects.get(agreement__area=self.area, title=title)

    def status(self, title):
        return self.target(title).status

    def speaker(self, side):
        return self.coordinator if side == P else self.reviewer

    def terms(self, title, last="14.40", **changes):
        """Terms of a baseline of 18.00 and a straight line to a last value."""
        return {
            "measure": self.measures[title],
            "unit": self.measures[title].unit,
            "baseline": Decimal("18.00"),
            "baseline_period": "2007/08",
            "baseline_source": "Police recorded crime",
            "in_2010_11": Decimal(last),
        } | changes

    def placeholder(self, title):
        return {
            "measure": self.measures[title],
            "placeholder_reason": "no_baseline",
            "placeholder_trigger": "The first survey",
        }

    def draft(self, side, title, kind, terms=None, *, rationale="Because", by=None):
        """Prepare to say something of a target, whatever was prepared before."""
        target = self.target(title)
        held = DraftLine.objects.filter(target=target, side=side).first()
        return actions.draft_line(
            target_id=target.pk,
            version=held.version if held else 0,
            kind=kind,
            terms=terms or {},
            rationale=rationale,
            by=by or self.speaker(side),
            at=AT,
        )

    def say(self, side, **lines) -> Offer:
        """Make an offer of lines by title: a kind, or a last value, which is offered."""
        for title, said in lines.items():
            if isinstance(said, LineKind):
                self.draft(side, title, said)
            else:
                position = self.target(title).lines.exists()
                kind = K.COUNTER if position else K.OFFER
                self.draft(side, title, kind, self.terms(title, said))
        return self.make_offer(side)

    def make_offer(self, side, *, version=None, by=None):
        return actions.make_offer(
            agreement_id=self.agreement.pk,
            version=version or self.version,
            rationale="As we see it",
            by=by or self.speaker(side),
            at=AT,
        )
