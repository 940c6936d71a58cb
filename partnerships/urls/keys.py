"""Keys for partners' systems."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
