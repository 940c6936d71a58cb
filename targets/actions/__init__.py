"""What can happen on the way to an agreement. Views, tests, tasks and the API call only these."""

from .adoption import AlreadyThere, NotEverybody
from .assessments import (
    adopt_assessment,
    correct_assessment,
    send_back_assessment,
    start_assessment,
    submit_assessment,
    write_section,
)
from .attachments import NotTaken, attach, detach, point_out
from .candidates import leave_out, longlist, longlist_again, merge, shortlist, split
from .certificates import make_certificate
from .commitments import (
    agree_to_target,
    ask_partner_again,
    ask_partners,
    mark_lead,
    object_to_target,
    remove_partner,
    say_not_applicable,
)
from .deciding import accept_revision, consent_to_revision, refuse_consent, refuse_revision
from .designation import designate_targets, revoke_designation
from .drafts import (
    accept_all,
    discard_line,
    draft_line,
)
from .engagements import (
    add_engagement,
    correct_engagement,
    describe_engagement,
    publish_engagement,
    record_attendance,
    remove_engagement,
    report_heard,
    say_what_changed,
    withdraw_engagement,
)
from .escalations import decline, put_to_county, take_up
from .evidence import NothingKnown, freeze, open_evidence
from .hand_overs import hand_over_negotiation
from .listing import NotPossible
from .offers import (
    make_offer,
    open_offer,
    reopen_target,
    withdraw_offer,
)
from .papers import ask_for_paper, make_paper
from .placeholders import ask_to_reopen_placeholders, reopen_placeholders
from .plan_actions import add_plan_action, change_plan_action, note_progress, remove_plan_action
from .plan_values import add_plan_value, correct_plan_value, reconcile_plan_value
from .plans import (
    NotComplete,
    OutsideTerm,
    adopt_plan,
    discard_plan,
    publish_summary,
    refresh_plan,
    start_plan,
    unpublish_summary,
    write_plan,
)
from .priorities import (
    TitleTaken,
    WrongRanks,
    add_priority,
    describe_priority,
    rank_priorities,
    remove_priority,
    weigh,
)
from .records import DoesNotFit
from .revisions import (
    begin_revision,
    discard_revision,
    drop_revised_target,
    propose_revision,
    revise_target,
    withdraw_revision,
)
from .safety_agreements import (
    adopt_safety_agreement,
    start_safety_agreement,
    write_safety_agreement,
)
from .shared_issues import RaisedAlready, answer_issue, raise_issue
from .signing import sign_agreement
from .speaking import (
    BreaksRules,
)
from .standard_records import NotYet, record_standard, withdraw_standard
from .submission import (
    approve_agreement,
    end_decision,
    record_decision,
    require_modification,
    submit_agreement,
    withdraw_approval,
    withdraw_submission,
    write_version,
)
from .succession import take_over
from .talk import remove_note, write_message, write_note
from .turn_reminders import ask_to_remind_of_turns, remind_of_turns

__all__ = [
    "AlreadyThere",
    "BreaksRules",
    "DoesNotFit",
    "NotComplete",
    "NotEverybody",
    "NotPossible",
    "NotTaken",
    "NotYet",
    "NothingKnown",
    "OutsideTerm",
    "RaisedAlready",
    "TitleTaken",
    "WrongRanks",
    "accept_all",
    "accept_revision",
    "add_engagement",
    "add_plan_action",
    "add_plan_value",
    "add_priority",
    "adopt_assessment",
    "adopt_plan",
    "adopt_safety_agreement",
    "agree_to_target",
    "answer_issue",
    "approve_agreement",
    "ask_for_paper",
    "ask_partner_again",
    "ask_partners",
    "ask_to_remind_of_turns",
    "ask_to_reopen_placeholders",
    "attach",
    "begin_revision",
    "change_plan_action",
    "consent_to_revision",
    "correct_assessment",
    "correct_engagement",
    "correct_plan_value",
    "decline",
    "describe_engagement",
    "describe_priority",
    "designate_targets",
    "detach",
    "discard_line",
    "discard_plan",
    "discard_revision",
    "draft_line",
    "drop_revised_target",
    "end_decision",
    "freeze",
    "hand_over_negotiation",
    "leave_out",
    "longlist",
    "longlist_again",
    "make_certificate",
    "make_offer",
    "make_paper",
    "mark_lead",
    "merge",
    "note_progress",
    "object_to_target",
    "open_evidence",
    "open_offer",
    "point_out",
    "propose_revision",
    "publish_engagement",
    "publish_summary",
    "put_to_county",
    "raise_issue",
    "rank_priorities",
    "reconcile_plan_value",
    "record_attendance",
    "record_decision",
    "record_standard",
    "refresh_plan",
    "refuse_consent",
    "refuse_revision",
    "remind_of_turns",
    "remove_engagement",
    "remove_note",
    "remove_partner",
    "remove_plan_action",
    "remove_priority",
    "reopen_placeholders",
    "reopen_target",
    "report_heard",
    "require_modification",
    "revise_target",
    "revoke_designation",
    "say_not_applicable",
    "say_what_changed",
    "send_back_assessment",
    "shortlist",
    "sign_agreement",
    "split",
    "start_assessment",
    "start_plan",
    "start_safety_agreement",
    "submit_agreement",
    "submit_assessment",
    "take_over",
    "take_up",
    "unpublish_summary",
    "weigh",
    "withdraw_approval",
    "withdraw_engagement",
    "withdraw_offer",
    "withdraw_revision",
    "withdraw_standard",
    "withdraw_submission",
    "write_message",
    "write_note",
    "write_plan",
    "write_safety_agreement",
    "write_section",
    "write_version",
]
