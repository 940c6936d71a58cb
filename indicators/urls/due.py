from django.urls import path

from indicators.views import due as views

urlpatterns = [
    path("returns/due/", views.due, name="due"),
    path("returns/due/<int:expectation_id>/", views.expectation, name="expectation"),
    path("returns/due/<int:expectation_id>/excuse/", views.excuse, name="excuse"),
    path("returns/due/<int:expectation_id>/expect-again/", views.expect_again, name="expect-again"),
    path("returns/provisions/", views.provisions, name="provisions"),
    path("returns/provisions/agree/", views.agree_provision, name="agree-provision"),
    path("returns/provisions/<int:provision_id>/end/", views.end_provision, name="end-provision"),
]
