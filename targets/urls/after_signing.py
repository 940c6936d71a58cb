"""What is done with a signed agreement, and what is published of that."""

from django.urls import path

from targets.views import after_signing, memoranda, revised_targets, revisions, succession

OF_A_VERSION = "laa/<slug:code>/versions/<int:number>"
OF_A_REVISION = "laa/<slug:code>/revisions/<int:number>"

urlpatterns = [
    path(f"{OF_A_VERSION}/after/", after_signing.after_signing, name="after-signing"),
    path(f"{OF_A_VERSION}/designate/", after_signing.designate_targets, name="designate-targets"),
    path(
        "designations/<int:designation_id>/revoke/",
        after_signing.revoke_designation,
        name="revoke-designation",
    ),
    path(f"{OF_A_VERSION}/revise/", revisions.begin_revision, name="begin-revision"),
    path(f"{OF_A_VERSION}/take-over/<slug:successor>/", succession.take_over, name="take-over"),
    path(f"{OF_A_REVISION}/", revisions.revision, name="revision"),
    *(
        path(
            f"{OF_A_REVISION}/{verb}/",
            getattr(revisions, f"{verb}_revision"),
            name=f"{verb}-revision",
        )
        for verb in ("propose", "discard", "withdraw", "accept", "refuse")
    ),
    path(
        f"{OF_A_REVISION}/targets/<int:target_id>/leave/",
        revised_targets.drop_revised_target,
        name="drop-revised-target",
    ),
    path(
        f"{OF_A_REVISION}/targets/<int:target_id>/<slug:act>/",
        revised_targets.revise_target,
        name="revise-target",
    ),
    path(
        "revision-consents/<int:consent_id>/consent/",
        revisions.consent_to_revision,
        name="consent-to-revision",
    ),
    path(
        "revision-consents/<int:consent_id>/refuse/",
        revisions.refuse_consent,
        name="refuse-consent",
    ),
    path("agreements/<slug:code>/as-at/", memoranda.agreement_as_at, name="agreement-as-at"),
    path("agreements/<slug:code>/memoranda/<int:number>/", memoranda.memorandum, name="memorandum"),
]
