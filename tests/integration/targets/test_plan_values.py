"""The same indicator in another plan: on record, corrected, reconciled, and held against offers."""

import html
import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.models import AreaKind, OrganisationKind
from targets import actions, queries
from targets.audiences import of_plan_value
from targets.models import PlanValue, Reconciliation
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db
P, G, K = Side.PARTNERSHIP, Side.GOVERNMENT, LineKind


@pytest.fixture
def talks():
    return make_talks()


def add(talks, *, value="8.2", by=None, title="Burglary", **changes):
    said = {
        "measure": talks.measures[title],
        "plan": "policing_plan",
        "year": "2010/11",
        "value": Decimal(value),
        "source": "Policing plan 2008 to 2011, page 14",
        "note": "",
    }
    return actions.add_plan_value(
        target_id=talks.target(title).pk, said=said | changes, by=by or talks.coordinator, at=AT
    )


def correct(talks, held, value, by=None):
    said = {"value": Decimal(value), "source": "Page 15", "note": ""}
    return actions.correct_plan_value(plan_value=held, said=said, by=by or talks.coordinator, at=AT)


def reconcile(talks, held, *, by=None, version=None, text="The plan is revised in April"):
    return actions.reconcile_plan_value(
        plan_value=PlanValue.objects.get(pk=held.pk),
        version=version or talks.version,
        reason="plan_changes",
        text=text,
        by=by or talks.coordinator,
        at=AT,
    )


def police_authority_person(talks):
    force = make_area("X23000901", kind=AreaKind.POLICE_FORCE)
    make_part(force, talks.area)
    kind = OrganisationKind.POLICE_AUTHORITY
    return person(
        "authority", "partner", organisation=make_organisation("x-pa", areas=[force], kind=kind)
    )


def findings(talks, who=None):
    found = queries.overview(talks.agreement, who or talks.coordinator)
    broken = found.findings(who or talks.coordinator, AT.date())
    return [one.sentence for one in broken if one.rule.code == "agrees_with_other_plans"]


def text(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


# --- On record ------------------------------------------------------------------------------------


def test_who_speaks_and_who_makes_the_plan_put_it_on_record_and_nobody_else(talks):
    talks.say(P, Burglary="14.40")
    council = make_organisation("x-council", areas=[talks.area])
    partner = person("partner", "partner", organisation=council)
    for somebody in (talks.director, talks.county.officer, partner):
        with pytest.raises(PermissionDenied, match="police authority"):
            add(talks, by=somebody)

    add(talks, by=talks.reviewer)
    add(talks, by=police_authority_person(talks), year="2009/10")

    assert PlanValue.objects.visible_to(talks.director).count() == 2
    assert PlanValue.objects.visible_to(partner).count() == 2


def test_a_number_is_corrected_once_by_another_and_stays(talks):
    held = add(talks)
    with pytest.raises(actions.NotPossible, match="on record already"):
        add(talks, value="9")

    newest = correct(talks, held, "8.4")

    assert list(PlanValue.objects.current()) == [newest]
    with pytest.raises(Stale, match="corrected it meanwhile"):
        correct(talks, held_as_it_was(held), "8.6")
    with pytest.raises(PermissionDenied, match="corrected already"):
        correct(talks, PlanValue.objects.get(pk=held.pk), "8.6")
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        PlanValue.objects.filter(pk=held.pk).update(value=1)


def held_as_it_was(held):
    """The record as somebody loaded it who did not see that it was corrected."""
    before = PlanValue.objects.get(pk=held.pk)
    before._state.fields_cache["corrected_by"] = None
    return before


def test_the_sides_that_know_of_a_target_are_told_of_another_plan(talks):
    held = add(talks)
    event = AuditEvent.objects.get(verb="add_plan_value")

    assert set(of_plan_value(event, timezone.localdate())) == {talks.coordinator}
    talks.say(P, Burglary="14.40")
    assert set(of_plan_value(event, timezone.localdate())) == {talks.coordinator, talks.reviewer}
    assert event.target_id == str(held.pk)


def test_what_was_not_offered_is_told_to_the_partnership_alone(talks):
    held = add(talks)

    assert not PlanValue.objects.visible_to(talks.reviewer).exists()
    assert AuditEvent.objects.get(verb="add_plan_value").side == P
    talks.say(P, Burglary="14.40")
    assert PlanValue.objects.visible_to(talks.reviewer).get() == held
    correct(talks, PlanValue.objects.get(pk=held.pk), "8.4", by=talks.reviewer)
    assert AuditEvent.objects.get(verb="correct_plan_value").side == ""


# --- Beside what is offered -----------------------------------------------------------------------


def test_a_differing_number_is_a_finding_that_stops_no_offer(talks):
    add(talks)
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "7.90", baseline=Decimal("9.0")))

    (sentence,) = findings(talks)

    assert "The policing plan says 8.2 for 2010/11 and this 7.9" in sentence
    assert talks.make_offer(P).number == 1


