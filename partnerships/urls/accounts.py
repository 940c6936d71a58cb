"""Accounts: coming in, second factors, sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
