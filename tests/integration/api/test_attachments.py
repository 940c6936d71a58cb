"""Documents by key: attached, listed, downloaded byte for byte, removed."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.models import Scope
from targets.models import AttachedFile, Attachment
from tests.factories import targets as made
from tests.factories.documents import DOCX, PDF
from tests.factories.keys import program
from tests.factories.partnerships import make_area
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

ATTACHMENTS = "/api/v1/attachments/"


@pytest.fixture
def cdrp(db):
    return made.make_cdrp()


@pytest.fixture
def officer(cdrp):
    return made.make_officer(cdrp)


@pytest.fixture
def draft(cdrp, officer):
    return made.start(cdrp, officer)


@pytest.fixture
def priority(draft, officer):
    return made.add(draft, officer)


@pytest.fixture
def writer(officer):
    return program(officer, Scope.ASSESSMENTS_WRITE)


def send(client, to, content=PDF, *, name="Assessment.pdf", key="once", **more):
    kind = "assessments" if hasattr(to, "year") else "priorities"
    body = {"document": SimpleUploadedFile(name, content), **more}
    headers = {"idempotency-key": key}
    address = f"/api/v1/{kind}/{to.pk}/attach/"
    return client.post(address, body, format="multipart", headers=headers)


def test_a_document_comes_back_byte_for_byte(writer, draft, priority):
    whole = send(writer, draft, key="1")
    part = send(writer, priority, DOCX, name="Evidence.docx", key="2")
    assert (whole.status_code, part.status_code) == (200, 200), whole.content

    (document,) = whole.json()["documents"]
    (evidence,) = part.json()["documents"]
    assert (document["kind"], document["size"]) == ("pdf", len(PDF))
    assert (next(iter(document)), [*document][-2:]) == ("id", ["actions", "links"])
    assert (evidence["priority"], evidence["kind"]) == (priority.pk, "docx")
    assert writer.get(document["links"]["self"]).json() == document
    got = writer.get(document["links"]["content"], headers={"accept": "application/pdf"})
    assert hashlib.sha256(got.content).hexdigest() == document["sha256"]
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"] == 'attachment; filename="Assessment.pdf"'
    assert "sandbox" in got["Content-Security-Policy"]
    assert [one["id"] for one in writer.get(ATTACHMENTS).json()["data"]] == [
        document["id"],
        evidence["id"],
    ]


def test_sent_twice_under_one_key_is_attached_once(writer, draft):
    first, second = send(writer, draft), send(writer, draft)

    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert Attachment.objects.count() == 1


def test_a_large_document_is_taken_as_it_is_on_the_page(writer, draft):
    large = PDF.replace(b"%%EOF", b"%" + b"x" * (13 * 1024 * 1024) + b"\n%%EOF")

    assert send(writer, draft, large).status_code == 200


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"MZ\x90\0 a program", "plan.pdf", "The file is none that can be attached"),
        (PDF, "plan.docx", "The file is a PDF, but its name has .docx"),
        (PDF + b"/JavaScript %%EOF", "plan.pdf", "has a script"),
        (b"x" * (20 * 1024 * 1024 + 1), "plan.pdf", "is larger than 20 MB"),
        (b"", "plan.pdf", "something in it"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(writer, draft, content, name, words):
    answer = send(writer, draft, content, name=name)

    (error,) = problem(answer, 400, "invalid")["errors"]
    assert error["parameter"] == "document"
    assert words in error["detail"]
    assert not AttachedFile.objects.exists()


def test_the_form_has_the_document_alone(writer, draft):
    headers = {"idempotency-key": "1"}
    address = f"/api/v1/assessments/{draft.pk}/attach/"
    missing = writer.post(address, {"name": "x"}, format="multipart", headers=headers)

    wrong = {one["parameter"] for one in problem(missing, 400, "invalid")["errors"]}
    assert wrong == {"name", "document"}
    as_json = writer.post(address, {}, format="json", headers={"idempotency-key": "2"})
    assert as_json.status_code == 415


def test_it_is_taken_off_a_draft_and_stays_with_what_is_submitted(writer, draft, officer):
    made.write_all(draft, officer)
    made.add(draft, officer)
    ids = [send(writer, draft, PDF + b"\n" * n, key=str(n)).json()["id"] for n in (1, 2)]
    assert set(ids) == {draft.pk}
    gone, kept = Attachment.objects.all()

    def remove(one, key):
        address = f"{ATTACHMENTS}{one.pk}/remove/"
        return writer.post(address, {}, format="json", headers={"idempotency-key": key})

    assert remove(gone, "a").json()["id"] == gone.pk
    assert remove(gone, "b").status_code == 404
    made.submit(draft, officer)
    refused = remove(kept, "c")

    assert "Have the chair send it back first" in problem(refused, 403, "forbidden")["detail"]
    (act,) = writer.get(f"{ATTACHMENTS}{kept.pk}/").json()["actions"]
    assert (act["allowed"], act["method"]) == (False, "POST")


def test_strangers_find_neither_record_nor_content(writer, draft):
    (document,) = send(writer, draft).json()["documents"]
    far = made.make_officer(made.make_cdrp("x-far", areas=[make_area("X07000902")]), "far")
    stranger = program(far, Scope.AGREEMENTS_READ)

    assert stranger.get(document["links"]["self"]).status_code == 404
    missing = stranger.get(document["links"]["content"], headers={"accept": "application/pdf"})
    assert problem(missing, 404, "not_found")
    assert stranger.get(ATTACHMENTS, {"partnership": "x-cdrp"}).json()["data"] == []
