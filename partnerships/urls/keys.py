"""Keys for partners' systems."""

from django.urls import path

from partnerships.views import keys as views

urlpatterns = [
    path("", views.keys, name="keys"),
    path("keys/new/", views.make_key, name="make-key"),
    path("keys/<int:key_id>/", views.key, name="key"),
    path("keys/<int:key_id>/revoke/", views.revoke_key, name="revoke-key"),
]
