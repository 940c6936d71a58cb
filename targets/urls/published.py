"""Signed agreements: open to everybody, and to be checked by anybody."""

from django.urls import path, re_path

from targets.views import published, verification

FILES = "agreements/<slug:code>/versions/<int:number>/"

urlpatterns = [
    path("verify/", verification.verify, name="verify"),
    re_path(r"^verify/(?P<sha256>[0-9a-f]{64})/$", verification.verify_hash, name="verify-hash"),
    path("agreements/", published.public_agreements, name="public-agreements"),
    path("agreements/partners/<slug:code>/", published.regarded, name="regarded"),
    path("agreements/<slug:code>/", published.public_agreement, name="public-agreement"),
    path(
        "agreements/<slug:code>/targets/<int:position>/",
        published.public_target,
        name="public-target",
    ),
    path(f"{FILES}agreement.pdf", published.agreement_pdf, name="agreement-pdf"),
    path(f"{FILES}agreement.json", published.agreement_record, name="agreement-record"),
]
