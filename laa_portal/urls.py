"""The whole surface of the site."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import TemplateView

from . import views
from .forms import SignInForm

handler500 = "laa_portal.views.server_error"

sign_in = LoginView.as_view(
    template_name="pages/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)


def page(name: str):
    """A page that only has to be printed."""
    return TemplateView.as_view(template_name=f"pages/{name}.html")


urlpatterns = [
    path("", views.start, name="start"),
    path("home/", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("", include("partnerships.urls")),
    path("", include("indicators.urls")),
    path("api/", include("laa_portal.api")),
    path("help/", page("help"), name="help"),
    path("help/returns/", page("help_returns"), name="help-returns"),
    path("help/figures/", page("help_figures"), name="help-figures"),
    path("help/glossary/", views.glossary, name="glossary"),
    path("accessibility/", page("accessibility"), name="accessibility"),
    path("privacy/", page("privacy"), name="privacy"),
    path("cookies/", page("cookies"), name="cookies"),
    path("health/", views.health, name="health"),
    path("favicon.ico", views.favicon),
    path("django-admin/", admin.site.urls),
]
