"""A data provider's pages, and what others get instead of them."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators import actions
from indicators.models import DataReturn, Observation
from indicators.states import ReturnStatus
from laa_portal.foundation.models import Job
from partnerships.models import Organisation, Role, RoleKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

ROW = b"indicator,area_code,period,numerator,denominator\nNI 16,E23000001,2008/09,203903,7804732\n"
WRONG = b"indicator,area_code,period,numerator,denominator\n=NI 16,E23000001,2008/09,1,1\n"


@pytest.fixture
def browser(client, provider):
    client.force_login(provider)
    return client


@pytest.fixture
def sent(provider, at):
    """A return of the Home Office, as far as checking brings it."""

    def send(content):
        organisation = Organisation.objects.get(code="home-office")
        return actions.send(
            organisation=organisation, name="a.csv", content=content, by=provider, at=at
        )[0]

    return send


def upload(client, content, name="a.csv", **fields):
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("indicators:send"), {"file": file, **fields}, follow=True)


def test_file_that_is_right_leads_to_what_it_would_change(browser):
    page = upload(browser, ROW)

    assert page.templates[0].name == "indicators/returns/checked.html"
    assert "Check what your return changes" in page.text
    assert "203,903" in page.text


def test_file_that_is_wrong_leads_to_what_to_fix(browser):
    page = upload(browser, WRONG)

    assert page.templates[0].name == "indicators/returns/refused.html"
    assert "Row 2, column A (indicator)" in page.text


def test_list_of_errors_downloads_without_live_formulas(browser, sent):
    answer = browser.get(reverse("indicators:errors", args=[sent(WRONG).pk]))

    header, row = csv.reader(io.StringIO(answer.text))
    assert header == ["row", "column", "field", "value", "what to do"]
    assert row[:4] == ["2", "A", "indicator", "'=NI 16"]
    assert answer["Content-Disposition"].startswith("attachment")


def test_file_downloads_byte_for_byte(browser, sent):
    answer = browser.get(reverse("indicators:file", args=[sent(WRONG).pk]))

    assert answer.content == WRONG


def test_confirming_publishes_and_says_so(browser, sent):
    data_return = sent(ROW)

    page = browser.post(
        reverse("indicators:confirm", args=[data_return.pk]),
        {"version": data_return.version},
        follow=True,
    )

    assert "1 row accepted" in page.text
    assert "being worked out" in page.text
    assert Job.objects.filter(kind="recompute", payload__measure_code="NI 16").exists()


def test_confirming_what_has_moved_on_is_a_conflict_that_shows_it(browser, sent):
    data_return = sent(ROW)

    page = browser.post(
        reverse("indicators:confirm", args=[data_return.pk]), {"version": data_return.version - 1}
    )

    assert page.status_code == 409
    assert "changed since you opened it" in page.text
    assert not Observation.objects.exists()


def test_same_file_again_says_when_it_was_sent(browser):
    upload(browser, ROW)

    page = upload(browser, ROW, name="copy.csv")

    assert "This very file was sent on" in page.text
    assert DataReturn.objects.count() == 1


def test_refused_file_can_be_checked_again(browser, sent):
    data_return = sent(WRONG)

    page = browser.post(
        reverse("indicators:resend", args=[data_return.pk]),
        {"version": data_return.version},
        follow=True,
    )

    assert "The file was checked again" in page.text
    assert "thing to fix" in page.text


def test_large_file_is_kept_and_its_page_looks_again(browser):
    large = b"indicator,area_code,period,numerator,denominator\n" + b"\n" * actions.CHECKED_AT_ONCE

    page = upload(browser, large)

    assert "Your return is being checked" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert DataReturn.objects.get().status == ReturnStatus.RECEIVED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "Select the file of your return"), (b"", "The file is empty")],
)
def test_form_without_a_file_says_what_is_missing(browser, content, sentence):
    files = {} if content is None else {"file": SimpleUploadedFile("a.csv", content)}

    page = browser.post(reverse("indicators:send"), files)

    assert page.status_code == 422
    assert page.text.count(sentence) == 2, "in the summary and at the field"


def test_file_of_more_than_ten_megabytes_is_turned_away(browser):
    page = upload(browser, b"x" * (10 * 1024 * 1024 + 1))

    assert "Split it into files of up to 10 MB" in page.text
    assert not DataReturn.objects.exists()


def test_provider_for_two_bodies_says_whose_return_it_is(browser, provider):
    other = Organisation.objects.get(code="police-E23000002")
    Role.objects.create(user=provider, kind=RoleKind.DATA_PROVIDER, organisation=other)

    unsaid = upload(browser, ROW)
    said = upload(browser, ROW, organisation=other.pk)

    assert "Whose return is it?" in unsaid.text
    assert "Answer “Whose return is it?”" in unsaid.text
    assert DataReturn.objects.get().organisation == other
    assert "Cumbria" in said.text, "the force may not report for the Metropolitan Police"


PAGES = ["return", "errors", "file"]


@pytest.mark.parametrize("name", PAGES)
def test_returns_of_others_do_not_exist(client, stranger, sent, name):
    data_return = sent(ROW)
    client.force_login(stranger)

    foreign = client.get(reverse(f"indicators:{name}", args=[data_return.pk]))
    absent = client.get(reverse(f"indicators:{name}", args=[999_999]))

    assert (foreign.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("verb", ["confirm", "resend"])
def test_strangers_cannot_act_on_a_return(client, stranger, sent, verb):
    data_return = sent(ROW)
    client.force_login(stranger)

    answer = client.post(
        reverse(f"indicators:{verb}", args=[data_return.pk]), {"version": data_return.version}
    )

    assert answer.status_code == 404
    assert not Observation.objects.exists()


def test_analyst_sees_a_return_but_may_not_confirm_it(client, analyst, sent):
    data_return = sent(ROW)
    client.force_login(analyst)

    page = client.get(data_return.get_absolute_url())
    answer = client.post(
        reverse("indicators:confirm", args=[data_return.pk]), {"version": data_return.version}
    )

    assert "Only data providers of Home Office may send its returns" in page.text
    assert "Confirm and publish" not in page.text
    assert answer.status_code == 403
    assert not Observation.objects.exists()


def test_nobody_without_the_role_may_send(client, analyst):
    client.force_login(analyst)

    page = client.get(reverse("indicators:send"))

    assert page.status_code == 403
    assert "Only data providers send returns" in page.text


@pytest.mark.parametrize("path", ["/returns/", "/returns/send/", "/returns/1/", "/home/"])
def test_visitors_are_asked_to_sign_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={path}"


def test_list_of_returns_needs_few_queries_however_many_there_are(
    browser, sent, django_assert_max_num_queries
):
    for turn in range(6):
        sent(ROW + b"\n" * turn)

    with django_assert_max_num_queries(9):
        page = browser.get(reverse("indicators:returns"))

    assert page.text.count("To confirm") == 6


REVISED = ROW.replace(b"203903", b"303903")
WHY = {"explain-ni-16-large_change": "Vehicle crime had been left out."}


def confirm(client, data_return, **fields):
    return client.post(
        reverse("indicators:confirm", args=[data_return.pk]),
        {"version": data_return.version} | fields,
        follow=True,
    )


@pytest.fixture
def revised(browser, sent):
    """A return that changes a published figure by half."""
    confirm(browser, sent(ROW))
    return sent(REVISED)


def test_what_must_be_explained_is_told_with_its_numbers(browser, revised):
    page = browser.get(revised.get_absolute_url())

    assert "large changes to what was sent before" in page.text
    assert "Row 2: 26.13 becomes 38.94, 49% more" in page.text
    assert "203,903 of 7,804,732" in page.text
    assert "+49.0%" in page.text


def test_confirming_without_an_explanation_says_which_is_missing(browser, revised):
    page = confirm(browser, revised)

    assert page.status_code == 422
    missing = "Explain NI 16: large changes to what was sent before"
    assert page.text.count(missing) == 2, "in the summary and at the field"
    assert Observation.objects.get().numerator == 203903


def test_explanation_is_shown_with_the_return_and_with_the_figure(browser, revised):
    page = confirm(browser, revised, **WHY)

    assert "Your return is published." in page.text
    assert WHY["explain-ni-16-large_change"] in page.text


def test_what_was_typed_is_kept_when_the_return_has_moved_on(browser, revised):
    page = confirm(browser, revised, **WHY, version=revised.version - 1)

    assert page.status_code == 409
    assert WHY["explain-ni-16-large_change"] in page.text
    assert f'name="version" value="{revised.version}"' in page.text


LATER = {
    "embargo_on-day": "22",
    "embargo_on-month": "1",
    "embargo_on-year": "2099",
    "embargo_time": "14:00",
}


def typed_on(page):
    """What stands in the fields of the page's form, by name."""
    fields = re.findall(r"<input[^>]*>", page.text)
    named = (re.search(r'name="([^"]+)"', one) for one in fields)
    values = (re.search(r'value="([^"]*)"', one) for one in fields)
    return {n[1]: v[1] for n, v in zip(named, values, strict=True) if n and v}


