"""A year of an agreement reviewed, by real acts."""

from datetime import UTC, date, datetime

from reviews import actions
from reviews.models import Assessment, Review
from reviews.phases import DUE_FIELDS
from targets.sides import Side
from targets.states import LineKind
from tests.factories.negotiation import make_talks

NOW = datetime(2009, 3, 10, 9, tzinfo=UTC)
HELD_ON = date(2009, 3, 4)
DAYS = (date(2009, 2, 2), HELD_ON, date(2009, 3, 20), date(2009, 3, 31), date(2009, 4, 14))
DUE = dict(zip(DUE_FIELDS, DAYS, strict=True))


def agreed(*titles, suffix=""):
    """Make an area whose targets were agreed by both sides."""
    talks = make_talks(suffix, titles=titles or ("Burglary",))
    talks.say(Side.PARTNERSHIP, **dict.fromkeys(talks.measures, "14.40"))
    talks.say(Side.GOVERNMENT, **dict.fromkeys(talks.measures, LineKind.ACCEPT))
    return talks


def assess(talks, title, year=2008, **changes):
    """Say what the figures make of a target: on its way, unless told otherwise."""
    values = {
        "asked": 16.8,
        "value": 17.2,
        "is_provisional": False,
        "verdict": "on_the_way",
        "gap": 0.4,
        "share": 0.22,
        "level": "watch",
        "method_version": "1",
        "computed_at": NOW,
        "vintage": NOW,
    }
    return Assessment.objects.update_or_create(
        target=talks.target(title),
        year=year,
        measure=talks.measures[title],
        defaults=values | changes,
    )[0]


class Reviewing:
    """The review of one area's year, moved on by those who may."""

    def __init__(self, talks, year=2008):
        self.talks, self.year = talks, year
        actions.schedule_review(
            agreement=talks.agreement, year=year, by=talks.reviewer, at=NOW, **DUE
        )

    @property
    def review(self):
        return Review.objects.get(agreement=self.talks.agreement, year=self.year)

    def finding(self, title):
        return self.review.findings.get(target__title=title)

    def act(self, verb, *, by=None, **more):
        found = self.review
        speaker = self.talks.coordinator if verb in BY_PARTNERSHIP else self.talks.reviewer
        values = {"review_id": found.pk, "version": found.version, "at": NOW}
        return getattr(actions, verb)(by=by or speaker, **values | TEXTS.get(verb, {}) | more)

    def judge(self, title, rag, because="", *, by=None, **more):
        found = self.finding(title)
        return actions.judge_finding(
            finding_id=found.pk,
            version=found.version,
            rag=rag,
            because=because,
            **{"comment": "", "ground": ""} | more,
            by=by or self.talks.reviewer,
            at=NOW,
        )

    def come_to(self, *verbs):
        for verb in verbs or WHOLE:
            self.act(verb)
        return self.review


BY_PARTNERSHIP = ("submit_evidence", "agree_findings")
TEXTS = {
    "submit_evidence": {"evidence": "Alley gates were built late"},
    "hold_review": {"held_on": HELD_ON, "notes": "Both sides were there"},
    "take_back_findings": {"reason": "A figure was wrong"},
    "agree_findings": {"comment": ""},
    "settle_findings": {"reason": "The partnership does not share the rating of burglary"},
    "write_letter": {"text": "Dear partners", "version": 0},
    "send_letter": {"version": 1},
    "publish_review": {"summary": "A year of two halves"},
}
WHOLE = (
    *("submit_evidence", "hold_review", "put_findings", "agree_findings", "write_letter"),
    *("send_letter", "publish_review"),
)
