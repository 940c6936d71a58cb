"""From what both sides agreed to what is signed: readiness, submission, versions, signatures."""

from django.urls import path

from targets.views import signing, submission, versions

OF_VERSION = "laa/<slug:code>/versions/<int:number>/"

urlpatterns = [
    path("laa/<slug:code>/negotiation/readiness/", submission.readiness, name="readiness"),
    path(
        "laa/<slug:code>/negotiation/submit/", submission.submit_agreement, name="submit-agreement"
    ),
    path("laa/<slug:code>/decisions/record/", submission.record_decision, name="record-decision"),
    path("decisions/<int:decision_id>/end/", submission.end_decision, name="end-decision"),
    path("laa/<slug:code>/versions/", versions.versions, name="versions"),
    path(OF_VERSION, versions.version, name="version"),
    path(f"{OF_VERSION}approve/", versions.approve_agreement, name="approve-agreement"),
    path(
        f"{OF_VERSION}require-modification/",
        versions.require_modification,
        name="require-modification",
    ),
    path(f"{OF_VERSION}withdraw-approval/", versions.withdraw_approval, name="withdraw-approval"),
    path(f"{OF_VERSION}withdraw/", versions.withdraw_submission, name="withdraw-submission"),
    path(f"{OF_VERSION}sign/<slug:capacity>/", signing.sign_agreement, name="sign-agreement"),
]
