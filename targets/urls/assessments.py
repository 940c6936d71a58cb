"""A CDRP and its assessments."""

from django.urls import path

from targets.views import assessments

urlpatterns = [
    path("cdrp/<slug:code>/", assessments.cdrp, name="cdrp"),
    path(
        "cdrp/<slug:code>/start-assessment/",
        assessments.start_assessment,
        name="start-assessment",
    ),
    path("assessments/<int:assessment_id>/", assessments.assessment, name="assessment"),
    path("assessments/<int:assessment_id>/paper/", assessments.paper, name="paper"),
    path(
        "assessments/<int:assessment_id>/sections/<slug:content>/",
        assessments.write_section,
        name="write-section",
    ),
    path(
        "assessments/<int:assessment_id>/submit/",
        assessments.submit_assessment,
        name="submit-assessment",
    ),
    path(
        "assessments/<int:assessment_id>/send-back/",
        assessments.send_back_assessment,
        name="send-back-assessment",
    ),
    path(
        "assessments/<int:assessment_id>/adopt/",
        assessments.adopt_assessment,
        name="adopt-assessment",
    ),
    path(
        "assessments/<int:assessment_id>/correct/",
        assessments.correct_assessment,
        name="correct-assessment",
    ),
]
