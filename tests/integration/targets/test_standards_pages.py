"""The pages of checklists, plans and counties' agreements, as their readers go through them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from targets.models import CommunitySafetyAgreement, PartnershipPlan, PlanAction, StandardRecord
from tests.conftest import person
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(f"targets:{name}", args=args), query)


def send(client, name, *args, **typed):
    return client.post(reverse(f"targets:{name}", args=args), typed, follow=True)


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip()


def on(day: date, name: str = "happened_on"):
    """A date as its three boxes are filled in."""
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": number for part, number in parts.items()}


def test_a_plan_from_an_empty_page_to_a_public_summary(client, cdrp, officer, chair):
    client.force_login(officer)
    assert "Adopt one first" in text(page(client, "plans", cdrp.code))
    assessment = made.make_adopted(cdrp, officer, chair)

    begun = send(client, "start-plan", cdrp.code, first_year=2008)
    plan = PartnershipPlan.objects.get()
    assert "Nothing is written yet on strategy and engagement of the community" in text(begun)
    for name in ("strategy", "engagement", "summary"):
        plan.refresh_from_db()
        said = send(client, "write-plan", plan.pk, name, version=plan.version, text="Safer nights")
    assert "No action serves" in text(said)
    lead = cdrp.organisations.first()
    typed = {
        "priority": assessment.priorities.get().pk,
        "step": "Street wardens",
        "lead": lead.pk,
        "resources": "Two wardens",
        **on(date(2009, 3, 31), "due_on"),
    }
    unmeasured = send(client, "add-plan-action", plan.pk, **typed)
    assert "Choose an indicator, or say how success is measured" in text(unmeasured)
    added = send(client, "add-plan-action", plan.pk, **typed, measure="Fewer calls")
    assert f"Led by {lead}" in text(added)
    assert "The chair records that the strategy group adopted it" in text(added)
    action = PlanAction.objects.get()
    changed = send(
        client,
        "change-plan-action",
        action.pk,
        **typed | {"step": "More wardens"},
        measure="Fewer calls",
        version=action.version,
    )
    assert "More wardens" in text(changed)

    client.force_login(chair)
    posts = {f"seat_{seat.pk}": "Chief officer" for seat in cdrp.seats.all()}
    plan.refresh_from_db()
    adopted = send(client, "adopt-plan", plan.pk, version=plan.version, **posts)
    assert "The plan is adopted and in force." in text(adopted)
    action.refresh_from_db()
    noted = send(client, "note-progress", action.pk, version=action.version, progress="One hired")
    assert "One hired" in text(noted)
    assert page(client, "plan-summary", cdrp.code).status_code == 404
    plan.refresh_from_db()
    assert "Anybody may read it" in text(
        send(client, "publish-summary", plan.pk, version=plan.version)
    )

    client.logout()
    assert "Safer nights" in text(page(client, "plan-summary", cdrp.code))
    client.force_login(officer)
    plan.refresh_from_db()
    taken = send(client, "unpublish-summary", plan.pk, version=plan.version, reason="Wrong year")
    assert "Taken back on" in text(taken)
    assert page(client, "plan-summary", cdrp.code).status_code == 404
    plan.refresh_from_db()
    outside = send(client, "refresh-plan", plan.pk, version=plan.version, year=2012, reason="New")
    assert outside.status_code == 422
    refreshed = send(client, "refresh-plan", plan.pk, version=plan.version, year=2009, reason="New")
    assert "What has changed since the edition before: New" in text(refreshed)


def test_the_second_to_save_a_text_sees_both(client, cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair)
    plan = standards.start_plan(cdrp, officer)
    standards.write_plan(plan, officer, strategy="The officer's words")
    client.force_login(chair)

    overtaken = send(client, "write-plan", plan.pk, "strategy", version=1, text="The chair's words")

    assert overtaken.status_code == 409
    assert "The officer&#x27;s words" in overtaken.text
    assert "The chair&#x27;s words" in overtaken.text
    assert 'name="version" value="2"' in overtaken.text


def test_readers_of_the_area_see_what_was_adopted_and_change_nothing(client, cdrp, officer, chair):
    plan = standards.make_adopted_plan(cdrp, officer, chair)
    client.force_login(person("reviewer", "go_reviewer", area=cdrp.areas.get()))

    said = text(page(client, "plan", plan.pk))
    assert "Street wardens on Fridays" in said
    assert "Refresh it" not in said
    refused = send(client, "refresh-plan", plan.pk, version=plan.version, year=2009, reason="No")
    assert refused.status_code == 403
    assert "Only the officers and the chair" in text(refused)


def test_a_countys_agreement_from_start_to_adoption(client, cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair)
    other = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    group, of_county = standards.make_county(cdrp.areas.get(), other.areas.get())
    client.force_login(of_county)

    assert "No agreement yet" in text(page(client, "safety-agreements", group.code))
    begun = send(client, "start-safety-agreement", group.code, year=2008)
    agreement = CommunitySafetyAgreement.objects.get()
    assert f"No adopted assessment for 2008/09: {other}." in text(begun)
    assert "No national indicator" in text(begun)
    for name in ("priorities", "delivery"):
        agreement.refresh_from_db()
        send(
            client,
            "write-safety-agreement",
            agreement.pk,
            name,
            version=agreement.version,
            text="One county team",
        )
    posts = {f"seat_{seat.pk}": "Chief executive" for seat in group.seats.all()}
    agreement.refresh_from_db()
    asked = page(client, "adopt-safety-agreement", agreement.pk)
    assert f"These districts have adopted no assessment for 2008/09: {other}" in text(asked)
    adopted = send(
        client, "adopt-safety-agreement", agreement.pk, version=agreement.version, **posts
    )
    assert "Chief executive, Organisation x-county-council" in text(adopted)

    client.force_login(officer)
    assert f"agreements of {group}" in text(page(client, "cdrp", cdrp.code))
    assert "One county team" in text(page(client, "safety-agreement", agreement.pk))


def test_a_unitary_area_never_sees_the_county_step(client):
    cdrp = made.make_cdrp("x-unitary", areas=[make_area("X06000901", kind="unitary")])
    client.force_login(made.make_officer(cdrp))

    assert "Community safety agreement" not in text(page(client, "cdrp", cdrp.code))
    assert "county" not in text(page(client, "plans", cdrp.code)).lower()


def test_the_checklist_says_what_is_met_and_what_to_do(client, cdrp, officer, chair):
    standards.make_adopted_plan(cdrp, officer, chair)
    client.force_login(officer)

    said = text(page(client, "hallmarks", cdrp.code, year=2008))
    assert "Minimum standards 2008/09" in said
    assert "Law: SI 2007/1830 regs 5-7 Met Strategic assessment 2008/09 , 4 February 2008" in said
    assert "Overdue since 31 March 2008 Nothing on record Hold a public meeting" in said
    send(
        client,
        "record-standard",
        cdrp.code,
        "skills-review",
        **on(date(2008, 5, 1)),
        text="Two need training",
    )
    record = StandardRecord.objects.get()
    said = text(page(client, "hallmarks", cdrp.code, year=2008))
    assert "Review of skills and knowledge , 1 May 2008" in said
    assert "Two need training" in said

    gone = send(
        client, "withdraw-standard", record.pk, version=record.version, reason="Another group's"
    )
    assert "Withdrawn on" in text(gone)


def test_a_record_of_a_day_to_come_is_refused_beside_the_day(client, cdrp, officer):
    client.force_login(officer)

    refused = send(
        client,
        "record-standard",
        cdrp.code,
        "skills-review",
        **on(date(2099, 1, 1)),
        text="Not yet",
    )

    assert refused.status_code == 422
    assert "Record it once it has happened" in text(refused)


def test_protocols_are_reviewed_after_they_are_signed(client, cdrp, officer):
    client.force_login(officer)
    days = on(date(2008, 5, 1)) | on(date(2008, 5, 1), "review_due_on")
    bodies = [one.pk for one in cdrp.organisations.all()]

    wrong = send(client, "record-standard", cdrp.code, "protocol", organisations=bodies, **days)

    assert "The review must come after the day it was signed" in text(wrong)
    assert page(client, "record-standard", cdrp.code, "nonsense").status_code == 404


def test_a_reviewer_sees_the_partnerships_of_the_region_and_filters_them(
    client, cdrp, officer, chair
):
    made.make_adopted(cdrp, officer, chair)
    other = made.make_cdrp("x-other", areas=[make_area("X07000902")])
    region = make_area("X12000901", kind="region")
    for one in (cdrp, other):
        make_part(region, one.areas.get())
    client.force_login(person("of-region", "go_reviewer", area=region))

    everything = text(page(client, "all-hallmarks", year=2008))
    assert str(cdrp) in everything
    assert str(other) in everything
    of_assessments = text(page(client, "all-hallmarks", year=2008, overdue="assessment"))
    assert str(other) in of_assessments
    assert str(cdrp) not in of_assessments

    client.force_login(person("reviewer", "go_reviewer", area=cdrp.areas.get()))
    own = text(page(client, "all-hallmarks", year=2008))
    assert str(cdrp) in own
    assert str(other) not in own
    assert page(client, "hallmarks", other.code).status_code == 404
    none = text(page(client, "all-hallmarks", year=2008, overdue="scrutiny-committee"))
    assert "None of 1 partnerships has this overdue." in none


def test_the_table_asks_no_more_for_many_partnerships(client, django_assert_max_num_queries):
    region = make_area("X12000901", kind="region")
    for number in range(1, 7):
        area = make_area(f"X0700090{number}")
        make_part(region, area)
        made.make_cdrp(f"x-cdrp-{number}", areas=[area])
    client.force_login(person("of-region", "go_reviewer", area=region))
    page(client, "all-hallmarks", year=2008)

    with django_assert_max_num_queries(30):
        listed = page(client, "all-hallmarks", year=2008)
    assert text(listed).count("Partnership x-cdrp-") == 6
