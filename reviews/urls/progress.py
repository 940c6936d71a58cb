"""How targets are going: in all areas, in one, and one by one."""

from django.urls import path

from reviews.views import progress, regions

urlpatterns = [
    path("progress/", regions.nation, name="nation"),
    path("progress/<slug:gss_code>/", progress.area, name="area"),
    path("progress/<slug:gss_code>/<slug:slug>/", progress.target, name="target"),
]
