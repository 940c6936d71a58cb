"""What may come between: nothing is doubled, nothing orphaned, and the page says why."""

import pytest
from django.urls import reverse

from indicators import actions as of_indicators
from partnerships import actions as of_partnerships
from partnerships.models import RoleKind
from reviews import actions
from reviews.models import Assessment, Concern, Signal
from reviews.queries import held_to, to_assess
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.followed import STEADY, TITLE
from tests.factories.revising import LATER, make_signed
from tests.factories.succession import agree_and_sign, make_successor, take_over

pytestmark = pytest.mark.django_db


def page_of(client, concern, reader):
    client.force_login(reader)
    return client.get(reverse("reviews:concern", args=[concern.pk])).content.decode()


@pytest.fixture
def leapt(following):
    """A target off its path, by a return of nine months, and the concern about it."""
    case = following("NI 16")
    case.report(STEADY, "2005-04")
    case.sent = case.send(case.rows([160] * 9, "2008-04"))
    case.concern = Concern.objects.get()
    return case


def test_withdrawn_return_leaves_the_concern_and_says_that_figures_differ_now(client, leapt):
    signals = Signal.objects.count()
    leapt.report([100] * 9, "2008-04")
    leapt.sent.refresh_from_db()
    of_indicators.withdraw(
        return_id=leapt.sent.pk,
        version=leapt.sent.version,
        reason="Thefts were counted twice",
        by=leapt.by,
        at=leapt.at,
    )
    leapt.work()

    assert Concern.objects.get() == leapt.concern
    assert Signal.objects.count() == signals
    page = page_of(client, leapt.concern, leapt.talks.reviewer)
    assert "The newest figures no longer say so" in page
    assert leapt.concern.rests_on.first().sentence in page, "it still says what it was opened for"


def test_target_agreed_anew_in_mid_year_is_held_to_its_new_values_in_the_same_concern(leapt):
    talks = leapt.talks
    talks.draft(
        Side.PARTNERSHIP,
        TITLE,
        LineKind.REOPEN,
        talks.terms(TITLE, "11", baseline_because="As agreed before")
        | {"baseline": 12, "in_2008_09": 11, "in_2009_10": 11},
    )
    talks.make_offer(Side.PARTNERSHIP)
    talks.say(Side.GOVERNMENT, **{TITLE: LineKind.ACCEPT})
    leapt.look()

    assert Assessment.objects.get(target=leapt.target, year=2008).asked == 11
    assert Concern.objects.get() == leapt.concern


def test_concern_of_a_reviewer_who_leaves_is_nobodys_and_its_next_reader_acts(client, leapt):
    area, stays = leapt.area, leapt.talks.reviewer
    leaver = person("leaver", RoleKind.GO_REVIEWER, area=area)
    administrator, _ = (person(f"administrator-{one}", RoleKind.ADMINISTRATOR) for one in (1, 2))
    actions.assign(
        concern_id=leapt.concern.pk,
        version=leapt.concern.version,
        owner=leaver,
        note_to_owner="",
        by=stays,
        at=leapt.at,
    )
    role = leaver.roles.get()
    of_partnerships.end_role(
        role_id=role.pk, version=role.version, reason="Moved on", by=administrator, at=leapt.at
    )

    assert "Nobody in particular" in page_of(client, leapt.concern, stays)
    client.force_login(stays)
    address = reverse("reviews:worklist")
    assert str(leapt.target) in client.get(f"{address}?owner=nobody").content.decode()
    found = Concern.objects.get()
    actions.ask(
        concern_id=found.pk, version=found.version, question="What is known?", by=stays, at=leapt.at
    )


def test_merged_area_is_followed_once_by_what_was_agreed_after_it(client):
    signed = make_signed()
    target = signed.target("Burglary")
    measure = signed.version.lines.get(target=target).measure
    actions.raise_concern(
        area=signed.area,
        target=target,
        theme="",
        level=1,
        reason="The newspaper says so",
        by=signed.reviewer,
        at=LATER,
    )
    east = make_successor(signed, "east")
    take_over(signed, east, "Burglary")
    assert [one.target for one in held_to(measure, LATER.date())] == [target]
    left = signed.talks.measures["Violence"]
    actions.assess(measure_code=left.code, at=LATER)
    assert left.code not in to_assess(LATER.date())

    agree_and_sign(east, "Burglary", "e")
    assert left.code in to_assess(LATER.date()), "nobody took it over, and it holds no more"
    actions.assess(measure_code=left.code, at=LATER)
    client.force_login(signed.reviewer)
    area_page = client.get(reverse("reviews:area", args=[signed.area.gss_code])).text
    assert "The areas that came after this one have taken its agreement over." in area_page
    assert "Look again in a minute" not in area_page
    (followed,) = held_to(measure, LATER.date())
    assert followed.target.agreement.area == east.area
    assert "Its target holds no more" not in (
        page := page_of(client, Concern.objects.get(), signed.reviewer)
    )
    assert "its target holds no more" in page
