"""Notices and how they reach people."""

from django.urls import path

from partnerships.views import notices as views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read-notices"),
    path("notices/<int:notice_id>/read/", views.read_notice, name="read-notice"),
    path("account/notices/", views.choose_deliveries, name="notice-preferences"),
]
