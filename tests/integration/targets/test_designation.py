"""Targets designated within a month, designations revoked, and the memoranda that say so."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from targets import actions, policies, queries
from targets.models import Designation, Memorandum, digest
from targets.one_month import last_day_of_first_month
from tests.factories.negotiation import AT
from tests.factories.revising import make_signed
from tests.factories.signing import make_signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return make_signed()


def at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def test_designation_is_published_with_all_that_the_law_asks(signed):
    memorandum = signed.designate("Burglary")

    said = json.loads(memorandum.content)
    assert digest(memorandum.content) == memorandum.content_sha256
    assert (memorandum.number, memorandum.occasion) == (1, "designation")
    assert (said["from"], said["to"], said["version"]) == ("2008-04-01", "2011-04-01", 1)
    burglary, violence = said["targets"]
    assert burglary["designated"] == {"notice": "Notice 12/2008", "on": AT.date().isoformat()}
    assert burglary["must_have_regard"] == [signed.force.name]
    assert burglary["other_persons"] == []
    assert burglary["values"][-1] == {"year": "2010/11", "value": "14.4"}
    assert violence["designated"] is None
    assert said["changes"][0]["what"] == "was designated"
    assert "(role)" not in memorandum.content, "posts and organisations act, no person is named"
    verbs = AuditEvent.objects.filter(area_id=signed.area.pk).values_list("verb", flat=True)
    assert {"designate_targets", "publish_memorandum"} <= set(verbs)


def test_targets_are_designated_until_the_last_day_of_the_month_and_no_longer(signed):
    last = last_day_of_first_month(timezone.localdate(AT))

    with pytest.raises(PermissionDenied, match=r"within one month.*s\.109"):
        signed.designate("Burglary", at=at_noon(last + timedelta(days=1)))
    assert signed.designate("Burglary", at=at_noon(last))


def test_only_the_director_designates(signed):
    for other in (signed.reviewer, signed.coordinator, signed.leader):
        with pytest.raises(PermissionDenied, match="Only the director"):
            signed.designate("Burglary", by=other)


def test_nothing_is_designated_before_the_last_signature():
    signing = make_signing().approved()

    may = policies.may_designate_targets(signing.director, signing.version, AT.date())
    assert "not signed yet" in may.reason


def test_nothing_is_designated_twice_nor_what_was_not_signed_to_be(signed):
    signed.designate("Burglary")

    with pytest.raises(actions.NotPossible, match="designated already"):
        signed.designate("Burglary")
    with pytest.raises(actions.NotPossible, match="Tick at least one"):
        signed.designate()
    assert [one.title for one in queries.designable(signed.version)] == ["Violence"]


def test_no_more_than_the_law_has_are_designated(signed, monkeypatch):
    monkeypatch.setattr("targets.actions.designation.DESIGNATED_AT_MOST", 1)
    signed.designate("Burglary")

    with pytest.raises(actions.NotPossible, match="2 targets would be designated"):
        signed.designate("Violence")


def test_page_opened_before_a_colleague_designated_is_stale(signed):
    shown = signed.version.version
    signed.designate("Burglary")

    with pytest.raises(Stale):
        actions.designate_targets(
            version_id=signed.version.pk,
            version=shown,
            targets=[signed.target("Violence").pk],
            notice="Notice 13/2008",
            by=signed.director,
            at=AT,
        )


def revoke(signed, **changes):
    values = {"reason": "The survey was stopped", "by": signed.director, "at": AT}
    designation = Designation.objects.get()
    return actions.revoke_designation(designation_id=designation.pk, **values | changes)


def test_revocation_is_published_once_and_the_target_stands(signed):
    signed.designate("Burglary")
    memorandum = revoke(signed)

    said = json.loads(memorandum.content)
    assert (memorandum.number, memorandum.occasion) == (2, "revocation")
    assert said["targets"][0]["designated"] is None
    assert said["changes"][0]["because"] == "The survey was stopped"
    with pytest.raises(PermissionDenied, match="already"):
        revoke(signed)
    with pytest.raises(PermissionDenied, match="Only the director"):
        revoke(signed, by=signed.reviewer)
    assert Memorandum.objects.count() == 2
    assert queries.designated_now(signed.agreement) == {}


def test_what_was_designated_on_a_day_is_known_on_both_sides_of_each_act(signed):
    signed.designate("Burglary")
    revoke(signed, at=AT + timedelta(days=10))
    designations = queries.designations_of(signed.agreement)

    def designated(days):
        return len(queries.designated_on(designations, AT.date() + timedelta(days=days)))

    assert [designated(days) for days in (-1, 0, 9, 10)] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE targets_memorandum SET content = content || ' '",
        "DELETE FROM targets_memorandum",
        "UPDATE targets_designation SET notice = 'x'",
        "DELETE FROM targets_designation",
    ],
)
def test_the_database_refuses_to_change_what_was_published(signed, statement):
    signed.designate("Burglary")

    with (
        pytest.raises(InternalError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
