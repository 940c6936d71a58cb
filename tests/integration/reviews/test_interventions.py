"""Interventions: nobody adds to what other bodies have open without having seen it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from reviews import actions, policies
from reviews.models import Acknowledgement, Advice, Intervention
from tests.factories.concerns import NOW, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case()


def test_first_is_opened_and_everybody_of_the_area_sees_it(case):
    made = case.open()

    assert made.is_open
    assert AuditEvent.objects.get(verb="open_intervention").side == ""
    seen = [
        Intervention.objects.visible_to(one).count()
        for one in (case.reviewer, case.coordinator, case.inspector, case.stranger)
    ]
    assert seen == [1, 1, 1, 0]


def test_next_of_another_body_is_refused_until_the_first_is_acknowledged(case):
    first = case.open("School survey", by=case.inspector)

    with pytest.raises(actions.NotAcknowledged, match=r"“School survey” \(Ofsted\)"):
        case.open("Plan of visits")
    assert Intervention.objects.count() == 1

    case.open("Plan of visits", acknowledged=[first.pk])

    seen = Acknowledgement.objects.get()
    assert (seen.intervention, seen.acknowledged_by) == (first, case.reviewer)
    assert AuditEvent.objects.filter(verb="acknowledge_intervention").count() == 1


def test_acknowledging_is_each_persons_own(case):
    first = case.open(by=case.inspector)
    actions.acknowledge_intervention(intervention_id=first.pk, by=case.reviewer, at=NOW)

    with pytest.raises(actions.NotAcknowledged):
        case.open("Another", by=case.director, body="government_office")
    case.open("Another", by=case.reviewer)
    actions.acknowledge_intervention(intervention_id=first.pk, by=case.reviewer, at=NOW)
    assert Acknowledgement.objects.count() == 1


def test_own_body_and_what_is_closed_need_no_acknowledging(case):
    case.open("Our own")
    case.open("Our second")
    theirs = case.open(
        by=case.inspector, acknowledged=Intervention.objects.values_list("pk", flat=True)
    )
    actions.close_intervention(
        intervention_id=theirs.pk, version=1, outcome="Received", by=case.inspector, at=NOW
    )

    assert case.open("Our third").is_open


def test_intervention_sets_no_target(case):
    with pytest.raises(actions.SetsTarget, match="only the Local Area Agreement"):
        case.open(text="Cut burglary by 15%")


def test_partnership_opens_none_and_nobody_opens_for_another_body(case):
    with pytest.raises(PermissionDenied, match="open interventions"):
        case.open(by=case.coordinator)
    with pytest.raises(PermissionDenied, match="do not act for the Home Office"):
        case.open(body="home_office")
    with pytest.raises(actions.TooEarly):
        case.open(due_on=date(2009, 5, 1))


def test_only_its_own_body_closes_it_once(case):
    made = case.open(by=case.inspector)
    closing = {"intervention_id": made.pk, "version": 1, "outcome": "Received", "at": NOW}

    with pytest.raises(PermissionDenied, match="act for the Ofsted"):
        actions.close_intervention(by=case.reviewer, **closing)
    actions.close_intervention(by=case.inspector, **closing)
    with pytest.raises(Stale):
        actions.close_intervention(by=case.inspector, **closing)
    with pytest.raises(PermissionDenied, match="closed on"):
        actions.close_intervention(by=case.inspector, **closing | {"version": 2})


def test_concern_goes_to_three_only_by_an_officer_who_has_seen_what_others_have_open(case):
    made = case.open(by=case.inspector)

    with pytest.raises(PermissionDenied, match="School survey"):
        case.act("escalate", level=3, rationale="No leadership")
    actions.acknowledge_intervention(intervention_id=made.pk, by=case.reviewer, at=NOW)
    assert case.act("escalate", level=3, rationale="No leadership").level == 3


def test_advice_stays_among_government(case):
    said = {"concern_id": case.pk, "text": "Wait for the inquest", "at": NOW}
    actions.advise(body="home_office", by=case.analyst, **said)

    seen = [Advice.objects.visible_to(one).count() for one in (case.reviewer, case.coordinator)]
    assert seen == [1, 0]
    assert AuditEvent.objects.get(verb="advise").side == "government"
    with pytest.raises(PermissionDenied, match="Only government"):
        actions.advise(body="home_office", by=case.coordinator, **said)
    with pytest.raises(PermissionDenied, match="do not speak for"):
        actions.advise(body="home_office", by=case.reviewer, **said)
    actions.advise(body="dcsf", by=case.reviewer, **said)


def test_acknowledgement_and_its_moment_never_change(case):
    made = case.open(by=case.inspector)
    actions.acknowledge_intervention(intervention_id=made.pk, by=case.reviewer, at=NOW)

    with pytest.raises(Exception, match="acknowledgements_never_change"), transaction.atomic():
        Acknowledgement.objects.update(acknowledged_by=case.director)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.create(
            intervention=made, acknowledged_by=case.reviewer, acknowledged_at=NOW
        )


def test_what_lies_open_is_asked_for_in_one_query(case, django_assert_num_queries):
    for number in range(3):
        case.open(f"Survey {number}", by=case.inspector)
    case.reviewer.current_roles  # noqa: B018 -- read once for each request

    missing = policies.not_acknowledged(case.reviewer, case.area, "government_office")
    with django_assert_num_queries(3):
        assert list(policies.not_acknowledged(case.reviewer, case.area, "hmic")) == list(missing)
    assert len(missing) == 3
