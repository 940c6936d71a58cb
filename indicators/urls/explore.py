from django.urls import path

from indicators.views import explore as views
from indicators.views import revisions

urlpatterns = [
    path("explore/indicators/", views.indicators, name="indicators"),
    path("explore/indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("explore/indicators/<slug:slug>/<str:area_code>/", views.figure, name="figure"),
    path(
        "explore/indicators/<slug:slug>/<str:area_code>/explain/<slug:part>/",
        views.explain,
        name="explain",
    ),
    path(
        "explore/indicators/<slug:slug>/<str:area_code>/revisions/",
        revisions.revisions,
        name="revisions",
    ),
    path("explore/areas/", views.areas, name="areas"),
    path("explore/areas/<str:area_code>/", views.area, name="area"),
    path("explore/areas/<str:area_code>/profile/", views.profile, name="profile"),
]
