"""A person's notices on their pages: their own, read when opened, and told as they chose."""

import pytest
from django.urls import reverse

from partnerships.models import Delivery, Notice, Preference, Topic
from tests.factories.foundation import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, provider):
    client.force_login(provider)
    return client


@pytest.fixture
def make_notice(at, home_office):
    def make(user, subject="Return 7 has been published", **changes):
        values = {
            "event": make_event("publish", home_office),
            "topic": Topic.RETURNS,
            "body": "It has been confirmed and published.",
            "path": "/returns/7/",
            "delivery": Delivery.OFF,
            "noticed_at": at,
        }
        return Notice.objects.create(user=user, subject=subject, **(values | changes))

    return make


def test_page_lists_a_persons_own_with_those_not_read_first(
    browser, make_notice, provider, stranger, at
):
    make_notice(provider, "Not read yet")
    make_notice(provider, "Read before", read_at=at)
    make_notice(stranger, "Of somebody else")

    page = browser.get(reverse("notices"))

    assert page.text.index("Not read yet") < page.text.index("Read before")
    assert "Of somebody else" not in page.text


def test_page_without_notices_says_what_will_be_there(browser):
    page = browser.get(reverse("notices"))

    assert "No notices yet" in page.text
    assert "Mark all as read" not in page.text


def test_page_asks_as_much_for_thirty_as_for_one(
    browser, make_notice, provider, django_assert_num_queries
):
    make_notice(provider)
    with django_assert_num_queries(8):
        browser.get(reverse("notices"))

    for _ in range(30):
        make_notice(provider)
    with django_assert_num_queries(8):
        page = browser.get(reverse("notices"))
    assert "page=2" in page.text


def test_notice_that_is_opened_is_read_and_leads_on(browser, make_notice, provider):
    notice = make_notice(provider)

    answer = browser.post(reverse("read-notice", args=[notice.pk]))

    assert answer["Location"] == "/returns/7/"
    first = Notice.objects.get().read_at
    assert first is not None
    browser.post(reverse("read-notice", args=[notice.pk]))
    assert Notice.objects.get().read_at == first


def test_notice_of_somebody_else_is_like_one_that_does_not_exist(browser, make_notice, stranger):
    theirs = make_notice(stranger)

    answers = [
        browser.post(reverse("read-notice", args=[pk])).status_code for pk in (theirs.pk, 999999)
    ]

    assert answers == [404, 404]
    assert Notice.objects.get().read_at is None


def test_all_are_marked_as_read_and_nobody_elses(browser, make_notice, provider, stranger):
    for user in (provider, provider, stranger):
        make_notice(user)

    page = browser.post(reverse("read-notices"), follow=True)

    assert "2 notices marked as read" in page.text
    assert list(Notice.objects.unread().values_list("user__username", flat=True)) == ["stranger"]


def test_header_counts_what_is_not_read(browser, make_notice, provider, stranger):
    make_notice(provider)
    make_notice(provider)
    make_notice(stranger)

    page = browser.get(reverse("help"))

    assert '<span class="laa-account__count">2<' in page.text


@pytest.mark.parametrize("name", ["notices", "notice-preferences"])
def test_pages_are_for_people_who_are_signed_in(client, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("sign-in"))


def test_notices_are_marked_by_sending_a_form_only(browser, make_notice, provider):
    notice = make_notice(provider)

    for url in (reverse("read-notices"), reverse("read-notice", args=[notice.pk])):
        assert browser.get(url).status_code == 405
    assert Notice.objects.get().read_at is None


def test_choice_is_kept_for_each_topic(browser, provider):
    choices = {
        "deadlines": "daily",
        "returns": "daily",
        "priorities": "off",
        "agreements": "immediate",
        "reviews": "off",
    }

    for _ in range(2):
        page = browser.post(reverse("notice-preferences"), choices, follow=True)

    assert "Your choice has been kept" in page.text
    kept = Preference.objects.filter(user=provider).values_list("topic", "delivery")
    assert dict(kept) == choices


def test_what_others_chose_is_not_shown_as_ones_own(browser, stranger):
    Preference.objects.create(user=stranger, topic=Topic.RETURNS, delivery=Delivery.OFF)

    page = browser.get(reverse("notice-preferences"))

    assert page.context["form"].initial["returns"] == Delivery.IMMEDIATE


def test_account_is_not_to_be_chosen(browser, provider):
    choices = dict.fromkeys(Topic.values, "off")

    page = browser.get(reverse("notice-preferences"))
    browser.post(reverse("notice-preferences"), choices)

    assert 'name="account"' not in page.text
    assert not Preference.objects.filter(topic=Topic.ACCOUNT).exists()


def test_choice_that_does_not_exist_is_refused_and_nothing_kept(browser):
    page = browser.post(reverse("notice-preferences"), {"returns": "by pigeon"})

    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert not Preference.objects.exists()
