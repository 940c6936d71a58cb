"""Two organisations that report one cell at once: one figure holds, and none is lost."""

import pytest

from indicators import actions
from indicators.models import Conflict, DataReturn, Observation
from laa_portal.foundation.models import Job
from partnerships.models import Organisation, RoleKind
from tests.conftest import person
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("catalogue", "own_database")

HEADER = "indicator,area_code,period,numerator,denominator\n"
SENDERS = {"home-office": 10_000, "police-E23000002": 10_100}


def test_two_senders_of_one_cell_at_once_come_to_one_figure_and_one_conflict(at):
    acts, people = [], {}
    for code, count in SENDERS.items():
        organisation = Organisation.objects.get(code=code)
        by = people[code] = person(code, RoleKind.DATA_PROVIDER, organisation=organisation)
        content = f"{HEADER}NI 16,E23000002,2008/09,{count},500000\n".encode()
        sent, _ = actions.send(
            organisation=organisation, name="a.csv", content=content, by=by, at=at
        )
        acts.append(
            lambda sent=sent, by=by: actions.confirm(
                return_id=sent.pk, version=sent.version, by=by, at=at
            )
        )

    assert Race(*acts).finish() == ["Stale", "done"]

    waiting = DataReturn.objects.get(status="checked")
    assert Job.objects.filter(kind="judge_again", key=str(waiting.pk)).exists()
    actions.judge_again(return_id=waiting.pk, at=at)
    waiting.refresh_from_db()
    actions.confirm(
        return_id=waiting.pk,
        version=waiting.version,
        by=people[waiting.organisation.code],
        at=at,
    )

    held, conflict = Observation.objects.current().get(), Conflict.objects.get()
    assert {held.numerator, conflict.numerator} == set(SENDERS.values())
    assert conflict.held == held
    assert conflict.organisation == waiting.organisation
