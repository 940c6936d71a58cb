"""The pages of what is done after signing: designation, revision, memoranda, and any day."""

import json
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Area
from targets.models import AgreementVersion, Memorandum, RevisionConsent
from tests.factories.negotiation import AT
from tests.factories.revising import LATER, make_signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return make_signed()


@pytest.fixture
def at(monkeypatch):
    """Have the pages be asked for at a moment: `at(moment)`."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def read(client, name, *args, status=200, query=""):
    answer = client.get(reverse(f"targets:{name}", args=args) + query)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def post(client, name, *args, **sent):
    return client.post(reverse(f"targets:{name}", args=args), sent)


def test_a_director_designates_and_everybody_reads_the_memorandum(client, signed, at):
    at(AT)
    code, number = signed.area.gss_code, 1
    client.force_login(signed.coordinator)
    assert "Only the director" in read(client, "after-signing", code, number)
    client.force_login(signed.director)
    assert "Designate targets" in read(client, "after-signing", code, number)
    page = read(client, "designate-targets", code, number)
    assert ("Burglary" in page, "Violence" in page) == (True, True)

    lacking = post(client, "designate-targets", code, number, version=signed.version.version)
    assert lacking.status_code == 422
    sent = post(
        client,
        "designate-targets",
        code,
        number,
        version=signed.version.version,
        targets=[signed.target("Burglary").pk],
        notice="Notice 12/2008",
    )
    assert sent.status_code == 302
    client.logout()
    page = read(client, "memorandum", code, 1)
    assert ("Notice 12/2008" in page, signed.force.name in page) == (True, True)
    file = client.get(reverse("targets:memorandum", args=[code, 1]) + "?format=json")
    assert file.content.decode() == Memorandum.objects.get().content
    assert json.loads(file.content)["occasion"] == "designation"
    assert client.get(reverse("targets:memorandum", args=[code, 2])).status_code == 404


def test_a_director_revokes_with_a_reason(client, signed, at):
    at(AT)
    signed.designate("Burglary")
    designation = signed.version.designations.get()
    client.force_login(signed.director)

    assert "Revoke" in read(client, "after-signing", signed.area.gss_code, 1)
    assert post(client, "revoke-designation", designation.pk, reason="").status_code == 422
    assert post(client, "revoke-designation", designation.pk, reason="Stopped").status_code == 302
    assert "Stopped" in read(client, "after-signing", signed.area.gss_code, 1)


def terms(signed, title, last):
    """What the form of terms sends, as it stands in force but for the last value."""
    return {
        "type": "designated",
        "baseline": "18.00",
        "baseline_period": "2007/08",
        "baseline_source": "Police recorded crime",
        "shape": "straight",
        "not_in_2008_09": "on",
        "not_in_2009_10": "on",
        "in_2010_11": last,
        "review_months": "12",
    }


def test_a_revision_from_its_beginning_to_the_next_version(client, signed, at):
    at(LATER)
    code = signed.area.gss_code
    client.force_login(signed.coordinator)
    assert "Prepare a revision" in read(client, "after-signing", code, 1)
    begun = post(
        client, "begin-revision", code, 1, version=signed.version.version, reason="A survey"
    )
    assert begun.status_code == 302
    assert "Nothing yet" in read(client, "revision", code, 1)
    target = signed.target("Burglary").pk
    page = read(client, "revise-target", code, 1, target, "change")
    assert ("Whose consent is asked?" in page, "In force, version 1" in page) == (True, True)

    sent = {
        "version": signed.revision.version,
        "ground": "baseline",
        "reason": "The survey was run",
        "organisations": [signed.force.pk],
        **terms(signed, "Burglary", "15.00"),
    }
    lacking = post(client, "revise-target", code, 1, target, "change", **sent | {"ground": ""})
    assert lacking.status_code == 422
    assert post(client, "revise-target", code, 1, target, "change", **sent).status_code == 302
    stale = post(client, "revise-target", code, 1, target, "change", **sent)
    assert stale.status_code == 409
    page = read(client, "revision", code, 1)
    assert ("Propose it" in page, "15.00" in page, "(changed)" in page) == (True, True, True)
    client.force_login(signed.reviewer)
    read(client, "revision", code, 1, status=404)

    client.force_login(signed.coordinator)
    read(client, "propose-revision", code, 1)
    assert (
        post(client, "propose-revision", code, 1, version=signed.revision.version).status_code
        == 302
    )
    client.force_login(signed.officer)
    consent = RevisionConsent.objects.get()
    assert "Do not consent" in read(client, "revision", code, 1)
    assert "15.00" in read(client, "consent-to-revision", consent.pk)
    assert post(client, "refuse-consent", consent.pk, version=1, reason="").status_code == 422
    assert post(client, "consent-to-revision", consent.pk, version=1).status_code == 302
    client.force_login(signed.reviewer)
    assert "It waits for the Government Office" in read(client, "revision", code, 1)
    read(client, "accept-revision", code, 1)
    accepted = post(client, "accept-revision", code, 1, version=signed.revision.version)
    second = AgreementVersion.objects.get(number=2)
    assert (accepted.url, second.status) == (second.get_absolute_url(), "approved")
    assert "which holds once all have signed it" in read(client, "revision", code, 1)


@pytest.mark.parametrize("verb", ["withdraw", "refuse"])
def test_a_revision_is_withdrawn_or_refused_with_a_reason(client, signed, at, verb):
    at(LATER)
    signed.proposed()
    code = signed.area.gss_code
    client.force_login(signed.reviewer if verb == "refuse" else signed.coordinator)

    name, version = f"{verb}-revision", signed.revision.version
    assert post(client, name, code, 1, version=version, reason="").status_code == 422
    assert post(client, name, code, 1, version=version, reason="Not now").status_code == 302
    assert "Not now" in read(client, "revision", code, 1)


def test_what_is_prepared_is_dropped_and_discarded(client, signed, at):
    at(LATER)
    signed.begin()
    signed.revise("Burglary", "remove")
    code, target = signed.area.gss_code, signed.target("Burglary").pk
    client.force_login(signed.coordinator)

    assert "Take it out" in read(client, "revise-target", code, 1, target, "remove")
    assert "take out" in read(client, "revision", code, 1)
    version = signed.revision.version
    assert post(client, "drop-revised-target", code, 1, target, version=version).status_code == 302
    assert post(client, "discard-revision", code, 1, version=version + 1).status_code == 302
    read(client, "revision", code, 1, status=404)


def test_everybody_reads_the_agreement_as_at_any_day(client, signed, at):
    at(LATER)
    signed.accepted("Burglary", last="15.00").sign_again()
    code, day = signed.area.gss_code, LATER.date()

    page = read(client, "agreement-as-at", code, query=f"?as_at={day - timedelta(days=1)}")
    assert ("Version 1 held then" in page, "2010/11: 14.4" in page) == (True, True)
    assert f"?as_of={day - timedelta(days=1)}" in page
    page = read(client, "agreement-as-at", code)
    assert ("Version 2 held then" in page, "2010/11: 15" in page) == (True, True)
    assert ("Original, version 1" in page, "The baseline was provisional" in page) == (True, True)
    assert "No version held" in read(client, "agreement-as-at", code, query="?as_at=2007-01-01")
    assert "Enter a date" in read(client, "agreement-as-at", code, query="?as_at=tomorrow")


def test_an_area_without_a_signed_agreement_has_no_day(client, signed):
    other = Area.objects.exclude(pk=signed.area.pk).first()

    read(client, "agreement-as-at", other.gss_code if other else "X", status=404)


def queries_of(client, signed, titles):
    """Count what the page of a revision of these targets asks the database."""
    signed.begin()
    for title in titles:
        signed.revise(title)
    client.force_login(signed.coordinator)
    read(client, "revision", signed.area.gss_code, 1)  # what is asked once is known now
    with CaptureQueriesContext(connection) as asked:
        read(client, "revision", signed.area.gss_code, 1)
    return len(asked)


def test_page_takes_as_many_queries_for_many_targets(client, at):
    at(LATER)
    few, many = ("Burglary",), tuple(f"Target {number}" for number in range(6))

    counts = [
        queries_of(client, make_signed(name, titles=titles), titles)
        for name, titles in (("few", few), ("many", many))
    ]
    assert counts[0] == counts[1]
