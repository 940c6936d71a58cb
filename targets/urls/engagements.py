"""How a CDRP consulted."""

from django.urls import path

from targets.views import engagement_steps, engagements

urlpatterns = [
    path("you-told-us/<slug:code>/", engagements.you_told_us, name="you-told-us"),
    path("cdrp/<slug:code>/engagements/", engagements.engagements, name="engagements"),
    path("cdrp/<slug:code>/add-engagement/", engagements.add_engagement, name="add-engagement"),
    path("engagements/<int:engagement_id>/", engagements.engagement, name="engagement"),
    path(
        "engagements/<int:engagement_id>/publish/",
        engagements.publish_engagement,
        name="publish-engagement",
    ),
    path(
        "engagements/<int:engagement_id>/correct/",
        engagements.correct_engagement,
        name="correct-engagement",
    ),
    path(
        "engagements/<int:engagement_id>/withdraw/",
        engagements.withdraw_engagement,
        name="withdraw-engagement",
    ),
    path(
        "engagements/<int:engagement_id>/remove/",
        engagements.remove_engagement,
        name="remove-engagement",
    ),
    *(
        path(
            f"engagements/<int:engagement_id>/{step}/",
            engagement_steps.describe_engagement,
            {"step": step},
            name=step,
        )
        for step in ("record-attendance", "report-heard", "say-what-changed")
    ),
    path(
        "engagements/<int:engagement_id>/describe/<slug:step>/",
        engagement_steps.describe_engagement,
        name="describe-engagement",
    ),
]
