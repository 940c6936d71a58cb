"""What acts and kinds of record are called, for people who read the audit trail.

A verb reads on from the name of whoever acted: "Area lead *sent* Return 5". One that is missing
here is shown with its own word, so nothing is ever hidden for want of a phrase.
"""

from collections.abc import Mapping

from django.apps import apps

VERBS: Mapping[str, str] = {
    "accept_invitation": "accepted an invitation to",
    "activate": "let back in",
    "add_engagement": "put on record the engagement",
    "add_priority": "added the priority",
    "add_deadline": "added the deadline",
    "add_seat": "added the seat",
    "add_second_factor": "added a second factor for",
    "adopt_assessment": "recorded the adoption of",
    "agree_provision": "put on record the provision of",
    "answer_query": "answered",
    "appoint_administrator": "appointed the administrator",
    "approve_role": "approved the role",
    "ask_again": "asked again in",
    "attach": "attached a document to",
    "cancel": "stopped the check of",
    "change_password": "changed the password of",
    "check": "checked",
    "choose_deliveries": "chose how to be told, for",
    "close_query": "closed",
    "confirm": "confirmed",
    "correct_assessment": "began a corrected edition,",
    "correct_cycle": "corrected the cycle",
    "correct_deadline": "corrected the deadline",
    "correct_engagement": "corrected",
    "correct_organisation": "corrected the organisation",
    "correct_partnership": "corrected the partnership",
    "correct_seat": "corrected the seat",
    "deactivate": "shut out",
    "describe_engagement": "described",
    "describe_priority": "described the priority",
    "detach": "removed a document from",
    "end_comparators": "ended the comparator group",
    "end_other_sessions": "ended the other sessions of",
    "end_provision": "ended the provision of",
    "end_role": "ended the role",
    "end_seat": "ended the seat",
    "end_session": "ended a session of",
    "end_session_by_time": "ended an idle session of",
    "excuse": "excused the return of",
    "expect_again": "took back the excuse of",
    "export_audit": "exported acts from the audit trail for",
    "freeze_evidence": "froze",
    "grant_role": "granted the role",
    "hand_over": "handed over the role",
    "invite": "invited",
    "invite_again": "invited again",
    "judge_again": "held against newer figures",
    "load_catalogue": "loaded from the catalogue",
    "load_comparators": "loaded the comparator group",
    "make_comparators": "made the comparator group",
    "make_cycle": "made the cycle",
    "make_default_comparators": "worked out the portal's own comparator groups for",
    "make_key": "made the key",
    "make_recovery_codes": "made recovery codes for",
    "open_evidence": "opened",
    "propose_role": "proposed the role",
    "publish": "published",
    "publish_engagement": "published",
    "rank_priorities": "ranked the priorities of",
    "record_attendance": "said who attended",
    "refuse": "was turned away",
    "raise_query": "raised",
    "refuse_role": "refused the role",
    "refuse_second_factor": "refused a second factor of",
    "refuse_sign_in": "refused to sign in",
    "remind_of_return": "reminded of the return of",
    "remove_deadline": "removed the deadline",
    "remove_engagement": "removed",
    "remove_priority": "removed the priority",
    "remove_second_factor": "removed a second factor of",
    "replace_comparators": "replaced the comparator group",
    "report_heard": "reported what was heard in",
    "resend": "had checked again",
    "reset_password": "reset the password of",
    "reset_second_factor": "reset the second factor of",
    "retry": "had tried again",
    "revoke_key": "revoked the key",
    "say_what_changed": "said what changed because of",
    "send": "sent",
    "send_back_assessment": "sent back",
    "sign_in": "signed in",
    "sign_out": "signed out",
    "start_assessment": "started",
    "submit_assessment": "submitted",
    "supersede_assessment": "superseded",
    "use_recovery_code": "used a recovery code of",
    "weigh": "set what each criterion counts for",
    "set_aside": "set aside rows of",
    "settle": "settled",
    "state_quality": "stated the quality of",
    "withdraw": "withdrew",
    "withdraw_engagement": "withdrew",
    "withdraw_invitation": "withdrew the invitation of",
    "begin_agreement": "began",
    "decline": "did not take up",
    "leave_out": "left out",
    "longlist": "put on the long list",
    "longlist_again": "put back on the long list",
    "merge": "put priorities together under",
    "put_to_county": "put to the county",
    "shortlist": "put on the short list",
    "split": "took priorities out of",
    "take_up": "took up",
    "write_section": "wrote in",
    "add_plan_action": "added the action",
    "adopt_plan": "recorded the adoption of",
    "adopt_safety_agreement": "recorded the adoption of",
    "change_plan_action": "changed the action",
    "discard_plan": "deleted the draft",
    "note_progress": "noted progress on the action",
    "publish_summary": "published the summary of",
    "record_standard": "put on record",
    "refresh_plan": "began to refresh",
    "remove_plan_action": "removed the action",
    "start_plan": "started",
    "start_safety_agreement": "started",
    "supersede_plan": "superseded",
    "supersede_safety_agreement": "superseded",
    "unpublish_summary": "took back the summary of",
    "withdraw_standard": "withdrew from the record",
    "write_plan": "wrote in",
    "write_safety_agreement": "wrote in",
    "accept_all": "prepared to accept all that waits in",
    "agree": "agreed",
    "discard_line": "dropped what was prepared on",
    "draft_line": "prepared what to say of",
    "hold_open": "held open",
    "make_offer": "made",
    "open_offer": "opened",
    "reopen": "reopened",
    "reopen_target": "put on the table again",
    "withdraw_offer": "withdrew",
    "agree_to_target": "agreed for",
    "answer_issue": "answered for all areas",
    "ask_partner_again": "asked again",
    "ask_partners": "asked to sign up",
    "mark_lead": "said who leads, of",
    "object_to_target": "objected for",
    "raise_issue": "raised for all areas",
    "remove_note": "removed",
    "remove_partner": "no longer asks",
    "say_not_applicable": "said that it does not concern",
    "write_message": "wrote",
    "write_note": "wrote",
    "add_plan_value": "put on record what another plan says of",
    "correct_plan_value": "corrected what another plan says of",
    "reconcile_plan_value": "said why a plan differs:",
    "hand_over_negotiation": "handed over the negotiation of",
    "approve_agreement": "approved",
    "end_decision": "ended the council's decision on",
    "make_certificate": "certified",
    "put_in_force": "put in force",
    "record_decision": "put on record the council's decision on",
    "require_modification": "required a modification of",
    "sign_agreement": "signed",
    "submit_agreement": "submitted",
    "supersede_agreement": "superseded",
    "withdraw_approval": "took back the approval of",
    "withdraw_submission": "took back the submission of",
    "designate_targets": "designated targets of",
    "publish_memorandum": "published",
    "revoke_designation": "revoked",
    "accept_revision": "accepted",
    "begin_revision": "began to prepare",
    "consent_to_revision": "consented for",
    "discard_revision": "discarded",
    "drop_revised_target": "left a target as it is in",
    "propose_revision": "proposed",
    "refuse_consent": "refused consent for",
    "refuse_revision": "refused",
    "revise_target": "prepared a change in",
    "withdraw_revision": "withdrew",
    "take_over": "took over targets into",
    "remind_of_turn": "reminded one side of its turn in",
    "schedule_review": "set the dates of",
    "reschedule_review": "changed the dates of",
    "submit_evidence": "sent the partnership's evidence for",
    "hold_review": "noted the meeting of",
    "judge_finding": "went over the finding",
    "refresh_findings": "used newer figures for the findings of",
    "put_findings": "put to the partnership the findings of",
    "take_back_findings": "took back the findings of",
    "agree_findings": "agreed to the findings of",
    "settle_findings": "let stand without agreement the findings of",
    "write_letter": "drafted",
    "send_letter": "sent",
    "publish_review": "published the summary of",
    "propose_frequency": "proposed",
    "accept_frequency": "accepted",
    "decline_frequency": "declined",
    "withdraw_frequency": "took back",
    "note_target_review": "noted a meeting about",
    "accept_answer": "took the answer on",
    "answer": "answered the question on",
    "remind_of_answer": "noted that the answer is late on",
    "ask": "asked about",
    "assign": "said who has in hand",
    "change_setting": "changed the setting",
    "dismiss": "closed as no concern",
    "escalate": "judged more serious:",
    "lower": "judged less serious:",
    "open_concern": "opened by new figures the concern",
    "raise_concern": "raised the concern",
    "raise_level": "made more serious by new figures:",
    "resolve": "closed with its outcome",
    "snooze": "set aside",
    "wake": "took up again",
    "acknowledge_intervention": "acknowledged",
    "add_improvement_action": "added to an improvement plan the action",
    "advise": "put on record the advice of",
    "agree_improvement": "agreed to",
    "agree_response": "agreed, as the second person, to",
    "close_intervention": "closed",
    "decide_response": "decided on",
    "end_improvement": "ended",
    "enter_judgement": "entered",
    "finish_improvement": "said to be done",
    "judge_standing": "judged",
    "open_intervention": "opened",
    "propose_improvement": "proposed",
    "refuse_response": "refused",
    "show_evidence": "showed to be done",
    "withdraw_judgement": "withdrew",
}

