"""Priorities, and how they are weighed."""

from django.urls import path

from targets.views import priorities

urlpatterns = [
    path("cdrp/<slug:code>/weigh/", priorities.weigh, name="weigh"),
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
