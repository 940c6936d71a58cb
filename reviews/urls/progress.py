"""How targets are going: of an area, and one by one."""

from django.urls import path

from reviews.views import progress

urlpatterns = [
    path("progress/<slug:gss_code>/", progress.area, name="area"),
    path("progress/<slug:gss_code>/<slug:slug>/", progress.target, name="target"),
]
