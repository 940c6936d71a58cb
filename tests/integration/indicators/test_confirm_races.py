"""Two organisations that report one cell at once: one figure holds, and none is lost."""

import pytest
from django.db import transaction

from indicators import actions, queries
from indicators.models import Conflict, DataReturn, Observation
from indicators.reading import judging as reading
from laa_portal.foundation.models import Job
from partnerships.models import Organisation, RoleKind
from tests.conftest import person
from tests.racing import Race, meet

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

    cell = {"area__gss_code": "E23000002"}
    held, conflict = Observation.objects.current().get(**cell), Conflict.objects.get(**cell)
    assert {held.numerator, conflict.numerator} == set(SENDERS.values())
    assert conflict.held == held
    assert conflict.organisation == waiting.organisation


def sent(count, *, organisation, area, at):
    """Send what an organisation says of one area, as an operator."""
    made, _ = actions.send(
        organisation=Organisation.objects.get(code=organisation),
        name="a.csv",
        content=f"{HEADER}NI 16,{area},2008/09,{count},500000\n".encode(),
        by=None,
        at=at,
    )
    return made


def confirmed(made, at):
    return actions.confirm(return_id=made.pk, version=made.version, by=None, at=at)


def assert_is_judged_again(at):
    """Do what is asked of the one return that waits, and see that it is judged by what is known."""
    waiting = DataReturn.objects.get(status="checked")
    assert Job.objects.filter(kind="judge_again", key=str(waiting.pk), state="queued").exists()
    actions.judge_again(return_id=waiting.pk, at=at)
    assert not reading.is_overtaken(waiting)
    assert queries.changes(waiting).conflicts == 1
    waiting.refresh_from_db()
    confirmed(waiting, at)


def test_return_checked_while_another_is_loaded_is_judged_again(at):
    area = "E23000003"
    first = sent(10_000, organisation="home-office", area=area, at=at)

    def check():
        sent(10_100, organisation=f"police-{area}", area=area, at=at)

    def judge():
        Job.objects.filter(kind="judge_again").delete()
        waiting = DataReturn.objects.get(organisation__code=f"police-{area}")
        actions.judge_again(return_id=waiting.pk, at=at)

    with transaction.atomic():
        confirmed(first, at)
        assert Race(check).finish() == ["done"]  # and does not wait for the load
        assert Race(judge).finish() == ["done"]  # nor does what was asked for

    assert_is_judged_again(at)


def test_return_loaded_while_another_is_checked_has_it_judged_again(at):
    area = "E23000004"
    first = sent(10_000, organisation="home-office", area=area, at=at)

    def check():
        sent(10_100, organisation=f"police-{area}", area=area, at=at)

    assert meet(check, lambda: confirmed(first, at)) == ["done"]
    assert_is_judged_again(at)


def test_both_sides_of_a_settled_conflict_withdrawn_at_once_leave_nothing(at):
    area, analyst = "E23000005", person("settling", RoleKind.HO_ANALYST)
    first = confirmed(sent(10_000, organisation="home-office", area=area, at=at), at)
    second = confirmed(sent(10_100, organisation=f"police-{area}", area=area, at=at), at)
    conflict = Conflict.objects.get(data_return=second)
    given = {"outcome": "kept", "reason": "Asked both", "by": analyst, "at": at}
    actions.settle(conflict_id=conflict.pk, version=conflict.version, **given)

    def withdraw(one):
        one.refresh_from_db()
        told = {"reason": "Counted twice", "by": None, "at": at}
        actions.withdraw(return_id=one.pk, version=one.version, **told)

    assert meet(lambda: withdraw(first), lambda: withdraw(second)) == ["done"]
    assert Observation.objects.current().get(area__gss_code=area).status == "missing"
