"""Partners of targets, issues raised for all areas, and what is written about a target."""

from django.urls import path

from targets.views import commitments, ledgers, shared_issues, talk

urlpatterns = [
    path("laa/<slug:code>/partners/", ledgers.partner_ledger, name="partner-ledger"),
    path("targets/<int:target_id>/partners/", commitments.partners, name="partners"),
    path("targets/<int:target_id>/partners/ask/", commitments.ask_partners, name="ask-partners"),
    path("commitments/", commitments.our_commitments, name="our-commitments"),
    path("commitments/<int:commitment_id>/", commitments.commitment, name="commitment"),
    *(
        path(
            f"commitments/<int:commitment_id>/{act.replace('_', '-')}/",
            getattr(commitments, act),
            name=act.replace("_", "-"),
        )
        for act in (
            "agree_to_target",
            "object_to_target",
            "say_not_applicable",
            "ask_partner_again",
            "mark_lead",
            "remove_partner",
        )
    ),
    path("shared-issues/", shared_issues.issues, name="issues"),
    path("shared-issues/raise/", shared_issues.raise_issue, name="raise-issue"),
    path("shared-issues/<int:issue_id>/", shared_issues.issue, name="issue"),
    path("shared-issues/<int:issue_id>/answer/", shared_issues.answer_issue, name="answer-issue"),
    path("targets/<int:target_id>/messages/", talk.write_message, name="write-message"),
    path("targets/<int:target_id>/notes/", talk.write_note, name="write-note"),
    path("notes/<int:note_id>/remove/", talk.remove_note, name="remove-note"),
]
