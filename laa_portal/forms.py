"""Signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from laa_portal.foundation.forms import Form


class SignInForm(Form, AuthenticationForm):
    """A user name and a password; what is wrong is never told apart, so that names do not leak."""

    whole_form_focus = "username"
    error_messages = {
        "invalid_login": "The user name and password do not match. Check both and try again.",
        "inactive": "The user name and password do not match. Check both and try again.",
    }

    username = forms.CharField(
        label="User name", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
