"""Two who hand over, or correct a number of another plan, at once. Each commits, as in life."""

import uuid
from decimal import Decimal

import pytest

from laa_portal.foundation.versioning import Stale
from targets import actions
from targets.models import HandOver, PlanValue
from tests.conftest import person
from tests.factories.negotiation import AT, make_talks
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def talks():
    """An agreement of this test's own, over one target."""
    return make_talks(uuid.uuid4().hex[:5].upper(), titles=("Burglary",))


def test_of_two_who_hand_over_at_once_one_does(talks):
    colleague = person(f"second{talks.area.pk}", "go_reviewer", area=talks.area)

    outcomes = Race(
        *(
            lambda holder=holder: actions.hand_over_negotiation(
                agreement_id=talks.agreement.pk,
                version=0,
                holder=holder,
                note="",
                by=talks.reviewer,
                at=AT,
            )
            for holder in (talks.reviewer, colleague)
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert HandOver.objects.filter(agreement=talks.agreement).count() == 1


def test_a_number_of_another_plan_is_put_on_record_once_and_corrected_once(talks):
    target = talks.target("Burglary")
    number = {"value": Decimal("8.2"), "source": "Page 14", "note": ""}
    said = {"measure": talks.measures["Burglary"], "plan": "policing_plan", "year": "2010/11"}
    by = {"by": talks.coordinator, "at": AT}

    def add():
        try:
            actions.add_plan_value(target_id=target.pk, said=said | number, **by)
        except actions.NotPossible as taken:
            raise Stale from taken

    assert Race(add, add).finish() == ["Stale", "done"]
    held = PlanValue.objects.get(target=target)

    def correct():
        found = PlanValue.objects.select_related("target__agreement__area").get(pk=held.pk)
        actions.correct_plan_value(plan_value=found, said=number, **by)

    assert Race(correct, correct).finish() in (
        ["Stale", "done"],
        ["PermissionDenied", "done"],  # where the first was through before the second looked
    )
    assert PlanValue.objects.current().get(target=target).corrects == held
