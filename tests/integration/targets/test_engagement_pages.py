"""The pages of consulting: an officer's, step by step, and the one that everybody reads."""

from datetime import date

import pytest
from django.urls import reverse

from targets.models import Engagement
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.engagements import act, add_engagement, attend, make_published, report
from tests.integration.targets.test_assessment_pages import page, send, text

pytestmark = pytest.mark.django_db


def dated(name, day):
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def fill(client, engagement, name, *more, **typed):
    """Send a step of a record as it is now, and go on."""
    engagement.refresh_from_db()
    return send(
        client, name, engagement.pk, *more, version=engagement.version, **{"continue": 1}, **typed
    )


def test_from_an_empty_year_to_a_published_meeting(client, cdrp, officer):
    client.force_login(officer)
    empty = text(client.get(reverse("targets:engagements", args=[cdrp.code]), {"year": 2008}))
    assert "Nothing is on record for 2008/09 yet. Add the first" in empty
    assert "No public meeting attended by senior people of all five authorities yet" in empty
    assert "begins on 1 April 2009. It binds nobody in 2008/09." in empty

    who = send(
        client,
        "add-engagement",
        cdrp.code,
        title="Open evening",
        kind="public_meeting",
        **dated("began_on", date(2008, 6, 3)),
    )
    assert "Who was asked" in text(who)
    record = Engagement.objects.get()
    priority = made.add(made.start(cdrp, officer), officer)
    fill(client, record, "describe-engagement", "who", groups=["young"], asked="By poster")
    fill(
        client,
        record,
        "describe-engagement",
        "bearing",
        duties=["seek_views", "involve"],
        priorities=[priority.pk],
    )
    attendance = fill(
        client,
        record,
        "describe-engagement",
        "meeting",
        announced_how="In the paper",
        discussed="Alcohol at night",
        **dated("announced_on", date(2008, 5, 1)),
    )
    assert "Who attended" in text(attendance)
    posts = {f"seat_{seat.pk}": "Chief officer" for seat in cdrp.seats.all()}
    fill(client, record, "record-attendance", **posts)
    fill(client, record, "report-heard", heard="More lights.", number_taking_part="")
    told = text(fill(client, record, "say-what-changed", changed="Ten lamps."))
    for words in ("By poster", "Alcohol at night", "In the paper", "More lights.", "Ten lamps."):
        assert words in told
    assert "How many took part is not known" in told
    assert str(priority) in told

    record.refresh_from_db()
    send(client, "publish-engagement", record.pk, version=record.version)

    client.logout()
    public = text(page(client, "you-told-us", cdrp.code))
    assert "You said More lights. What changed Ten lamps." in public


def test_public_page_leaks_nothing_of_what_is_not_published(client, cdrp, officer):
    make_published(cdrp, officer, title="Shown")
    add_engagement(cdrp, officer, title="Kept-draft")
    withdrawn = make_published(cdrp, officer, title="Kept-withdrawn")
    act("withdraw_engagement", withdrawn, officer, reason="Kept-reason")

    for reader in (None, person("far", "go_reviewer", area=made.make_area("X07000902")), officer):
        if reader:
            client.force_login(reader)
        shown = page(client, "you-told-us", cdrp.code)
        assert "Shown" in shown.text
        assert "Kept-" not in shown.text


def test_public_page_without_reports_says_so_and_lsps_have_none(client, cdrp):
    assert "Nothing is published yet." in text(page(client, "you-told-us", cdrp.code))
    lsp = made.make_partnership("x-lsp")
    assert page(client, "you-told-us", lsp.code).status_code == 404


def test_area_page_leads_to_what_people_said(client, cdrp):
    made.make_partnership("x-lsp", areas=cdrp.areas.all())

    place = client.get(reverse("indicators:area", args=[cdrp.areas.get().gss_code])).text

    assert place.count("What people told it, and what changed") == 1
    assert reverse("targets:you-told-us", args=[cdrp.code]) in place


