"""The pages on the way to an agreement."""

from django.urls import path

from targets.views import assessments, priorities

app_name = "targets"

urlpatterns = [
    path("cdrp/<slug:code>/", assessments.cdrp, name="cdrp"),
    path(
        "cdrp/<slug:code>/start-assessment/",
        assessments.start_assessment,
        name="start-assessment",
    ),
    path("cdrp/<slug:code>/weigh/", priorities.weigh, name="weigh"),
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
    path("assessments/<int:assessment_id>/priorities/", priorities.priorities, name="priorities"),
    path(
        "assessments/<int:assessment_id>/priorities/add/",
        priorities.add_priority,
        name="add-priority",
    ),
    path("priorities/<int:priority_id>/", priorities.priority, name="priority"),
    path(
        "priorities/<int:priority_id>/remove/", priorities.remove_priority, name="remove-priority"
    ),
    path(
        "priorities/<int:priority_id>/<slug:step>/",
        priorities.describe_priority,
        name="describe-priority",
    ),
]
