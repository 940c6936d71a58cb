"""A write sent twice happens once, and one that was refused may be mended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import DataReturn
from laa_portal.foundation import idempotency
from laa_portal.foundation.models import Answer
from partnerships.models import Scope
from tests.factories.keys import program
from tests.integration.api.test_problems import problem
from tests.integration.api.test_returns import RETURNS, ROW, WRONG, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def sender(provider):
    return program(provider, Scope.VALUES_WRITE)


def test_same_request_is_given_the_first_answer(sender):
    first, second = send(sender), send(sender)

    assert (first.status_code, first.content) == (second.status_code, second.content)
    for name in ("Content-Type", "Location", "ETag"):
        assert first[name] == second[name]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert DataReturn.objects.count() == 1


def test_quotes_about_the_key_are_not_part_of_it(sender):
    assert send(sender, key="abc").content == send(sender, key='"abc"').content


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, '"', '"a', "é", "a\\b"])
def test_request_without_a_usable_key_is_refused(sender, key):
    (error,) = problem(send(sender, key=key.encode().decode("latin-1")), 400, "invalid")["errors"]

    assert (error["parameter"], error["code"]) == ("Idempotency-Key", "missing")
    assert not DataReturn.objects.exists()


def test_other_body_with_the_same_key_is_refused(sender):
    send(sender, ROW)

    problem(send(sender, WRONG), 422, "idempotency_key_reused")
    assert DataReturn.objects.count() == 1


@pytest.mark.parametrize("query", ["?dry_run=true", "?dry_run=false"])
def test_other_address_with_the_same_key_is_refused(sender, query):
    send(sender)

    problem(send(sender, query=query), 422, "idempotency_key_reused")


def test_form_sent_again_is_the_same_whatever_separates_its_parts(sender):
    def post(boundary):
        part = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"'
        body = f"{part}\r\nContent-Type: text/csv\r\n\r\n".encode() + ROW
        body += f"\r\n--{boundary}--\r\n".encode()
        return sender.post(
            RETURNS,
            body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers={"idempotency-key": "1"},
        )

    first, second = post("one"), post("two")

    assert (first.status_code, first.content) == (201, second.content)


def test_form_with_another_file_is_another_request(sender):
    def post(content):
        file = SimpleUploadedFile("a.csv", content)
        return sender.post(
            RETURNS, {"file": file}, format="multipart", headers={"idempotency-key": "1"}
        )

    assert post(ROW).status_code == 201
    problem(post(WRONG), 422, "idempotency_key_reused")


def test_what_was_refused_is_not_kept_and_may_be_mended(sender):
    problem(send(sender, b""), 400, "invalid")
    assert not Answer.objects.exists()

    assert send(sender, ROW).status_code == 201


def test_keys_of_different_callers_do_not_meet(sender, stranger):
    other = program(stranger, Scope.VALUES_WRITE)

    first, second = send(sender), send(other)

    assert (first.status_code, second.status_code) == (201, 201)
    assert DataReturn.objects.count() == 2


def test_failure_between_effect_and_answer_leaves_neither(sender, monkeypatch):
    def fail(kept, response):
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(idempotency, "keep", fail)
        problem(send(sender), 500, "failed")
    assert not DataReturn.objects.exists()
    assert not Answer.objects.exists()

    assert send(sender).status_code == 201
