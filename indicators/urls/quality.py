from django.urls import path

from indicators.views import quality as views

urlpatterns = [
    path("returns/quality/", views.quality, name="quality"),
    path("returns/quality/<int:organisation_id>/", views.provider_quality, name="provider-quality"),
    path("returns/quality/<int:organisation_id>/state/", views.state_quality, name="state-quality"),
]
