"""Home: what waits for whom, by their roles."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.states import ReturnStatus
from laa_portal.home import BLOCKS
from partnerships.models import Cycle, Deadline, Delivery, Invitation, Notice, RoleKind, Topic
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def administrator(db):
    return person("administrator", RoleKind.ADMINISTRATOR)


@pytest.fixture
def make_file():
    """Make returns of files that differ."""
    from indicators.models import ReturnFile

    def make(organisation, **changes):
        digest = f"{ReturnFile.objects.count():064x}"
        file = ReturnFile.objects.create(sha256=digest, content=b"")
        return make_return(organisation, file=file, **changes)

    return make


@pytest.fixture
def blocks(client):
    """What the blocks of somebody's home say, by title."""

    def read(user):
        client.force_login(user)
        page = client.get(reverse("home"))
        return {block.title: [row.text for row in block.rows] for block in page.context["blocks"]}

    return read


def test_every_block_says_what_will_be_there(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", name="Nobody yet"))

    page = client.get(reverse("home"))

    assert len(BLOCKS) == 5
    assert [block.rows for block in page.context["blocks"]] == [()] * 5
    assert all(block.empty in page.text for block in page.context["blocks"])


def test_returns_to_confirm_or_mend_wait_for_their_own_providers(
    blocks, make_file, home_office, provider, stranger, analyst
):
    checked = make_file(home_office, status=ReturnStatus.CHECKED)
    refused = make_file(home_office, status=ReturnStatus.REFUSED)
    make_file(home_office, status=ReturnStatus.PUBLISHED)

    assert set(blocks(provider)["Waiting for you"]) == {
        f"Confirm return {checked.pk}, return.csv",
        f"Mend return {refused.pk}, return.csv",
    }
    assert blocks(stranger)["Waiting for you"] == []
    assert blocks(analyst)["Waiting for you"] == []


def test_return_being_checked_waits_for_others(blocks, make_file, home_office, provider):
    sent = make_file(home_office, status=ReturnStatus.RECEIVED, sent_by=provider)
    make_file(home_office, status=ReturnStatus.RECEIVED)

    assert blocks(provider)["Waiting for others"] == [f"Return {sent.pk}, return.csv"]


def test_granted_role_waits_for_the_second_administrator_and_not_for_the_first(
    blocks, administrator, provider, now
):
    second = person("second", RoleKind.ADMINISTRATOR)
    provider.roles.create(
        kind=RoleKind.PARTNER, granted_by=administrator, granted_at=now, area=make_area()
    )
    waits = "Partner, Area X07000901"

    assert blocks(second)["Waiting for you"] == [f"Approve or refuse: {waits}"]
    assert blocks(administrator)["Waiting for you"] == []
    assert blocks(administrator)["Waiting for others"] == [waits]
    assert blocks(second)["Waiting for others"] == []
    assert blocks(provider)["Waiting for you"] == []


def test_own_role_is_never_ones_own_to_approve(blocks, administrator, now):
    second = person("second", RoleKind.ADMINISTRATOR)
    second.roles.create(kind=RoleKind.INSPECTOR, granted_by=administrator, granted_at=now)

    assert blocks(second)["Waiting for you"] == []


def test_invitation_waits_for_the_invited_until_it_runs_out(blocks, administrator, provider, now):
    invitation = Invitation.objects.create(
        user=provider,
        token_sha256="0" * 64,
        invited_by=administrator,
        invited_at=now,
        valid_until=now + timedelta(days=7),
    )
    assert blocks(administrator)["Waiting for others"] == [f"Invitation of {provider}"]

    Invitation.objects.filter(pk=invitation.pk).update(valid_until=now - timedelta(hours=1))
    assert blocks(administrator)["Waiting for you"] == [f"Invite again: {provider}"]
    assert blocks(administrator)["Waiting for others"] == []


def test_unread_notices_wait_as_one_line(blocks, provider, home_office, now):
    for _ in range(2):
        Notice.objects.create(
            event=make_event("publish", home_office),
            user=provider,
            topic=Topic.RETURNS,
            subject="A return has been published",
            path="/returns/",
            delivery=Delivery.OFF,
            noticed_at=now,
        )

    assert blocks(provider)["Waiting for you"] == ["Read 2 notices"]


def test_deadlines_of_ones_own_roles_are_due_sixty_days_ahead(blocks, provider, analyst, now):
    cycle = Cycle.objects.create(name="Agreements of 2008")
    today = timezone.localdate(now)
    for what, days, kinds in (
        ("Send your return", 60, [RoleKind.DATA_PROVIDER]),
        ("Send it now", 0, [RoleKind.DATA_PROVIDER, RoleKind.HO_ANALYST]),
        ("Later", 61, [RoleKind.DATA_PROVIDER]),
        ("Too late", -1, [RoleKind.DATA_PROVIDER]),
    ):
        due_on = today + timedelta(days=days)
        Deadline.objects.create(cycle=cycle, what=what, due_on=due_on, role_kinds=kinds)

    assert blocks(provider)["Due in the next 60 days"] == ["Send it now", "Send your return"]
    assert blocks(analyst)["Due in the next 60 days"] == ["Send it now"]


def test_new_figures_of_ones_own_areas_are_news(blocks, home_office, now):
    here, elsewhere = make_area("X07000911"), make_area("X07000912")
    chair = person("chair", RoleKind.LSP_CHAIR, partnership=make_partnership(areas=[here]))
    outsider = person(
        "outsider", RoleKind.LSP_CHAIR, partnership=make_partnership("x-other", areas=[elsewhere])
    )
    measure = make_measure(make_indicator())
    sent = make_return(home_office)
    make_figure(measure, here, sent, vintage=now)
    make_figure(measure, elsewhere, sent, vintage=now - timedelta(days=31))

    assert blocks(chair)["Recently changed"] == ["NI 901 Rate of crime 901"]
    assert blocks(outsider)["Recently changed"] == []


@pytest.mark.parametrize(
    ("side", "readers"),
    [
        ("", ["chair", "reviewer"]),
        ("partnership", ["chair"]),
        ("government", ["reviewer"]),
    ],
)
def test_act_in_an_area_is_news_to_those_who_read_its_trail_on_the_side_it_belongs_to(
    blocks, provider, now, side, readers
):
    area, other = make_area("X07000911"), make_area("X07000912")
    lsp = make_partnership(areas=[area])
    office = make_organisation("x-go", areas=[area])
    people = [
        person("chair", RoleKind.LSP_CHAIR, partnership=lsp),
        person("reviewer", RoleKind.GO_REVIEWER, organisation=office),
        person("officer", RoleKind.CDRP_OFFICER, partnership=lsp),
        person("outsider", RoleKind.LSP_CHAIR, partnership=make_partnership("x2", areas=[other])),
    ]
    make_event("end_role", lsp, by=provider, area_id=area.pk, side=side, made_at=now)

    told = [user.username for user in people if blocks(user)["Recently changed"]]

    assert told == readers


def test_own_act_is_no_news(blocks, now):
    area = make_area()
    chair = person("chair", RoleKind.LSP_CHAIR, partnership=make_partnership(areas=[area]))
    make_event("end_role", area, by=chair, area_id=area.pk, made_at=now)

    assert blocks(chair)["Recently changed"] == []


def test_page_asks_as_much_for_many_rows_as_for_one(
    client, make_file, home_office, provider, now, django_assert_num_queries
):
    client.force_login(provider)
    cycle = Cycle.objects.create(name="Agreements of 2008")

    def add():
        for status in (ReturnStatus.CHECKED, ReturnStatus.RECEIVED, ReturnStatus.PUBLISHED):
            make_file(home_office, status=status, sent_by=provider, sent_at=now)
        Deadline.objects.create(
            cycle=cycle,
            what="Send your return",
            due_on=timezone.localdate(now),
            role_kinds=[RoleKind.DATA_PROVIDER],
        )

    add()
    with django_assert_num_queries(QUERIES):
        client.get(reverse("home"))
    for _ in range(12):
        add()
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("home"))

    assert "All returns" in page.text
    assert max(len(block.rows) for block in page.context["blocks"]) == 9


QUERIES = 14
"""The request's own savepoint, session, person and roles; then one a source, and the header's."""
