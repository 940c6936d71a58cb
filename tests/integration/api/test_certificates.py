"""The certificate of an agreement by key: its record, or its PDF."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from targets import queries
from tests.factories.certified import certify, make_signed
from tests.factories.negotiators import Negotiator

pytestmark = pytest.mark.django_db


def test_record_and_pdf_are_given_as_everybody_downloads_them():
    signing = make_signed()
    made = certify(signing, printed=lambda version, content: b"%PDF-1.7 made for a test")
    lsp = Negotiator(signing.coordinator)
    address = reverse("api-agreements-certificate", args=[signing.talks.agreement.pk])

    record = lsp.client.get(address)
    assert record.content == queries.bundle_of(made)
    assert record["ETag"] == f'"{made.sha256}"'
    pdf = lsp.client.get(address, headers={"accept": "application/pdf"})
    assert (pdf.content, pdf["Content-Type"]) == (bytes(made.pdf), "application/pdf")
    assert APIClient().get(address).status_code == 401


def test_what_is_not_certified_has_none():
    signing = make_signed()
    lsp = Negotiator(signing.coordinator)
    address = reverse("api-agreements-certificate", args=[signing.talks.agreement.pk])

    for accept in ("application/json", "application/pdf"):
        answer = lsp.client.get(address, headers={"accept": accept})
        assert answer.status_code == 404
        assert b"certificate is awaited" in answer.content or b"not found" in answer.content.lower()
