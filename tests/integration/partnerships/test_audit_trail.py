"""Who reads what of the audit trail, and how it is found and taken away."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.states import MOVES
from laa_portal.foundation import audit
from laa_portal.foundation.models import AuditEvent
from partnerships.models import Area, Organisation, Role, RoleKind, User
from partnerships.queries import events_visible_to
from partnerships.reading import audit_trail
from partnerships.reading.wording import VERBS
from targets.models import Priority
from tests.conftest import person
from tests.factories.indicators import make_indicator
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db

SIDES = ("", "partnership", "government")


@pytest.fixture
def here():
    """The area of the people below, with a district in it and a region around it."""
    region, county, district = (
        make_area(code, kind=kind, name=name)
        for code, kind, name in (
            ("X12000001", "region", "Invented Region"),
            ("X10000001", "county", "Invented County"),
            ("X07000001", "non_metropolitan", "Invented District"),
        )
    )
    make_part(region, county)
    make_part(county, district)
    return {"region": region, "county": county, "district": district}


@pytest.fixture
def trail(here, at):
    """One business act for each side, here and elsewhere, and one on a role; all by a stranger."""
    elsewhere = make_area("X10000002", kind="county", name="Other County")
    somebody = person("somebody", RoleKind.PARTNER, area=elsewhere)
    body = make_organisation("x-canary")
    return {
        (where, side): audit.record(
            "publish",
            Priority(pk=7, title=f"Canary {where} {side}", version=3),
            by=somebody,
            at=at,
            area_id=area.pk,
            side=side,
            reason=f"Reason {where} {side}",
            figure=f"Detail {where} {side}",
        )
        for where, area in {**here, "elsewhere": elsewhere}.items()
        for side in SIDES
    } | {
        ("service", ""): audit.record(
            "correct_organisation", body, by=somebody, at=at, reason="It moved.", was="Old name"
        )
    }


def visible(user, trail):
    seen = set(events_visible_to(user).values_list("pk", flat=True))
    return {key for key, event in trail.items() if event.pk in seen}


def both(*places, side):
    return {(place, given) for place in places for given in ("", side)}


@pytest.mark.parametrize(
    "kind", ["cdrp_chair", "lsp_coordinator", "lsp_chair", "council_leader", "county_officer"]
)
def test_who_leads_an_area_reads_its_side_of_it_and_of_what_lies_within(kind, trail, here):
    reader = person("reader", kind, area=here["county"])

    assert visible(reader, trail) == both("county", "district", side="partnership")


@pytest.mark.parametrize("kind", ["go_reviewer", "go_director"])
def test_the_government_office_reads_its_side_of_the_region(kind, trail, here):
    reader = person("reader", kind, area=here["region"])

    assert visible(reader, trail) == both("region", "county", "district", side="government")


def test_inspectors_read_of_every_area_what_is_of_neither_side(trail):
    reader = person("reader", "inspector")

    assert visible(reader, trail) == {(where, side) for where, side in trail if not side} - {
        ("service", "")
    }


@pytest.mark.parametrize("kind", ["cdrp_officer", "partner", "ho_analyst", "data_provider"])
def test_others_read_their_own_acts_alone(kind, trail, here, at):
    over = {} if kind == "ho_analyst" else {"area": here["county"]}
    reader = person("reader", kind, **over)
    own = audit.record("send", here["county"], by=reader, at=at, side="government")

    assert list(events_visible_to(reader)) == [own]


def test_a_second_role_elsewhere_opens_nothing_here(trail, here):
    reader = person("reader", "partner", area=here["county"])
    other = Area.objects.get(gss_code="X10000002")
    Role.objects.create(user=reader, kind=RoleKind.LSP_CHAIR, area=other)

    assert visible(reader, trail) == both("elsewhere", side="partnership")


def test_a_role_that_ended_reads_no_more(trail, here):
    yesterday = date.today() - timedelta(days=1)
    reader = person("reader", "lsp_chair", area=here["county"], ends_on=yesterday)

    assert visible(reader, trail) == set()


def test_administrators_read_that_it_was_done_and_not_what_it_says(trail):
    administrator = person("administrator", "administrator")

    shown = audit_trail.acts(audit_trail.events(administrator), administrator)

    assert visible(administrator, trail) == set(trail)
    business = [act for act in shown if act.kind != "Organisation"]
    assert len(business) == 12
    assert all(act.is_withheld and not act.reason and not act.details for act in business)
    assert {act.name for act in business} == {
        "a priority",
        *(f"Canary {where} " for where in ("region", "county", "district", "elsewhere")),
    }
    (of_the_service,) = (act for act in shown if act.kind == "Organisation")
    assert (of_the_service.reason, of_the_service.details) == ("It moved.", (("Was", "Old name"),))


@pytest.mark.parametrize("words", ["Reason county", "Canary county government", "Detail"])
def test_a_search_tells_administrators_nothing_of_what_is_withheld(words, trail):
    administrator = person("administrator", "administrator")

    assert not audit_trail.events(administrator, words=words).exists()


def test_nobody_reads_nothing(trail):
    assert not events_visible_to(AnonymousUser()).exists()


# --- Finding --------------------------------------------------------------------------------------


@pytest.fixture
def chair(here):
    return person("chair", "lsp_chair", area=here["county"])


def test_each_filter_narrows(trail, chair, at):
    def found(**asked):
        return {event.target_name for event in audit_trail.events(chair, **asked)}

    assert len(found()) == 4
    assert found(words="reason DISTRICT partnership") == {"Canary district partnership"}
    assert len(found(words="published")) == 4
    assert found(verb="send") == set()
    assert len(found(verb="publish", kind="targets.priority", person="SOMEBODY")) == 4
    assert found(person="nobody") == found(kind="partnerships.role") == set()
    assert found(area="Invented Dis") == {"Canary district ", "Canary district partnership"}
    day = timezone.localdate(at)
    assert len(found(from_on=day, to_on=day)) == 4
    assert found(to_on=day - timedelta(days=1)) == found(from_on=day + timedelta(days=1)) == set()


# --- The pages ------------------------------------------------------------------------------------


def text(answer):
    return answer.content.decode()


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(answer))


def test_the_page_says_who_did_what_to_which_and_why(client, chair, trail):
    client.force_login(chair)

    page = text(client.get(reverse("audit")))

    assert "somebody (role) published Canary county partnership" in " ".join(page.split())
    assert "Reason county partnership" in page
    assert "Detail county partnership" in page
    assert "version 3" in page
    assert "government" not in page.replace("Government Office", "")
    assert "elsewhere" not in page


def test_a_record_that_is_still_there_is_linked(client, chair, at):
    there, gone = make_indicator(number=998), make_indicator(number=999)
    for indicator in (there, gone):
        audit.record("load_catalogue", indicator, by=chair, at=at)
    gone.delete()
    client.force_login(chair)

    page = text(client.get(reverse("audit")))

    assert f'href="{there.get_absolute_url()}"' in page
    assert "NI 999" in page
    assert f'href="{gone.get_absolute_url()}"' not in page


def test_a_list_takes_as_many_queries_for_fifty_acts_as_for_one(
    client, chair, here, at, django_assert_num_queries
):
    client.force_login(chair)
    audit.record("send", here["county"], by=chair, at=at)
    with CaptureQueriesContext(
        connection,
    ) as once:
        client.get(reverse("audit"))
    for _ in range(20):
        audit.record("send", here["county"], by=chair, at=at, area_id=here["county"].pk)
    with django_assert_num_queries(len(once) + 1):  # the names of areas, now that there are any
        client.get(reverse("audit"))


def test_an_act_has_a_page_and_says_whether_it_is_sealed(client, chair, trail):
    client.force_login(chair)

    page = text(client.get(reverse("audit-act", args=[trail["county", "partnership"].pk])))

    assert "<h1" in page
    assert "Reason county partnership" in page
    assert "Not yet." in page


@pytest.mark.parametrize("key", [("county", "government"), ("elsewhere", ""), ("service", "")])
def test_an_act_that_is_not_theirs_is_not_there(key, client, chair, trail):
    client.force_login(chair)

    foreign = client.get(reverse("audit-act", args=[trail[key].pk]))
    none = client.get(reverse("audit-act", args=[10**9]))

    assert foreign.status_code == none.status_code == 404
    assert without_token(foreign) == without_token(none)


def test_strangers_are_asked_to_sign_in(client):
    for name, arguments in (("audit", []), ("audit-act", [1])):
        answer = client.get(reverse(name, args=arguments))
        assert answer.status_code == 302
    assert client.post(reverse("export-audit")).status_code == 302
    assert not AuditEvent.objects.exists()


def test_a_wrong_date_is_said_beside_its_field(client, chair):
    client.force_login(chair)

    answer = client.get(reverse("audit"), {"from_on-day": "31", "from_on-month": "2"})

    assert answer.status_code == 422
    assert "The first day must include a year" in text(answer)


@pytest.mark.parametrize(
    "asked", [{"words": "x" * 1_000_000}, {"verb": "'; --"}, {"page": "-1"}, {"area": "\0"}]
)
def test_hostile_searches_are_answered(asked, client, chair, trail):
    client.force_login(chair)

    assert client.get(reverse("audit"), asked).status_code in {200, 414, 422}


def test_an_empty_trail_says_what_will_be_here(client, chair):
    client.force_login(chair)

    assert "What you do in the service will be listed here" in text(client.get(reverse("audit")))
    searched = text(client.get(reverse("audit"), {"words": "nothing"}))
    assert "Clear the search" in searched


def exported(client, **asked):
    answer = client.post(reverse("export-audit"), query_params=asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(content)))


def test_the_file_has_the_same_acts_and_that_it_was_taken_is_on_record(client, chair, trail):
    client.force_login(chair)

    rows = exported(client, area="Invented District")

    assert [row["why"] for row in rows] == ["Reason district partnership", "Reason district "]
    event = AuditEvent.objects.get(verb="export_audit")
    assert (event.made_by, event.details) == (chair, {"asked": {"area": "Invented District"}})


def test_the_file_runs_nothing_in_a_spreadsheet(client, chair, at):
    body = make_organisation("x-formula", name="=HYPERLINK(1)")
    audit.record("correct_organisation", body, by=chair, at=at, reason="@SUM(1)")
    client.force_login(chair)

    (row,) = exported(client, verb="correct_organisation")

    assert (row["to what"], row["why"]) == ("'=HYPERLINK(1)", "'@SUM(1)")


def test_the_file_keeps_from_administrators_what_the_page_does(client, trail):
    client.force_login(person("administrator", "administrator"))

    rows = exported(client)

    said = str([row for row in rows if row["kind"] == "targets.priority"])
    assert len(rows) == 14
    assert "Reason" not in said
    assert "Detail" not in said
    assert "government" not in said


def test_history_tells_a_reader_what_happened_to_a_record(chair, here, at):
    county = here["county"]
    audit.record("send", county, by=chair, at=at)
    audit.record("publish", county, by=chair, at=at + timedelta(hours=1))
    audit.record("publish", here["district"], by=chair, at=at)

    assert [act.sentence for act in audit_trail.history(county, chair)] == [
        "chair (role) published Invented County",
        "chair (role) sent Invented County",
    ]
    assert audit_trail.history(county, person("partner", "partner", area=county)) == []


def test_every_verb_of_ours_has_words():
    assert set(MOVES) <= set(VERBS)
    assert audit_trail.wording.verb("unheard_of") == "unheard of"
    assert audit_trail.wording.kind("no.more") == "no.more"
    assert Organisation._meta.label_lower in audit_trail.wording.KINDS
    assert User._meta.label_lower in audit_trail.wording.KINDS