def test_others_read_what_is_published_and_are_told_why_they_may_not_write(client, cdrp, officer):
    draft = add_engagement(cdrp, officer)
    published = make_published(cdrp, officer)
    client.force_login(person("reviewer", "go_reviewer", area=cdrp.areas.get()))

    assert page(client, "engagement", draft.pk).status_code == 404
    seen = text(page(client, "engagement", published.pk))
    assert "Speeding comes first." in seen
    assert "Withdraw it" not in seen
    listed = text(client.get(reverse("targets:engagements", args=[cdrp.code]), {"year": 2007}))
    assert listed.count("Meeting in the town hall") == 1
    assert "Judged by what is published" in listed
    refused = send(
        client, "say-what-changed", published.pk, version=published.version, changed="Ours"
    )
    assert refused.status_code == 403
    assert "Only the officers and the chair" in text(refused)


def test_steps_of_meetings_are_none_of_a_survey(client, cdrp, officer):
    survey = add_engagement(cdrp, officer, kind="survey")
    client.force_login(officer)

    assert page(client, "record-attendance", survey.pk).status_code == 404
    assert page(client, "describe-engagement", survey.pk, "meeting").status_code == 404
    assert page(client, "describe-engagement", survey.pk, "nonsense").status_code == 404
    assert "step 2 of 5" in text(page(client, "describe-engagement", survey.pk, "who"))


def test_what_does_not_fit_and_days_of_other_times_are_said_beside_the_form(client, cdrp, officer):
    client.force_login(officer)
    typed = {"title": "Survey", "kind": "of_others"}

    early = send(
        client, "add-engagement", cdrp.code, **typed, **dated("began_on", date(1998, 1, 1))
    )
    bare = send(client, "add-engagement", cdrp.code, **typed, **dated("began_on", date(2008, 6, 3)))

    assert "The day must be from April 2007 to March 2012" in text(early)
    assert bare.status_code == 422
    assert "Say whose consultation it is and where it can be read." in text(bare)


def test_whoever_saves_second_sees_what_is_there(client, cdrp, officer):
    record = add_engagement(cdrp, officer)
    old = record.version
    act("describe_engagement", record, officer, changes={"asked": "By letter"})
    client.force_login(officer)

    late = send(client, "describe-engagement", record.pk, "who", version=old, asked="By phone")

    assert late.status_code == 409
    assert "As it is saved now" in text(late)
    assert "By letter" in late.text
    assert "By phone" in late.text


def test_correction_and_withdrawal_ask_why(client, cdrp, officer):
    record = make_published(cdrp, officer)
    client.force_login(officer)
    right = {"title": record.title, "heard": "Parking."}

    bare = send(client, "correct-engagement", record.pk, version=record.version, **right)
    assert bare.status_code == 422
    send(
        client,
        "correct-engagement",
        record.pk,
        version=record.version,
        reason="Misheard",
        **right,
    )
    assert ": Misheard" in text(page(client, "you-told-us", cdrp.code))
    record.refresh_from_db()
    gone = send(
        client, "withdraw-engagement", record.pk, version=record.version, reason="It names one"
    )
    assert "It is withdrawn. Only your partnership sees it now." in text(gone)


def test_a_draft_is_removed(client, cdrp, officer):
    record = add_engagement(cdrp, officer)
    client.force_login(officer)

    gone = send(client, "remove-engagement", record.pk, version=record.version)

    assert "“Meeting in the town hall” is removed." in text(gone)


def publish_meeting(cdrp, officer, number):
    record = add_engagement(cdrp, officer, title=f"Meeting {number}")
    attend(record, officer)
    report(record, officer)
    act("publish_engagement", record, officer)


@pytest.mark.parametrize("name", ["engagements", "you-told-us"])
def test_long_lists_take_as_many_queries_as_short_ones(
    client, cdrp, officer, django_assert_max_num_queries, name
):
    publish_meeting(cdrp, officer, 0)
    client.force_login(officer)
    address = reverse(f"targets:{name}", args=[cdrp.code])
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(1, 8):
        publish_meeting(cdrp, officer, number)

    with django_assert_max_num_queries(len(few)):
        shown = client.get(address)

    assert "Meeting 7" in shown.text
