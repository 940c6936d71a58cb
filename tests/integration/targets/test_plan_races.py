"""Two who work on a plan at once: nothing gets into what was adopted. Each commits, as in life."""

import uuid

import pytest

from targets.models import PartnershipPlan
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.partnerships import make_area
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


def test_an_action_added_while_its_plan_is_adopted():
    """Either it was in before, or whoever added it is told: never an action nobody adopted."""
    name = uuid.uuid4().hex[:8]
    cdrp = made.make_cdrp(f"x-{name}", areas=[make_area(f"X{name.upper()}"[:9])])
    officer, chair = made.make_officer(cdrp, f"o-{name}"), made.make_chair(cdrp, f"c-{name}")
    made.make_adopted(cdrp, officer, chair)
    plan = standards.start_plan(cdrp, officer)
    standards.write_plan(plan, officer)
    standards.add_action(plan, officer)
    draft = PartnershipPlan.objects.get(pk=plan.pk)

    outcomes = Race(
        lambda: standards.adopt_plan(plan, chair),
        lambda: standards.add_action(draft, officer, step="Late"),
    ).finish()

    assert outcomes in (["PermissionDenied", "done"], ["done", "done"])
    plan.refresh_from_db()
    assert plan.status == "adopted"
    assert plan.actions.filter(step="Late").exists() == (outcomes == ["done", "done"])
