"""Accounts: coming in, second factors, sessions.

allauth calls its pages by names of its own, so some have two.
"""

from django.urls import path, re_path

from partnerships.views import accounts as views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", views.SignInCode.as_view(), name="mfa_authenticate"),
    path("sign-in/lost/", views.lost_second_factor, name="lost-second-factor"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept-invitation"),
    path("password/forgotten/", views.ask_password_reset, name="ask-password-reset"),
    path("password/forgotten/asked/", views.password_reset_asked, name="password-reset-asked"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/confirm/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        views.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/recovery-codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        views.MakeRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions/", views.sessions, name="sessions"),
    path("account/sessions/end-others/", views.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<int:session_id>/end/", views.end_session, name="end-session"),
    path("account/session/", views.session, name="session"),
    path("account/drafts/", views.save_draft, name="save-draft"),
    path("account/drafts/drop/", views.drop_draft, name="drop-draft"),
    path(
        "manage/people/<int:person_id>/reset-second-factor/",
        views.reset_second_factor,
        name="manage-reset-second-factor",
    ),
]
