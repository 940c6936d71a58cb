"""Passwords: changed by who knows the old one, reset by letter by who does not."""

from typing import Any

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView
from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships import actions
from partnerships.accounts.forms import (
    AskPasswordResetForm,
    ChangePasswordForm,
    ResetPasswordForm,
)


class ChangePassword(PasswordChangeView):
    http_method_names = ["get", "head", "post"]
    form_class = ChangePasswordForm
    template_name = "partnerships/accounts/change_password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        key = self.request.session.session_key
        actions.change_password(by=self.request.user, session_key=key, at=timezone.now())
        messages.success(self.request, "Your password is changed. All other sessions were ended.")
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


def ask_password_reset(request: HttpRequest) -> HttpResponse:
    """Take an e-mail address; the answer is the same whether or not anybody has it."""
    form = AskPasswordResetForm(request.POST or None)
    if form.is_valid():
        if refusal := consume_or_429(request, action="reset_password"):
            return refusal
        actions.ask_password_reset(**form.cleaned_data)
        return redirect("password-reset-asked")
    status = 422 if form.errors else 200
    return render(
        request, "partnerships/accounts/ask_password_reset.html", {"form": form}, status=status
    )


@require_safe
def password_reset_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "partnerships/accounts/password_reset_asked.html")


class ResetPassword(PasswordResetFromKeyView):
    """Choose a new password by letter. The second factor is asked for as always."""

    form_class = ResetPasswordForm
    template_name = "partnerships/accounts/reset_password.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.user.is_authenticated:  # their sessions end, and this may be one of them
            self.logout()
        answer: HttpResponse = super().form_valid(form)
        actions.reset_password(user=self.reset_user, at=timezone.now())
        messages.success(self.request, "Your password is changed. Sign in with it.")
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer
