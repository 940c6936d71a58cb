"""Coming in: by invitation, by name and password, by second factor; and leaving."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import actions, policies, tokens
from partnerships.accounts.factors import factors_of
from partnerships.accounts.forms import AcceptInvitationForm, CodeForm, PasskeyForm, SignInForm
from partnerships.accounts.lockout import client_address
from partnerships.models import Invitation


class SignIn(LoginView):
    """A name and a password; then the second factor."""

    form_class = SignInForm
    template_name = "partnerships/accounts/sign_in.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Start anew rather than go on half way: the second factor may be another by now."""


class SignInCode(AuthenticateView):
    """The second factor, by code or passkey."""

    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    template_name = "partnerships/accounts/sign_in_code.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        address = client_address(self.request)
        actions.refuse_second_factor(user=self.stage.login.user, address=address, at=timezone.now())
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"factors": factors_of(self.stage.login.user)}


class SignOut(LogoutView):
    http_method_names = ["post"]


@require_safe
def lost_second_factor(request: HttpRequest) -> HttpResponse:
    """What to do without the second factor: nothing here, so that no stranger can do it."""
    return render(request, "partnerships/accounts/lost_second_factor.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: a name and a password, then on to the second factor."""
    invitation = (
        Invitation.objects.select_related("user").filter(token_sha256=tokens.digest(token)).first()
    )
    if invitation is None or not policies.may_accept_invitation(invitation, timezone.now()):
        return render(request, "partnerships/accounts/invitation_void.html", status=404)
    form = AcceptInvitationForm(request.POST or None, user=invitation.user)
    if form.is_valid():
        person = actions.accept_invitation(token=token, at=timezone.now(), **form.cleaned_data)
        return perform_login(request, person)
    context = {"form": form, "person": invitation.user}
    status = 422 if form.errors else 200
    return render(request, "partnerships/accounts/accept_invitation.html", context, status=status)