OF_ONESELF = frozenset({"refuse", "sign_in", "sign_out"})
"""What people only ever do, or meet with, themselves: to whom goes without saying."""

VALUES: Mapping[object, str] = {
    "totp": "authenticator app",
    "webauthn": "passkey",
    "recovery_codes": "recovery code",
}
"""Words that code writes into details, as people say them."""

KINDS: Mapping[str, str] = {
    "partnerships.area": "Area",
    "partnerships.comparatorgroup": "Comparator group",
    "partnerships.cycle": "Cycle",
    "partnerships.deadline": "Deadline",
    "partnerships.invitation": "Invitation",
    "partnerships.key": "Key",
    "partnerships.organisation": "Organisation",
    "partnerships.partnership": "Partnership",
    "partnerships.role": "Role",
    "partnerships.seat": "Seat",
    "partnerships.user": "Person",
    "indicators.conflict": "Conflict",
    "indicators.datareturn": "Return",
    "targets.engagement": "Engagement",
    "targets.agreement": "Agreement",
    "targets.escalation": "Priority put to the county",
    "targets.communitysafetyagreement": "Community safety agreement",
    "targets.partnershipplan": "Partnership plan",
    "targets.planaction": "Action of a plan",
    "targets.standardrecord": "Record of a standard",
    "targets.evidencepack": "Evidence pack",
    "targets.priority": "Priority",
    "targets.strategicassessment": "Strategic assessment",
    "targets.target": "Target",
    "targets.offer": "Offer",
    "targets.draftline": "Draft of an offer",
    "targets.agreementversion": "Version of an agreement",
    "targets.councildecision": "Decision of a council",
    "targets.designation": "Designation of a target",
    "targets.memorandum": "Memorandum on an agreement",
    "targets.revisionconsent": "Consent to a revision",
    "targets.revisionproposal": "Revision of an agreement",
    "targets.planvalue": "Number in another plan",
    "targets.handover": "Hand-over of a negotiation",
    "targets.commitment": "Partner of a target",
    "targets.message": "Message about a target",
    "targets.privatenote": "Private note",
    "targets.sharedissue": "Issue raised for all areas",
    "reviews.review": "Review of a year",
    "reviews.finding": "Finding of a review",
    "reviews.reviewletter": "Letter of a review",
    "reviews.reviewfrequency": "How often a target is reviewed",
    "reviews.targetreview": "Meeting about a target",
    "reviews.concern": "Concern",
    "reviews.settingchange": "Setting of signals",
    "indicators.expectation": "Return that is due",
    "indicators.figurequery": "Problem with a figure",
    "indicators.indicator": "Indicator",
    "indicators.provision": "Provision",
    "indicators.qualitystatement": "Statement of quality",
    "foundation.job": "Job",
    "reviews.advice": "Advice on a concern",
    "reviews.improvementaction": "Action of an improvement plan",
    "reviews.improvementplan": "Improvement plan",
    "reviews.intervention": "Intervention",
    "reviews.judgement": "Judgement",
    "reviews.responsedecision": "Step that follows a concern",
    "reviews.standing": "What a partnership can and will do",
}