@pytest.mark.parametrize("changes", [{"value": "14.4"}, {"year": "2009/10"}])
def test_the_same_number_and_a_year_without_one_are_no_finding(talks, changes):
    add(talks, **changes)
    talks.say(P, Burglary="14.40")

    assert findings(talks) == []


def test_a_reason_settles_it_until_what_is_offered_changes(talks):
    held = add(talks)
    talks.say(P, Burglary="14.40")
    assert len(findings(talks)) == 1

    said = reconcile(talks, held, by=talks.coordinator)

    assert said.beside == Decimal("14.40")
    assert findings(talks) == []
    talks.say(G, Burglary="13.00")
    talks.say(P, Burglary="13.50")
    assert len(findings(talks)) == 1


def test_nothing_is_reconciled_before_it_is_offered_nor_where_it_is_the_same(talks):
    held = add(talks)
    with pytest.raises(PermissionDenied, match="Nothing lies on the table"):
        reconcile(talks, held)
    talks.say(P, Burglary="14.40")
    newest = correct(talks, held, "14.4")

    with pytest.raises(actions.NotPossible, match="does not differ"):
        reconcile(talks, newest)


def test_who_was_shown_an_older_offer_reconciles_nothing(talks):
    held = add(talks)
    talks.say(P, Burglary="14.40")
    version = talks.version
    talks.say(G, Burglary="13.00")

    with pytest.raises(Stale):
        reconcile(talks, held, version=version)
    assert not Reconciliation.objects.exists()


def test_what_ones_side_prepares_is_never_what_is_reconciled(talks):
    held = add(talks)
    talks.say(P, Burglary="14.40")
    talks.draft(G, "Burglary", K.COUNTER, talks.terms("Burglary", "12.34"))
    with pytest.raises(actions.NotPossible, match="Open the last offer"):
        reconcile(talks, held, by=talks.reviewer)
    actions.open_offer(offer_id=talks.agreement.offers.get().pk, by=talks.reviewer, at=AT)

    assert reconcile(talks, held, by=talks.reviewer).beside == Decimal("14.40")


# --- Pages ----------------------------------------------------------------------------------------


def test_both_sides_read_it_beside_the_target_and_say_why_they_differ(client, talks):
    talks.say(P, Burglary="14.40")
    target = talks.target("Burglary")
    client.force_login(talks.coordinator)
    page = reverse("targets:add-plan-value", args=[target.pk])
    typed = {"measure": talks.measures["Burglary"].pk, "plan": "policing_plan", "year": "2010/11"}

    assert client.post(page, typed | {"source": "Page 14"}).status_code == 422
    done = client.post(page, typed | {"source": "Page 14", "value": "8.2"}, follow=True)
    assert "Differs, to resolve" in text(done)

    client.force_login(talks.reviewer)
    actions.open_offer(offer_id=talks.agreement.offers.get().pk, by=talks.reviewer, at=AT)
    said = text(client.get(target.get_absolute_url()))
    assert "The policing plan says 8.20 offences per 1,000 people for 2010/11" in said
    assert "on the table it is 14.40." in said
    held = PlanValue.objects.get()
    why = {"version": talks.version, "reason": "known", "text": "The force means its whole area"}
    after = client.post(reverse("targets:reconcile-plan-value", args=[held.pk]), why, follow=True)
    assert "Differs, explained" in text(after)
    assert "The force means its whole area" in text(after)


def test_a_corrected_number_stays_readable(client, talks):
    held = add(talks)
    client.force_login(talks.coordinator)
    typed = {"value": "8.4", "source": "Page 15", "note": ""}

    done = client.post(reverse("targets:correct-plan-value", args=[held.pk]), typed, follow=True)

    assert "The policing plan says 8.40" in text(done)
    assert "2010/11: 8.20 offences per 1,000 people (Policing plan 2008 to 2011, page 14)" in text(
        done
    )


def test_only_those_at_the_table_read_what_other_plans_say(client, talks, analyst):
    talks.say(P, Burglary="14.40")
    talks.say(G, Burglary=K.ACCEPT)
    held = add(talks)
    client.force_login(analyst)

    assert client.get(held.get_absolute_url()).status_code == 404
    assert client.get(reverse("targets:reconcile-plan-value", args=[held.pk])).status_code == 404
