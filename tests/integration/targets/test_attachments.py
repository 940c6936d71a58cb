"""Documents: attached to drafts only, kept byte for byte, downloaded and never shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from laa_portal.foundation.models import AuditEvent
from targets import actions
from targets.forms.attachments import AttachForm
from targets.models import AttachedFile, Attachment, StrategicAssessment
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.documents import PDF, PNG
from tests.factories.partnerships import make_area

from .test_assessment_pages import page, send, text

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def draft(cdrp, officer):
    return made.start(cdrp, officer)


def attach(assessment, by, name="paper.pdf", content=PDF, **of):
    return actions.attach(
        assessment_id=assessment.pk, name=name, content=content, by=by, at=AT, **of
    )


def file(name="paper.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "text/html")


def test_a_document_is_attached_once_and_named_in_history(draft, officer):
    one = attach(draft, officer)
    with pytest.raises(actions.NotTaken, match=r"attached already, as “paper\.pdf”"):
        attach(draft, officer, "copy.pdf")
    priority = made.add(draft, officer)
    attach(draft, officer, priority_id=priority.pk)

    assert (one.kind, one.size) == ("pdf", len(PDF))
    assert AttachedFile.objects.count() == 1
    event = AuditEvent.objects.filter(verb="attach").first()
    assert event.details["document"] == "paper.pdf"


def test_a_document_is_removed_from_drafts_only(draft, officer, chair):
    one = attach(draft, officer)
    made.write_all(draft, officer)
    made.add(draft, officer)
    made.submit(draft, officer)
    with pytest.raises(PermissionDenied, match="Have the chair send it back"):
        actions.detach(attachment_id=one.pk, by=officer, at=AT)
    draft.refresh_from_db()
    actions.send_back_assessment(
        assessment_id=draft.pk, version=draft.version, reason="More", by=chair, at=AT
    )

    actions.detach(attachment_id=one.pk, by=officer, at=AT)

    assert not Attachment.objects.exists()
    assert not AttachedFile.objects.exists()
    assert AuditEvent.objects.get(verb="detach").details["document"] == "paper.pdf"


def test_a_corrected_edition_keeps_its_documents(cdrp, officer, chair):
    draft = made.start(cdrp, officer)
    made.write_all(draft, officer)
    priority = made.add(draft, officer)
    attach(draft, officer)
    attach(draft, officer, "map.png", PNG, priority_id=priority.pk)
    made.submit(draft, officer)
    adopted = made.adopt(draft, chair)

    edition = actions.correct_assessment(
        assessment_id=adopted.pk, version=adopted.version, reason="Wrong", by=officer, at=AT
    )

    of = edition.attachments.values_list("name", "priority__assessment")
    assert list(of) == [("paper.pdf", None), ("map.png", edition.pk)]
    assert adopted.attachments.count() == 2


def test_download_is_a_file_and_never_a_page(client, draft, officer):
    one = attach(draft, officer, "what the people’s panel said.pdf")
    client.force_login(officer)

    answer = client.get(one.get_absolute_url())

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''what%20the")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    client.force_login(person("far", "go_reviewer", area=make_area("X07000902")))
    assert client.get(one.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ['a "b"; c.pdf', "数 é.pdf", "x" * 240 + ".pdf"])
def test_document_of_an_odd_name_is_attached_and_given(client, draft, officer, name):
    form = AttachForm(QueryDict(), MultiValueDict({"document": [file(name)]}))
    assert form.is_valid()
    one = attach(draft, officer, **form.cleaned_data)
    client.force_login(officer)

    answer = client.get(one.get_absolute_url())

    assert one.name == name[:196].removesuffix(".pdf") + ".pdf"
    assert (answer.status_code, answer.content) == (200, PDF)
    assert "\n" not in answer["Content-Disposition"]


@pytest.mark.usefixtures("catalogue")
def test_from_the_document_they_have_to_six_answers(client, cdrp, officer):
    client.force_login(officer)
    assert "Upload the one you have" in text(page(client, "cdrp", cdrp.code))
    lying = send(client, "upload-assessment", cdrp.code, year=2008, document=file("paper.docx"))
    assert lying.status_code == 422
    assert "is a PDF, but its name has .docx" in text(lying)
    assert not StrategicAssessment.objects.exists()

    begun = send(client, "upload-assessment", cdrp.code, year=2008, document=file())
    assert "Where the document answers" in text(begun)
    one = Attachment.objects.get()
    nothing = send(client, "point-out", one.pk, levels="")
    assert "Enter at least one reference" in text(nothing)
    done = send(client, "point-out", one.pk, levels="pages 3 to 9", changes="page 10")

    assert "The references are saved." in text(done)
    assert "paper.pdf" in text(done)
    sections = one.assessment.sections.order_by("content")
    assert [each.text for each in sections] == [
        "See page 10 of the attached document “paper.pdf”.",
        "See pages 3 to 9 of the attached document “paper.pdf”.",
    ]
    assert "levels" not in page(client, "point-out", one.pk).context["form"].fields


@pytest.mark.usefixtures("catalogue")
def test_officer_attaches_to_a_priority_and_removes_again(client, draft, officer):
    priority = made.add(draft, officer)
    client.force_login(officer)
    bare = send(client, "attach-to-priority", priority.pk)
    assert "Select the document" in text(bare)

    done = send(client, "attach-to-priority", priority.pk, document=file("map.png", PNG))
    assert "“map.png” is attached." in text(done)
    assert "PNG picture" in text(page(client, "priority", priority.pk))
    one = Attachment.objects.get()
    assert "Remove “map.png”?" in text(page(client, "detach", one.pk))
    gone = send(client, "detach", one.pk)

    assert "“map.png” is removed." in text(gone)
    assert reverse("targets:attach-to-priority", args=[priority.pk]) in gone.text
