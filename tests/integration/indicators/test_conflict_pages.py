"""The pages on which a person settles which of two figures holds."""

import pytest
from django.urls import reverse

from indicators import actions
from indicators.models import Conflict, Observation
from partnerships.models import Organisation, RoleKind
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HEADER = "indicator,area_code,period,numerator,denominator,status\n"
FORCE = "police-E23000002"
REASON = "The force counts, and the Home Office copies"


@pytest.fixture
def force_provider(catalogue):
    organisation = Organisation.objects.get(code=FORCE)
    return person("force", RoleKind.DATA_PROVIDER, organisation=organisation)


@pytest.fixture
def raised(provider, force_provider, at):
    """Have the Home Office report 10,000, and the force 10,100."""

    def act(status="final"):
        for by, count in ((provider, 10_000), (force_provider, 10_100)):
            content = f"{HEADER}NI 16,E23000002,2008/09,{count},500000,{status}\n".encode()
            (role,) = by.current_roles
            sent, _ = actions.send(
                organisation=role.organisation, name="a.csv", content=content, by=by, at=at
            )
            actions.confirm(return_id=sent.pk, version=sent.version, by=by, at=at)
        return Conflict.objects.get()

    return act


def settle(client, conflict, **fields):
    answers = {"version": conflict.version, "outcome": "taken_over", "reason": REASON}
    return client.post(
        reverse("indicators:settle", args=[conflict.pk]), answers | fields, follow=True
    )


def test_both_senders_see_both_figures_and_where_they_were_sent(
    client, raised, provider, force_provider
):
    conflict = raised()

    for user, linked in ((provider, conflict.held), (force_provider, conflict)):
        client.force_login(user)
        page = client.get(conflict.get_absolute_url())
        assert "10,000 of 500,000" in page.text
        assert "10,100 of 500,000" in page.text
        assert page.text.count('href="/returns/') >= 1
        assert linked.data_return.get_absolute_url() in page.text


def test_provisional_figure_of_the_holder_is_not_shown_to_the_second_sender(
    client, raised, force_provider
):
    conflict = raised("provisional")
    client.force_login(force_provider)

    page = client.get(conflict.get_absolute_url())

    assert "not public" in page.text
    assert "10,000" not in page.text


def test_list_has_what_is_open_and_on_asking_what_was_settled(client, raised, analyst):
    conflict = raised()
    client.force_login(analyst)
    address = reverse("indicators:conflicts")

    assert conflict.get_absolute_url() in client.get(address).text
    settle(client, conflict)
    assert "Nothing waits to be settled" in client.get(address).text
    assert conflict.get_absolute_url() in client.get(address, {"show": "all"}).text


def test_returns_tell_that_something_waits_to_be_settled(client, raised, analyst):
    raised()
    client.force_login(analyst)

    page = client.get(reverse("indicators:returns"))

    assert "1 figure of two senders waits to be settled" in page.text


def test_analyst_settles_with_a_reason_that_is_shown(client, raised, analyst):
    conflict = raised()
    client.force_login(analyst)

    page = settle(client, conflict)

    assert "The conflict is settled" in page.text
    assert REASON in page.text
    assert Observation.objects.current().get().numerator == 10_100


def test_settling_without_a_reason_says_what_is_missing(client, raised, analyst):
    conflict = raised()
    client.force_login(analyst)

    page = settle(client, conflict, reason="", outcome="")

    assert page.status_code == 422
    assert page.text.count("Answer “Why?”") == page.text.count("Answer “Which figure holds?”") == 2
    assert Conflict.objects.open().exists()


def test_holder_is_offered_to_hand_over_and_nothing_else(client, raised, provider):
    conflict = raised()
    client.force_login(provider)

    page = client.get(conflict.get_absolute_url())

    assert 'value="taken_over"' in page.text
    assert 'value="kept"' not in page.text


def test_second_sender_reads_who_settles_it(client, raised, force_provider):
    conflict = raised()
    client.force_login(force_provider)

    page = client.get(conflict.get_absolute_url())

    assert "The Home Office settles which figure holds" in page.text
    assert settle(client, conflict).status_code == 403


def test_conflict_that_moved_on_is_shown_as_it_is_now(client, raised, analyst):
    conflict = raised()
    client.force_login(analyst)

    page = settle(client, conflict, version=conflict.version - 1)

    assert page.status_code == 409
    assert REASON in page.text, "what was typed is kept"
    assert f'name="version" value="{conflict.version}"' in page.text, "and can be sent again"


def test_conflict_that_is_settled_already_shows_how(client, raised, analyst):
    conflict = raised()
    client.force_login(analyst)
    settle(client, conflict)

    page = settle(client, conflict, outcome="kept", reason="The Home Office counts")

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert "How it was settled" in page.text
    assert Conflict.objects.get().reason == REASON


def test_conflicts_of_others_do_not_exist(client, raised, stranger):
    conflict = raised()
    client.force_login(stranger)

    assert client.get(conflict.get_absolute_url()).status_code == 404
    assert settle(client, conflict).status_code == 404
    assert "Nothing waits" in client.get(reverse("indicators:conflicts")).text
