"""The negotiation of one target, and what a side prepares to say of it."""

from django.urls import path

from targets.views import draft_lines, workspace

urlpatterns = [
    path("targets/<int:target_id>/negotiation/", workspace.negotiate, name="negotiate"),
    path(
        "targets/<int:target_id>/negotiation/discard/",
        draft_lines.discard_line,
        name="discard-line",
    ),
    path(
        "targets/<int:target_id>/negotiation/<slug:kind>/",
        draft_lines.draft_line,
        name="draft-line",
    ),
]
