"""Signed agreements as everybody reads them, has them checked, and downloads them."""

import csv
import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from laa_portal.foundation import seals
from laa_portal.foundation.models import Allowance
from partnerships.models import AreaKind
from targets import queries
from targets.models import VersionPartner
from targets.views import verification
from tests.factories.certified import certify, make_certified, make_signed
from tests.factories.partnerships import make_area, make_part
from tests.factories.signing import make_signing

pytestmark = pytest.mark.django_db

VERIFY = "targets:verify"
LIST = "targets:public-agreements"


def text(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def look(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return text(answer)


def bring(client, content, name="agreement.pdf"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(VERIFY), {"file": file, "sha256": ""})


@pytest.fixture
def made():
    return make_certified()


# --- /verify/ ---


def test_pdf_and_record_are_recognised_and_nothing_is_kept(client, made):
    for content, what in (
        (bytes(made.pdf), "the agreement as a PDF"),
        (queries.bundle_of(made), "the agreement’s record"),
        (made.content.encode(), "the agreement’s certificate"),
        (made.version.content.encode(), "the text that was signed"),
    ):
        with CaptureQueriesContext(connection) as asked:
            said = text(bring(client, content))

        assert f"This is {what}, unchanged" in said
        assert "Leader of the council" in said
        assert "Yes, it is the version in force" in said
        assert "acts are not sealed yet. Look again in a minute" in said
        writes = [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
        assert all("foundation_allowance" in one for one in writes if one.startswith("INSERT"))


def test_a_changed_file_is_told_from_one_that_is_none_of_ours(client, made):
    pdf = bytes(made.pdf)

    said = text(bring(client, pdf[:-10] + b"#" + pdf[-9:]))
    assert "This is not the agreement as it was signed" in said
    assert "Local Area Agreement of Oakshire" in said
    said = text(bring(client, b"Minutes of the council"))
    assert "Not recognised" in said
    assert "agreement.pdf" in said


def test_seals_over_the_acts_of_signing_are_told(client, made, monkeypatch):
    monkeypatch.setattr(seals, "cover", lambda events: seals.Cover(len(events), 0, ()))
    said = look(client, "targets:verify-hash", made.sha256)
    assert "All 7 acts of approving, signing and certifying it are sealed" in said

    monkeypatch.setattr(seals, "cover", lambda events: seals.Cover(6, 0, (41,)))
    said = look(client, "targets:verify-hash", made.sha256)
    assert "Act 41 of the audit trail is not as it was sealed" in said


def test_a_hash_has_its_page(client, made):
    typed = " ".join(re.findall("........", made.sha256.upper()))
    answer = client.post(reverse(VERIFY), {"sha256": typed})

    assert answer["Location"] == made.get_absolute_url()
    assert "the agreement’s certificate, unchanged" in look(
        client, "targets:verify-hash", made.sha256
    )
    unknown = client.get(reverse("targets:verify-hash", args=["0" * 64]))
    assert unknown.status_code == 404
    assert "Not recognised" in text(unknown)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Select a file, or enter its SHA-256"),
        ({"sha256": "abc"}, "A SHA-256 has 64 characters"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "The file is empty"),
        ({"file": SimpleUploadedFile("a.pdf", b"x" * (5 * 1024 * 1024 + 1))}, "5 MB or less"),
    ],
)
def test_what_cannot_be_checked_is_asked_for_again(client, sent, sentence):
    answer = client.post(reverse(VERIFY), sent)

    assert answer.status_code == 422
    assert sentence in text(answer)


def test_one_address_checks_so_often_and_no_more(client, monkeypatch):
    monkeypatch.setattr(verification, "CHECKED_AN_HOUR", 1)
    bring(client, b"one")

    answer = bring(client, b"two")
    assert answer.status_code == 429
    assert Allowance.objects.get().used == 1


def test_a_changed_row_is_said_on_the_page(client, made):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE targets_signature DISABLE TRIGGER USER")
        cursor.execute("UPDATE targets_signature SET post = 'Somebody else'")

    said = look(client, "targets:verify-hash", made.pdf_sha256)
    assert "does not hold together" in said
    assert "no longer give its certificate" in said


# --- Pages of agreements ---


def test_signed_agreements_are_listed_by_region_and_found(client):
    assert "No agreement has been signed yet" in look(client, LIST)
    signing = make_signed()
    region = make_area("X12000001", kind=AreaKind.REGION, name="Midlands")
    make_part(region, signing.area)
    make_signing("B").submit()

    said = look(client, LIST)
    assert "Midlands" in said
    assert "OakshireB" not in said, "what is only submitted is not public"
    assert "Oakshire" in look(client, LIST, q="oak", region="X12000001")
    assert "No signed agreement matches" in look(client, LIST, q="nowhere")


def test_an_agreement_has_its_targets_partners_and_signatures_by_post(client, made):
    code = made.version.area.gss_code
    said = look(client, "targets:public-agreement", code)

    assert "Burglary" in said
    assert "18.00 (2007/08)" in said
    assert "14.40" in said
    assert "Letter of 30 June 2008" in said
    assert "The council: The full council approves the agreement: Council, item 7" in said
    assert made.sha256 in said
    assert "(role)" not in said, "no name of a person is on it"
    target = look(client, "targets:public-target", code, 1)
    assert "Must have regard to every local improvement target that relates to it" in target
    assert "As signed" in target
    svg = client.get(reverse("targets:public-target", args=[code, 1]), {"format": "svg"})
    assert svg["Content-Type"] == "image/svg+xml"


def test_those_at_its_table_are_led_to_the_paper_for_their_board(client):
    signing = make_signed()
    code = signing.area.gss_code

    assert "Paper for your board" not in look(client, "targets:public-agreement", code)
    client.force_login(signing.coordinator)
    assert "Paper for your board" in look(client, "targets:public-agreement", code)


def test_what_is_not_signed_has_no_public_page(client):
    signing = make_signing()
    signing.submit()
    code = signing.area.gss_code

    assert client.get(reverse("targets:public-agreement", args=[code])).status_code == 404
    assert client.get(reverse("targets:public-target", args=[code, 1])).status_code == 404
    assert client.get(reverse("targets:agreement-pdf", args=[code, 1])).status_code == 404


def test_while_it_is_not_certified_the_page_says_so(client):
    signing = make_signed()

    said = look(client, "targets:public-agreement", signing.area.gss_code)
    assert "The certificate is being made" in said


def test_files_are_kept_by_strangers_and_not_for_those_signed_in(client, made, analyst):
    code = made.version.area.gss_code
    for name, content, sha256 in (
        ("targets:agreement-pdf", bytes(made.pdf), made.pdf_sha256),
        ("targets:agreement-record", queries.bundle_of(made), made.sha256),
    ):
        address = reverse(name, args=[code, 1])
        answer = client.get(address)

        assert answer.content == content
        assert answer["ETag"] == f'"{sha256}"'
        assert "immutable" in answer["Cache-Control"]
        again = client.get(address, headers={"if-none-match": f'"{sha256}"'})
        assert again.status_code == 304
    client.force_login(analyst)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_targets_leave_as_csv_and_as_a_workbook_without_formulas(client):
    signing = make_signing(titles=("=1+1", "Burglary")).approved()
    signing.sign_all()
    certify(signing, printed=lambda version, content: b"%PDF")
    address = reverse("targets:public-agreement", args=[signing.area.gss_code])

    rows = list(csv.DictReader(io.StringIO(client.get(address, {"format": "csv"}).text[1:])))
    assert [row["target"] for row in rows] == ["'=1+1", "Burglary"]
    assert (rows[1]["baseline"], rows[1]["value_2010_11"]) == ("18", "14.4")
    book = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    assert book.sheetnames == ["About", "Targets", "Partners", "Signatures", "Not signed for"]
    assert book["Targets"]["C2"].value == "=1+1"
    assert book["Targets"]["C2"].data_type == "s"
    assert book["Targets"]["O3"].value == 14.4


def test_an_organisation_has_the_targets_it_must_have_regard_to(client):
    signing = make_signed()

    said = look(client, "targets:regarded", signing.force.code)
    assert "must have regard to the target in what it does: section 108" in said
    assert "Must have regard to" in said
    assert "14.40 in 2010/11" in said
    assert "No signed agreement names" in look(client, "targets:regarded", signing.council.code)
    client.force_login(signing.officer)
    assert "what it must have regard to" in look(client, "targets:our-commitments")
    assert VersionPartner.objects.filter(has_regard=True).count() == 2


def test_pages_ask_as_much_for_many_targets_and_areas_as_for_few(client):
    few = make_signed(titles=("Burglary",))
    pages = {
        name: (lambda signing, name=name: reverse(name, args=[signing.area.gss_code]))
        for name in ("targets:public-agreement",)
    } | {
        LIST: lambda signing: reverse(LIST),
        "targets:regarded": lambda signing: reverse("targets:regarded", args=[signing.force.code]),
    }
    asked = {}
    for name, address in pages.items():
        client.get(address(few))
        with CaptureQueriesContext(connection) as counted:
            client.get(address(few))
        asked[name] = len(counted)
    many = make_signed("B", titles=("Arson", "Burglary", "Cars", "Drugs"))

    for name, address in pages.items():
        with CaptureQueriesContext(connection) as counted:
            client.get(address(many))
        assert len(counted) <= asked[name], name
