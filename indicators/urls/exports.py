from django.urls import path

from indicators.views import exports as views

urlpatterns = [
    path("developer/exports/", views.exports, name="exports"),
    path("developer/exports/ask/", views.ask_for_export, name="ask-for-export"),
    path("developer/exports/<uuid:export_id>/", views.export, name="export"),
]
