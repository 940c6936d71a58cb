"""Concerns: the work list, one of them, and what is done to it."""

from django.urls import path

from reviews.forms.concerns import FORMS
from reviews.views import concerns, settings, worklist


def _slug(verb: str) -> str:
    return verb.replace("_", "-")


urlpatterns = [
    path("concerns/", worklist.worklist, name="worklist"),
    path("concerns/settings/", settings.settings, name="settings"),
    path("concerns/settings/<slug:name>/", settings.change_setting, name="change-setting"),
    path("concerns/raise/<slug:gss_code>/", concerns.raise_concern, name="raise-concern"),
    path("concerns/<int:concern_id>/", concerns.concern, name="concern"),
    *(
        path(
            f"concerns/<int:concern_id>/{_slug(verb)}/",
            concerns.act,
            {"verb": verb},
            name=_slug(verb),
        )
        for verb in FORMS
    ),
]
