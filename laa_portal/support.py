"""Django's own pages over our records: for support, to look at and never to change."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

OURS = frozenset({"foundation", "partnerships", "indicators"})


class SupportSite(AdminSite):
    """Shows our own records alone, to those who came in by the service's own door."""

    site_header = site_title = "Support"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what packages bring: addresses, second factors and groups to edit."""
        is_one = isinstance(model_or_iterable, type)
        models: list[Any] = [model_or_iterable] if is_one else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label in OURS]
        super().register(ours, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead strangers to the door that asks for a second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied("Only those who support the service may look at its records.")
        from django.contrib.auth.views import redirect_to_login  # it needs the apps loaded

        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


class SupportConfig(AdminConfig):
    default_site = "laa_portal.support.SupportSite"