def test_embargo_is_kept_and_seen_when_the_return_has_moved_on(browser, sent):
    data_return = sent(ROW)

    page = confirm(browser, data_return, **LATER, version=data_return.version - 1)
    again = typed_on(page)
    confirm(browser, data_return, **{name: again[name] for name in ("version", *LATER)})

    assert page.status_code == 409
    assert LATER.items() <= again.items()
    assert re.search(r"<details[^>]* open", page.text), "nobody publishes at once unawares"
    data_return.refresh_from_db()
    assert data_return.status == ReturnStatus.LOADED
    assert data_return.embargoed_until.year == 2099


def test_embargo_is_kept_and_seen_when_something_is_not_explained(browser, revised):
    page = confirm(browser, revised, **LATER)

    assert page.status_code == 422
    assert LATER.items() <= typed_on(page).items()
    assert re.search(r"<details[^>]* open", page.text)


def test_what_was_typed_is_kept_while_an_overtaken_return_is_judged_again(browser, sent):
    first, second = sent(ROW), sent(REVISED)
    confirm(browser, first)

    page = confirm(browser, second, **LATER)

    assert page.status_code == 409
    assert LATER.items() <= typed_on(page).items()
    assert "data-look-again" not in page.text, "the page would forget what was typed"
    assert 'http-equiv="refresh"' not in page.text
    assert "Another return has changed what this one is held against" in page.text


