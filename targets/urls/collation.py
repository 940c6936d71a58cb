"""From districts' priorities to a short list: the county's answers, and the choice among them."""

from django.urls import path

from targets.views import candidates, collation, escalations

urlpatterns = [
    path("priorities/", collation.your_priorities, name="your-priorities"),
    path(
        "priorities/<int:priority_id>/put-to-county/",
        escalations.put_to_county,
        name="put-to-county",
    ),
    path("escalations/<int:escalation_id>/", escalations.escalation, name="escalation"),
    path("escalations/<int:escalation_id>/take-up/", escalations.take_up, name="take-up"),
    path("escalations/<int:escalation_id>/decline/", escalations.decline, name="decline"),
    path("laa/<slug:code>/priorities/", collation.collation, name="collation"),
    path("laa/<slug:code>/priorities/longlist/", collation.longlist, name="longlist"),
    path("laa/<slug:code>/priorities/shortlist/", collation.shortlist, name="shortlist"),
    path("laa/<slug:code>/priorities/leave-out/", collation.leave_out, name="leave-out"),
    path(
        "laa/<slug:code>/priorities/longlist-again/",
        collation.longlist_again,
        name="longlist-again",
    ),
    path("laa/<slug:code>/priorities/merge/", collation.merge, name="merge"),
    path("laa/<slug:code>/gaps/", collation.gaps, name="gaps"),
    path("targets/<int:target_id>/", candidates.target, name="target"),
    path("targets/<int:target_id>/split/", candidates.split, name="split"),
]
