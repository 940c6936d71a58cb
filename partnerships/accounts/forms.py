"""What people type to come in: allauth's forms, drawn by our form layer."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import validate_password

from laa_portal.foundation.forms import CharacterCount, Form
from partnerships.models import User

LONGEST_PASSWORD = 128
LONGEST_REASON = 500


def password_field(label: str, *, is_new: bool) -> forms.CharField:
    """A password: a new one is explained, and may be as long as a sentence."""
    autocomplete = "new-password" if is_new else "current-password"
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD if is_new else None,
        help_text="15 characters or more. Four or five words that do not belong together are good."
        if is_new
        else "",
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def code_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "govuk-input--width-10",
                "spellcheck": "false",
            }
        ),
    )


class SignInForm(Form, account_forms.LoginForm):
    """A name and a password; what is wrong is never told apart, so that names do not leak."""

    whole_form_focus = "login"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="User name or e-mail address",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        )
        self.fields["password"] = password_field("Password", is_new=False)
        self.order_fields(["login", "password"])


class AcceptInvitationForm(Form):
    """A name and a password. `cleaned_data` is what `actions.accept_invitation` asks for."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    password = password_field("Choose a password", is_new=True)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"name": user.name})
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class AskPasswordResetForm(Form):
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class _NewPassword(Form):
    """The one new password of allauth's forms, which ask for it twice; ours can be shown."""

    user: Any
    password1 = password_field("New password", is_new=True)
    password2 = None

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class ResetPasswordForm(_NewPassword, account_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_NewPassword, account_forms.ChangePasswordForm):
    oldpassword = password_field("Current password", is_new=False)
    field_order = ["oldpassword", "password1"]


class CodeForm(Form, factor_forms.AuthenticateForm):
    """The second factor at sign-in, as a code."""

    code = code_field("Code", "6 digits from your authenticator app, or a recovery code")


class CodeAgainForm(Form, factor_forms.ReauthenticateForm):
    """The second factor once more, before something grave."""

    code = code_field("Code", "6 digits from your authenticator app, or a recovery code")


class AddAppForm(Form, app_forms.ActivateTOTPForm):
    code = code_field("Code that the app shows", "6 digits, new every 30 seconds")


class RemoveAppForm(Form, app_forms.DeactivateTOTPForm):
    pass


class MakeRecoveryCodesForm(Form, GenerateRecoveryCodesForm):
    pass


class AddPasskeyForm(Form, passkey_forms.AddWebAuthnForm):
    name = forms.CharField(
        label="Name of the passkey",
        help_text="To tell it from others, such as “Work laptop”",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


class PasskeyForm(Form, passkey_forms.AuthenticateWebAuthnForm):
    """The second factor at sign-in, as what a passkey signed."""


class PasskeyAgainForm(Form, passkey_forms.ReauthenticateWebAuthnForm):
    pass


class ResetSecondFactorForm(Form):
    """Why. `cleaned_data` is what `actions.reset_second_factor` asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why is it reset, and how do you know who asked?",
        help_text="Recorded, and told to the person",
        max_length=LONGEST_REASON,
        widget=CharacterCount(max_length=LONGEST_REASON, rows=3),
    )
