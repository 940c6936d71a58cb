"""The audit trail."""

from django.urls import path

from partnerships.views import audit as views

urlpatterns = [
    path("", views.audit, name="audit"),
    path("export/", views.export_audit, name="export-audit"),
    path("<int:event_id>/", views.act, name="audit-act"),
]
