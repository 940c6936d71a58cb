"""Targets across areas, for those who look over many."""

from django.urls import path

from targets.views import across

urlpatterns = [
    path("negotiations/", across.all_negotiations, name="all-negotiations"),
    path(
        "negotiations/<slug:slug>/",
        across.indicator_negotiations,
        name="indicator-negotiations",
    ),
]
