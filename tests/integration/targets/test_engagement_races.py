"""Two who write on one consultation at once: what one wrote is never lost. Each commits."""

import uuid

import pytest

from targets import actions
from targets.models import Engagement
from tests.factories import targets as made
from tests.factories.engagements import AT, add_engagement, report
from tests.factories.partnerships import make_area
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def two():
    """A record of a CDRP of this test's own, ready to be published, and two who may write."""
    name = uuid.uuid4().hex[:8]
    cdrp = made.make_cdrp(f"x-{name}", areas=[make_area(f"X{name.upper()}"[:9])])
    officer, chair = made.make_officer(cdrp, f"o-{name}"), made.make_chair(cdrp, f"c-{name}")
    return report(add_engagement(cdrp, officer), officer), officer, chair


def test_what_was_heard_is_published_as_it_was_read_or_not_at_all(two):
    """Either the new words were in before, or whoever wrote them, or published, is told."""
    record, officer, chair = two
    seen = {"engagement_id": record.pk, "version": record.version, "at": AT}

    outcomes = Race(
        lambda: actions.publish_engagement(**seen, by=chair),
        lambda: actions.report_heard(**seen, heard="Late", number_taking_part=None, by=officer),
    ).finish()

    assert outcomes == ["Stale", "done"]
    now = Engagement.objects.get(pk=record.pk)
    assert (now.status, now.heard) in {("published", "Speeding comes first."), ("draft", "Late")}
