from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from indicators import actions, queries
from indicators.actions import confirming
from indicators.models import Observation
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation

pytestmark = pytest.mark.django_db

HEADER = "indicator,area_code,period,numerator,denominator\n"


@pytest.fixture
def checked(catalogue, provider, at):
    """Send a return of the rows given and have it checked."""

    def send(rows, *, header=HEADER, name="a.csv"):
        data_return, _ = actions.send(
            organisation=Organisation.objects.get(code="home-office"),
            name=name,
            content=(header + rows).encode(),
            by=provider,
            at=at,
        )
        assert data_return.status == ReturnStatus.CHECKED, list(data_return.errors.all())
        return data_return

    return send


@pytest.fixture
def confirm(provider, at):
    def act(data_return, **changes):
        arguments = {"version": data_return.version, "by": provider, "at": at}
        return actions.confirm(return_id=data_return.pk, **(arguments | changes))

    return act


def test_confirm_makes_observations_publishes_and_asks_for_figures(checked, confirm):
    done = confirm(checked("NI 16,E23000001,2008/09,203903,7804732\n"))

    observation = Observation.objects.get()
    assert done.status == ReturnStatus.PUBLISHED
    assert (observation.numerator, observation.revision, observation.row) == (203903, 1, 2)
    assert (done.new_count, done.changed_count, done.unchanged_count) == (1, 0, 0)
    assert list(Job.objects.values_list("kind", "key")) == [("recompute", "NI 16 2008/09")]
    verbs = AuditEvent.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["confirm", "publish"]


def test_confirm_of_rows_that_are_known_makes_no_revision(checked, confirm):
    confirm(checked("NI 16,E23000001,2008/09,203903,7804732\n"))

    done = confirm(checked("NI 16,E23000001,2008/09,203903,7804732\n\n"))

    assert (done.new_count, done.changed_count, done.unchanged_count) == (0, 0, 1)
    assert Observation.objects.count() == 1


def test_confirm_of_a_changed_row_supersedes_and_keeps_the_earlier(checked, confirm, at):
    confirm(checked("NI 16,E23000001,2008/09,203903,7804732\n"))

    later = at + timedelta(hours=1)
    done = confirm(checked("NI 16,E23000001,2008/09,203904,7804732\n"), at=later)

    first, second = Observation.objects.order_by("revision")
    assert (done.new_count, done.changed_count) == (0, 1)
    assert (first.numerator, first.recorded_at, first.superseded_at) == (203903, at, later)
    assert (second.numerator, second.recorded_at, second.superseded_at) == (203904, later, None)


def test_table_known_to_be_empty_is_not_read_once_for_each_row(checked, at):
    """A national load into it would take hours instead of seconds."""
    data_return = checked("NI 16,E23000001,2008/09,203903,7804732\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_observation")
        cursor.execute(confirming.BY_KEY.format("off"))
        values = {"return_id": data_return.pk, "at": at}
        cursor.execute(f"EXPLAIN {confirming.OBSERVE_CHANGED}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "indicators_observation o" in plan
    assert "Seq Scan on indicators_observation" not in plan


def test_changes_are_foretold_as_confirming_makes_them(checked, confirm):
    confirm(checked("NI 16,E23000001,2008/09,1,7804732\nNI 16,E23000002,2008/09,2,500000\n"))
    data_return = checked(
        "NI 16,E23000001,2008/09,1,7804732\nNI 16,E23000002,2008/09,3,500000\n"
        "NI 16,E23000003,2008/09,4,1400000\n"
    )

    foretold = queries.changes(data_return)
    done = confirm(data_return)

    assert foretold == queries.Changes(new=1, changed=1, unchanged=1)
    assert (done.new_count, done.changed_count, done.unchanged_count) == (1, 1, 1)


def test_confirm_fills_an_empty_base_with_the_mid_year_population(checked, confirm):
    confirm(checked("NI 16,E23000001,2008/09,203903,\n"))

    assert Observation.objects.get().denominator == 7804732


def test_confirm_on_an_old_version_is_refused(checked, confirm):
    data_return = checked("NI 16,E23000001,2008/09,203903,7804732\n")

    with pytest.raises(Stale):
        confirm(data_return, version=data_return.version - 1)

    assert not Observation.objects.exists()


def test_confirm_by_a_stranger_changes_nothing(checked, confirm, stranger):
    data_return = checked("NI 16,E23000001,2008/09,203903,7804732\n")

    with pytest.raises(PermissionDenied, match="Only data providers of Home Office"):
        confirm(data_return, by=stranger)

    assert not Observation.objects.exists()


def test_confirm_twice_is_refused(checked, confirm):
    done = confirm(checked("NI 16,E23000001,2008/09,203903,7804732\n"))

    with pytest.raises(PermissionDenied, match="is published already"):
        confirm(done)


def test_confirm_takes_as_many_statements_for_many_rows_as_for_one(
    checked, confirm, real_return, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = checked("NI 16,E23000001,2008/09,203903,7804732\n")
    with CaptureQueriesContext(
        connection,
    ) as few:
        confirm(one, by=None)
    header, _, rows = real_return.decode().partition("\n")
    many = checked(rows, header=header + "\n")

    with django_assert_num_queries(len(few)):
        confirm(many, by=None)


def test_confirm_takes_a_note_that_looks_like_nothing(checked, confirm):
    header = "indicator,area_code,period,numerator,denominator,note\n"

    confirm(checked("NI 16,E23000001,2008/09,1,7804732,\\N\n", header=header))

    assert Observation.objects.get().note == "\\N"


def test_confirm_by_a_clock_that_is_behind_still_supersedes(checked, confirm, at):
    confirm(checked("NI 16,E23000001,2008/09,1,7804732\n"))

    done = confirm(checked("NI 16,E23000001,2008/09,2,7804732\n"), at=at - timedelta(seconds=5))

    first, second = Observation.objects.order_by("revision")
    assert done.changed_count == 1
    assert (second.numerator, second.superseded_at) == (2, None)
    assert first.recorded_at < first.superseded_at == second.recorded_at
