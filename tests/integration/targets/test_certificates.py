"""A signed version certified once, as JSON and as an accessible PDF, and checked anywhere."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from laa_portal.foundation import jobs
from laa_portal.foundation.canonical import canonical
from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import Area, Partnership, Role
from targets import actions, queries, tasks
from targets.models import Certificate, digest
from targets.queries.checking import Kind
from targets.signing import ORDER
from tests.conftest import person
from tests.factories.certified import certify, make_certified, make_signed, restrict
from tests.factories.negotiation import AT
from tests.factories.partnerships import make_area
from tests.factories.signing import make_signing

pytestmark = pytest.mark.django_db

VERIFIER = settings.BASE_DIR / "static" / "verify" / "verify_agreement.py"


def offline(tmp_path, record, pdf=None):
    """Run the verifier as anybody would, without anything else of ours in reach."""
    files = [tmp_path / "agreement.json"]
    files[0].write_bytes(record)
    if pdf is not None:
        files.append(tmp_path / "agreement.pdf")
        files[1].write_bytes(pdf)
    return subprocess.run(
        [sys.executable, "-I", VERIFIER, *files], capture_output=True, text=True, check=False
    )


def test_worker_certifies_what_was_signed_once():
    signing = make_signed()
    Job.objects.exclude(kind="make_certificate").delete()

    assert jobs.run_next({"make_certificate": tasks.make_certificate})
    first = Certificate.objects.get()
    tasks.make_certificate(version_id=signing.version.pk)

    assert Certificate.objects.get().sealed_at == first.sealed_at
    said = json.loads(first.content)
    assert digest(first.content) == first.sha256
    assert canonical(said["agreement"]) == signing.version.content
    assert [one["capacity"] for one in said["signatures"]] == list(ORDER)
    assert said["signatures"][0]["under"]["minute"] == "Council, item 7"
    assert said["approval"]["by"] == f"Government Office reviewer, {signing.area}"
    assert len(said["evidence"]) == 2
    assert "(role)" not in first.content, "no name of a person is in it"
    event = AuditEvent.objects.get(verb="make_certificate")
    assert event.details["pdf_sha256"] == hashlib.sha256(bytes(first.pdf)).hexdigest()


def test_a_version_is_approved_in_the_posts_that_counted_at_that_moment():
    signing = make_signing().approved()
    first, second = (person(f"administrator-{one}", "administrator") for one in (1, 2))
    elsewhere = make_area("X10000999", kind="county", name="Elsewhere")
    later = AT + timedelta(days=9)
    granted = {"user": signing.reviewer, "granted_by": first}
    answers = (
        {"granted_at": later},
        {"granted_at": later, "refused_by": second, "refused_at": later},
        {"granted_at": AT, "approved_by": second, "approved_at": later},
    )
    for answer in answers:
        Role.objects.create(kind="go_director", area=signing.area, **granted, **answer)
    Role.objects.create(user=signing.reviewer, kind="go_reviewer", area=elsewhere)
    signing.sign_all()
    signing.reviewer.roles.update(ended_by=first, ended_at=later)
    made = certify(signing, printed=lambda version, content: b"%PDF")

    said = json.loads(made.content)["approval"]
    assert said["by"] == f"Government Office reviewer, {signing.area}"
    Role.objects.filter(user=signing.reviewer).delete()
    assert queries.verify(signing.version).faults == []


def test_pdf_is_accessible_and_has_the_certificate_attached():
    made = make_certified()
    pdf = bytes(made.pdf)

    assert b"pdfuaid:part>1<" in pdf
    assert b"(en-GB)" in pdf
    assert b"/EmbeddedFile" in pdf
    assert b"(certificate.json)" in pdf
    assert b"/Marked true" in pdf
    assert b"/DisplayDocTitle true" in pdf
    figures = len(re.findall(rb"/S\s*/Figure", pdf))
    assert figures == len(re.findall(rb"/Alt\b", pdf)) == 2, "each target's chart is told in words"
    assert made.sha256.encode() in pdf


def test_nothing_is_certified_that_is_not_signed():
    signing = make_signing()
    signing.submit()

    with pytest.raises(actions.NotPossible):
        certify(signing, printed=lambda version, content: b"%PDF")
    assert not Certificate.objects.exists()


def test_figures_that_never_leave_their_area_are_not_in_it():
    signing = make_signing(before_offers=restrict).approved()
    signing.sign_all()
    made = certify(signing)

    assert json.loads(made.content)["evidence"], "they were evidence all the same"
    assert b"/Figure" not in bytes(made.pdf)


def test_offline_verifier_says_what_it_checked(tmp_path):
    made = make_certified()
    record, pdf = queries.bundle_of(made), bytes(made.pdf)

    whole = offline(tmp_path, record, pdf)
    assert whole.returncode == 0, whole.stdout
    assert f"The certificate has its SHA-256, {made.sha256}" in whole.stdout
    assert "The PDF is the one that was made of it" in whole.stdout
    assert offline(tmp_path, made.content.encode(), pdf).returncode == 0

    for other in (offline(tmp_path, record, pdf + b" "), offline(tmp_path, record + b"\n")):
        assert other.returncode == 1
        assert "NOT TRUE" in other.stdout
    assert offline(tmp_path, b"[]").returncode == 1
    assert offline(tmp_path, b"\xff").returncode == 1


def test_signed_record_is_rebuilt_from_what_was_agreed_byte_for_byte():
    made = make_certified()
    version = made.version

    assert queries.rebuilt_text(version) == version.content
    assert queries.certificate_text(version) == made.content
    assert queries.verify(version).faults == []
    call_command("verify_agreements")


def test_hash_of_whatever_people_keep_is_known():
    made = make_certified()
    record = hashlib.sha256(queries.bundle_of(made)).hexdigest()
    hashes = (made.pdf_sha256, record, made.sha256, made.version.content_sha256)

    assert [queries.check_hash(one, AnonymousUser()).kind for one in hashes] == list(Kind)


def test_name_that_changes_later_is_no_fault():
    made = make_certified()
    area, partnership = made.version.area, made.version.agreement.partnership
    Area.objects.filter(pk=area.pk).update(name="Oakshire and Rutland")
    Partnership.objects.filter(pk=partnership.pk).update(name="Another")

    assert queries.verify(type(made.version).objects.get(pk=made.version.pk)).faults == []


def test_command_names_what_is_not_as_it_was_signed(capsys):
    made = make_certified()
    AuditEvent.objects.create(
        verb="put_in_force",
        target_type="targets.agreementversion",
        target_id="987654",
        target_name="A version that was",
        made_at=AT,
    )

    with pytest.raises(CommandError, match="1 faults in 1 signed versions"):
        call_command("verify_agreements")
    assert "A version that was: it was put in force, and is gone" in capsys.readouterr().err
    assert made.version.pk
