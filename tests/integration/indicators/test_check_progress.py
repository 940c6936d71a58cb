"""A large return is checked by a job: how far it is can be seen, stopped, and taken up again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from indicators import actions
from indicators.actions import progress
from indicators.models import DataReturn, ReturnFile, Stage
from indicators.states import ReturnStatus
from laa_portal.foundation.audit import AuditEvent
from partnerships.models import Organisation

HEADER = "indicator,area_code,period,numerator,denominator,note\n"
LARGE = (HEADER + "NI 16,E23000001,2008/09,1,100," + "x" * 300 + "\n" + "\n" * 500_000).encode()

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def waiting(db, provider, at):
    """A return that is too large to be checked while its sender waits."""
    organisation = Organisation.objects.get(code="home-office")
    return actions.send(
        organisation=organisation, name="large.csv", content=LARGE, by=provider, at=at
    )[0]


class Told:
    """Somebody who is told how far a check has come, and does something about it."""

    def __init__(self, act=lambda: None):
        self.stages = []
        self._act = act

    def reading(self, done, total):
        self.stages.append(("reading", done, total))

    def checking(self):
        self.stages.append("checking")
        self._act()


def test_check_tells_its_stages_and_ends_checked(waiting, at):
    told = Told()

    checked = actions.check(return_id=waiting.pk, at=at, progress=told)

    assert checked.status == ReturnStatus.CHECKED
    assert told.stages[-1] == "checking"


def test_check_that_was_stopped_meanwhile_leaves_no_trace(waiting, provider, at):
    def stop():
        actions.cancel(return_id=waiting.pk, version=waiting.version, by=provider, at=at)

    outcome = actions.check(return_id=waiting.pk, at=at, progress=Told(stop))

    waiting.refresh_from_db()
    assert outcome is None
    assert waiting.status == ReturnStatus.REFUSED
    assert [error.code for error in waiting.errors.all()] == ["cancelled"]
    assert not waiting.staged.exists()
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "send",
        "cancel",
    ]


def test_check_that_finds_itself_stopped_gives_up(waiting, at):
    def stop():
        raise progress.Stopped

    assert actions.check(return_id=waiting.pk, at=at, progress=Told(stop)) is None
    waiting.refresh_from_db()
    assert waiting.status == ReturnStatus.RECEIVED


def test_stopped_return_can_be_checked_again(waiting, provider, at):
    stopped = actions.cancel(return_id=waiting.pk, version=waiting.version, by=provider, at=at)

    again = actions.resend(return_id=stopped.pk, version=stopped.version, by=provider, at=at)

    assert (again.status, again.stage) == (ReturnStatus.RECEIVED, Stage.WAITING)
    assert not again.errors.exists()


def test_page_shows_the_stage_and_stops_the_check(client, waiting, provider):
    client.force_login(provider)
    waiting.stage, waiting.rows_read, waiting.rows_expected = Stage.READING, 12_500, 50_000
    waiting.save()

    page = client.get(waiting.get_absolute_url())
    stopped = client.post(
        reverse("indicators:cancel", args=[waiting.pk]), {"version": waiting.version}, follow=True
    )

    assert "12,500 of about 50,000 rows" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "The check was stopped before its end" in stopped.text


def elsewhere(act):
    """Do something in a transaction of its own, as another process would."""

    def do():
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(do).result()


@pytest.fixture
def kept(db, at):
    """A return that everybody sees; taken away again in the end."""

    def keep():
        file = ReturnFile.objects.create(sha256="a" * 64, content=b"x")
        body = Organisation.objects.get(code="police-E23000002")
        return DataReturn.objects.create(
            organisation=body, file=file, name="a.csv", size=1, sent_at=at
        )

    found = elsewhere(keep)
    yield found
    elsewhere(lambda: DataReturn.objects.filter(pk=found.pk).delete())
    elsewhere(lambda: ReturnFile.objects.filter(pk=found.file_id).delete())


def test_what_is_told_is_seen_before_the_check_has_ended(kept):
    telling = actions.Progress(kept.pk)

    telling.reading(500, 2_000)
    telling.reading(1_000, 2_000)  # too soon to be told

    seen = elsewhere(lambda: DataReturn.objects.get(pk=kept.pk))
    assert (seen.stage, seen.rows_read, seen.rows_expected) == (Stage.READING, 500, 2_000)


def test_check_of_what_is_no_longer_waiting_is_stopped(kept):
    elsewhere(lambda: DataReturn.objects.filter(pk=kept.pk).update(status=ReturnStatus.REFUSED))

    with pytest.raises(progress.Stopped):
        actions.Progress(kept.pk).checking()