def verb(word: str) -> str:
    """Say what was done, to stand between who did it and to what."""
    return VERBS.get(word) or word.replace("_", " ")


def kind(target_type: str) -> str:
    """Say what kind of record it is."""
    if target_type in KINDS:
        return KINDS[target_type]
    try:
        return str(apps.get_model(target_type)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):  # a kind of record that there is no more
        return target_type


def one_of(kind: str) -> str:
    """Say of which kind something is without naming it, as in “an offer”."""
    article = "an" if kind[:1] in "AEIOU" else "a"
    return f"{article} {kind.lower()}"


def field(name: str) -> str:
    """Say what a detail is called."""
    return name.replace("_", " ").capitalize()


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a list to choose from offers, in the order of its words."""
    named = [(key, text[:1].upper() + text[1:]) for key, text in words.items()]
    return sorted(named, key=lambda pair: pair[1])


def value(given: object) -> str:
    """Say what a detail says."""
    match given:
        case None | "":
            return "Nothing"
        case bool():
            return "Yes" if given else "No"
        case list():
            return ", ".join(map(value, given)) or "Nothing"
        case dict():
            said = (f"{field(name)}: {value(each)}" for name, each in given.items())
            return "; ".join(said) or "Nothing"
        case str():
            return VALUES.get(given, given)
    return str(given)