def test_what_must_be_explained_since_is_asked_beside_what_was_typed(browser, sent, at):
    first, second = sent(ROW), sent(REVISED)
    confirm(browser, first)
    actions.judge_again(return_id=second.pk, at=at)

    page = confirm(browser, second, **LATER)
    again = {name: typed_on(page)[name] for name in ("version", *LATER)}
    done = confirm(browser, second, **again, **WHY)

    assert page.status_code == 409
    assert "Row 2: 26.13 becomes 38.94, 49% more" in page.text
    assert "Waits to be published" in done.text


@pytest.mark.parametrize("verb", ["confirm", "publish"])
def test_act_on_a_return_that_waits_already_shows_it_and_can_be_repeated(browser, sent, verb):
    stale = sent(ROW).version
    data_return = DataReturn.objects.get()
    confirm(browser, data_return, **LATER)
    address = reverse(f"indicators:{verb}", args=[data_return.pk])

    page = browser.post(address, {"version": stale})
    publish = reverse("indicators:publish", args=[data_return.pk])
    done = browser.post(publish, {"version": typed_on(page)["version"]}, follow=True)

    assert page.status_code == 409
    assert "Waits to be published" in page.text
    assert "Your return is published." in done.text


def test_refused_file_is_checked_again_at_the_second_press_of_a_stale_page(browser, sent):
    data_return = sent(WRONG)
    address = reverse("indicators:resend", args=[data_return.pk])

    page = browser.post(address, {"version": data_return.version - 1})
    done = browser.post(address, {"version": typed_on(page)["version"]}, follow=True)

    assert page.status_code == 409
    assert "The file was checked again" in done.text


def test_check_is_stopped_at_the_second_press_of_a_stale_page(browser):
    large = b"indicator,area_code,period,numerator,denominator\n" + b"\n" * actions.CHECKED_AT_ONCE
    upload(browser, large)
    data_return = DataReturn.objects.get()
    address = reverse("indicators:cancel", args=[data_return.pk])

    page = browser.post(address, {"version": data_return.version - 1})
    done = browser.post(address, {"version": typed_on(page)["version"]}, follow=True)

    assert page.status_code == 409
    assert f'data-look-at="{data_return.get_absolute_url()}"' in page.text
    assert f'content="5; url={data_return.get_absolute_url()}"' in page.text
    assert "The check was stopped" in done.text


def test_rows_are_listed_by_what_they_do(browser, revised):
    address = reverse("indicators:rows", args=[revised.pk])

    assert "No row is so" in browser.get(address, {"outcome": "new"}).text
    assert "203,903 of 7,804,732" in browser.get(address, {"outcome": "changed"}).text
    assert "No row is so" in browser.get(address, {"outcome": "conflict"}).text
    assert "203,903 of 7,804,732" in browser.get(address, {"outcome": "nonsense"}).text


def test_rows_download_with_before_and_after(browser, revised):
    answer = browser.get(reverse("indicators:rows-file", args=[revised.pk]))

    (line,) = csv.DictReader(io.StringIO(answer.text))
    assert (line["before_numerator"], line["numerator"]) == ("203903", "303903")
    assert (line["outcome"], line["change_percent"]) == ("changed", "49.0")


def test_findings_download_in_words(browser, revised):
    answer = browser.get(reverse("indicators:findings", args=[revised.pk]))

    _, line = csv.reader(io.StringIO(answer.text))
    assert line[:3] == ["2", "NI 16", "Large changes to what was sent before"]


def test_return_that_was_overtaken_says_that_it_is_judged_again(browser, sent):
    first, second = sent(ROW), sent(REVISED)
    confirm(browser, first)

    page = browser.get(second.get_absolute_url())
    refused = confirm(browser, second)

    assert "It is being judged again" in page.text
    assert refused.status_code == 409


def test_rules_are_told_to_everybody(client):
    page = client.get(reverse("indicators:rules"))

    assert "More children than people of all ages" in page.text
    assert "25% or more" in page.text
