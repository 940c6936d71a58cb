"""The whole surface of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

from partnerships.views.accounts import SignOut

from . import views

handler429 = "laa_portal.views.too_many_requests"
handler500 = "laa_portal.views.server_error"


def page(name: str):
    """A page that only has to be printed."""
    return TemplateView.as_view(template_name=f"pages/{name}.html")


urlpatterns = [
    path("", views.start, name="start"),
    path("home/", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("", include("partnerships.urls")),
    path("", include("indicators.urls")),
    path("", include("targets.urls")),
    path("", include("reviews.urls")),
    path("api/", include("laa_portal.api")),
    path("help/", page("help"), name="help"),
    path("help/returns/", page("help_returns"), name="help-returns"),
    path("help/figures/", page("help_figures"), name="help-figures"),
    path("help/evidence/", page("help_evidence"), name="help-evidence"),
    path("help/dictionary/", views.data_dictionary, name="dictionary"),
    path("help/glossary/", views.glossary, name="glossary"),
    path("accessibility/", page("accessibility"), name="accessibility"),
    path("privacy/", page("privacy"), name="privacy"),
    path("cookies/", page("cookies"), name="cookies"),
    path("health/", views.health, name="health"),
    path("favicon.ico", views.favicon),
    path("django-admin/password_change/", RedirectView.as_view(pattern_name="account")),
    path("django-admin/logout/", SignOut.as_view()),
    path("django-admin/", admin.site.urls),
]
