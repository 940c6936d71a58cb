"""A concern and all who act on it, by real acts."""

from datetime import UTC, datetime

from reviews import actions
from reviews.models import Concern
from tests.conftest import person
from tests.factories.negotiation import make_talks
from tests.factories.partnerships import make_organisation

NOW = datetime(2009, 6, 1, 9, tzinfo=UTC)


def make_case(suffix="", **changes):
    """Make an area with one concern, which its partnership was asked about."""
    return Case(suffix, **changes)


class Case:
    """A concern about burglary: its people, and acts upon it at the version it has now."""

    def __init__(self, suffix="", *, level=2, is_shared=True):
        self.talks = make_talks(suffix, titles=("Burglary",))
        self.area = self.talks.area
        self.coordinator, self.reviewer = self.talks.coordinator, self.talks.reviewer
        self.director = self.talks.director
        self.analyst = person(f"ho-analyst{suffix}", "ho_analyst")
        self.inspector = person(f"inspector{suffix}", "inspector")
        self.organisation = make_organisation(f"x-police{suffix}")
        self.stranger = person(f"far-away{suffix}", "go_reviewer")
        made = actions.raise_concern(
            area=self.area,
            target=self.talks.target("Burglary"),
            theme="",
            level=level,
            reason="Two bad months",
            by=self.reviewer,
            at=NOW,
        )
        self.pk = made.pk
        if is_shared:
            self.act("ask", question="What has changed?")

    @property
    def concern(self):
        return Concern.objects.select_related("area", "target").get(pk=self.pk)

    def act(self, verb, *, by=None, at=NOW, **given):
        """Do something to the concern, by the reviewer unless somebody else is named."""
        concern = self.concern
        values = {"concern_id": concern.pk, "version": concern.version, "at": at}
        return getattr(actions, verb)(by=by or self.reviewer, **values | given)

    def judge(self, *, is_capable=True, is_willing=True, by=None):
        return actions.judge_standing(
            area=self.area,
            is_capable=is_capable,
            is_willing=is_willing,
            reason="Seen at two meetings",
            by=by or self.reviewer,
            at=NOW,
        )

    def open(self, title="School survey", *, by=None, body=None, **changes):
        """Open an intervention, for the body of whoever opens it."""
        by = by or self.reviewer
        bodies = {"go_reviewer": "government_office", "ho_analyst": "home_office"}
        values = {
            "area": self.area,
            "body": body or bodies.get(by.roles.get().kind, "ofsted"),
            "kind": "request",
            "step": 1,
            "title": title,
            "text": "A list of what is under way in schools",
            "due_on": None,
        }
        return actions.open_intervention(by=by, at=NOW, **values | changes)

    def enter(self, *, by=None, **changes):
        """Enter an inspection report that is concerned."""
        values = {
            "area": self.area,
            "kind": "inspection",
            "body": "hmic",
            "weight": "concern",
            "text": "Too few checks of second-hand shops",
            "report": "Inspection of neighbourhood policing",
            "published_on": NOW.date(),
            "indicators": [self.concern.target.indicator],
        }
        return actions.enter_judgement(by=by or self.inspector, at=NOW, **values | changes)

    def propose(self, *, by=None, aim="Shops are checked every week"):
        return self.act("propose_improvement", by=by, aim=aim)

    def add(self, plan, *, by=None, **changes):
        """Add an action to a plan."""
        plan.refresh_from_db()
        values = {
            "text": "Visit the shops of the market street",
            "owner": "Chief inspector",
            "organisation": self.organisation,
            "milestone": "All shops visited once",
            "due_on": NOW.date(),
        }
        return actions.add_improvement_action(
            plan_id=plan.pk,
            version=plan.version,
            by=by or self.reviewer,
            at=NOW,
            **values | changes,
        )

    def on_plan(self, verb, plan, *, by=None, **given):
        plan.refresh_from_db()
        return getattr(actions, verb)(
            plan_id=plan.pk, version=plan.version, by=by or self.reviewer, at=NOW, **given
        )
