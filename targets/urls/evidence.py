"""Evidence packs, documents, and the paper as a file."""

from django.urls import path

from targets.views import attachments, evidence, papers

urlpatterns = [
    path("evidence/<slug:sha256>/", evidence.evidence_pack, name="evidence-pack"),
    path(
        "cdrp/<slug:code>/upload-assessment/",
        attachments.upload_assessment,
        name="upload-assessment",
    ),
    path("assessments/<int:assessment_id>/attach/", attachments.attach, name="attach"),
    path(
        "priorities/<int:priority_id>/attach/",
        attachments.attach_to_priority,
        name="attach-to-priority",
    ),
    path("attachments/<int:attachment_id>/", attachments.attachment, name="attachment"),
    path("attachments/<int:attachment_id>/remove/", attachments.detach, name="detach"),
    path("attachments/<int:attachment_id>/pages/", attachments.point_out, name="point-out"),
    path("assessments/<int:assessment_id>/paper/file/", papers.paper_file, name="paper-file"),
    path("assessments/<int:assessment_id>/paper/pdf/", papers.paper_pdf, name="paper-pdf"),
]
