"""Second factors: set up, given again, removed, and reset by an administrator."""

from ipaddress import ip_address
from typing import Any

from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from laa_portal.foundation.versioning import Stale
from partnerships import actions, policies
from partnerships.accounts import sessions
from partnerships.accounts.factors import factors_of
from partnerships.accounts.forms import (
    AddAppForm,
    AddPasskeyForm,
    CodeAgainForm,
    MakeRecoveryCodesForm,
    PasskeyAgainForm,
    RemoveAppForm,
    ResetSecondFactorForm,
)
from partnerships.accounts.lockout import client_address
from partnerships.doors import with_fresh_second_factor
from partnerships.models import User
from partnerships.requests import SignedInRequest

ACCOUNT = reverse_lazy("account")


def host_is_address(request: HttpRequest) -> bool:
    """Whether the site was called by number: browsers keep passkeys for names alone."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return False
    return True


class _Adding:
    """What adding a second factor of either kind has in common."""

    request: Any
    kind: str
    http_method_names = ["get", "head", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        person = self.request.user
        sessions.prove(self.request, person, self.kind)
        actions.add_second_factor(by=person, kind=self.kind, at=timezone.now())
        messages.success(self.request, "Your second factor is set up.")
        return answer

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:  # type: ignore[attr-defined]
            return reverse("mfa_view_recovery_codes")
        return str(ACCOUNT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        is_first = not factors_of(self.request.user).count
        return context | {"is_first": is_first, "host_is_address": host_is_address(self.request)}


class AddApp(_Adding, ActivateTOTPView):
    kind = "totp"
    form_class = AddAppForm
    template_name = "partnerships/accounts/add_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        added = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        added.wrap().validate_code(form.cleaned_data["code"])  # so that it is used up
        return answer


class AddPasskey(_Adding, AddWebAuthnView):
    kind = "webauthn"
    form_class = AddPasskeyForm
    template_name = "partnerships/accounts/add_passkey.html"


class RemoveApp(DeactivateTOTPView):
    http_method_names = ["get", "head", "post"]
    form_class = RemoveAppForm
    template_name = "partnerships/accounts/remove_app.html"
    success_url = ACCOUNT

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.remove_second_factor(by=self.request.user, kind="totp", at=timezone.now())
        messages.success(self.request, "The authenticator app is removed.")
        return answer


class RemovePasskey(RemoveWebAuthnView):
    # without DELETE, which Django answers with no question and no record
    http_method_names = ["get", "head", "post"]
    template_name = "partnerships/accounts/remove_passkey.html"
    success_url = ACCOUNT

    def form_valid(self, form: Any) -> HttpResponse:
        policies.may_remove_second_factor(factors_of(self.request.user).count).enforce()
        answer: HttpResponse = super().form_valid(form)
        actions.remove_second_factor(by=self.request.user, kind="webauthn", at=timezone.now())
        messages.success(self.request, "The passkey is removed.")
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = policies.may_remove_second_factor(factors_of(self.request.user).count)
        return super().get_context_data(**kwargs) | {"may_remove": verdict}


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "partnerships/accounts/recovery_codes.html"


class MakeRecoveryCodes(GenerateRecoveryCodesView):
    http_method_names = ["get", "head", "post"]
    form_class = MakeRecoveryCodesForm
    template_name = "partnerships/accounts/make_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.make_recovery_codes(by=self.request.user, at=timezone.now())
        return answer


class _Confirming:
    """The second factor again. A session that is trusted anew gets a new key."""

    request: Any
    http_method_names = ["get", "head", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        if getattr(form, "authenticator", None) and form.authenticator.type == "recovery_codes":
            actions.use_recovery_code(by=self.request.user, at=timezone.now())
        sessions.rotate(self.request)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"factors": factors_of(self.request.user)}

    def _refuse(self) -> None:
        actions.refuse_second_factor(
            user=self.request.user, address=client_address(self.request), at=timezone.now()
        )


class ConfirmByCode(_Confirming, ReauthenticateView):
    form_class = CodeAgainForm
    template_name = "partnerships/accounts/confirm.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        self._refuse()
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


class ConfirmByPasskey(_Confirming, ReauthenticateWebAuthnView):
    form_class = PasskeyAgainForm
    template_name = "partnerships/accounts/confirm_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        self._refuse()
        messages.error(self.request, "The passkey was not accepted. Try again.")
        return redirect(self.request.get_full_path())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_second_factor
def reset_second_factor(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Take away the second factors of somebody who has lost them."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    verdict = policies.may_reset_second_factor(request.user, person)
    verdict.enforce()
    form = ResetSecondFactorForm(request.POST or None, initial={"version": person.version})
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            actions.reset_second_factor(
                user_id=person.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        else:
            messages.success(request, f"The second factor of {person.name} is reset.")
            return redirect("manage-reset-second-factor", person.pk)
    context = {"form": form, "person": person, "factors": factors_of(person)}
    return render(request, "partnerships/accounts/reset_second_factor.html", context, status=status)
