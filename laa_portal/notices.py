"""Which acts people are told of: one line for each, whatever app it belongs to.

`partnerships.notices` reads this through settings.NOTICES, so that it need not know the apps above
it. The words for each are in `templates/<app>/emails/<verb>.txt`.
"""

from django.urls import reverse

from indicators.audiences import (
    of_conflict,
    of_expectation,
    of_query,
    of_return,
    of_rows_set_aside,
    of_webhook,
)
from laa_portal.foundation.models import AuditEvent
from partnerships import audiences as of
from partnerships.models import Topic
from partnerships.notices import Audience, Path, Registry, Telling
from reviews import audiences as of_reviews
from reviews.models import (
    Advice,
    ImprovementAction,
    ImprovementPlan,
    Intervention,
    Judgement,
    ResponseDecision,
    Review,
    ReviewFrequency,
    ReviewLetter,
    Standing,
    TargetReview,
)
from targets.audiences import (
    of_approval,
    of_both_sides,
    of_coordinators,
    of_county,
    of_decision_ended,
    of_designation,
    of_engagement,
    of_escalating_district,
    of_hand_over,
    of_home_office,
    of_maker,
    of_named_partner,
    of_next_signer,
    of_offer,
    of_plan,
    of_plan_value,
    of_priority,
    of_raiser,
    of_revision,
    of_safety_agreement,
    of_the_other_side,
    of_turn,
    of_version_decided,
    of_version_in_force,
    of_version_returned,
)
from targets.models import (
    Agreement,
    AgreementVersion,
    CouncilDecision,
    Designation,
    HandOver,
    Message,
    Offer,
    PlanValue,
    RevisionConsent,
    RevisionProposal,
)


def to(name: str) -> Path:
    """Lead to a page that is the same for every act."""
    return lambda event: reverse(name)


def to_record(name: str) -> Path:
    """Lead to the page of what the act was done to."""
    return lambda event: reverse(name, args=[event.target_id])


def to_message(event: AuditEvent) -> str:
    """Lead to what both sides wrote about the target of a message."""
    return Message.objects.get(pk=event.target_id).get_absolute_url()  # none is ever deleted


def account(audience: Audience, name: str = "account") -> Telling:
    """Tell of what concerns people's own access, which nobody can turn off."""
    return Telling(Topic.ACCOUNT, audience, to(name))


def due() -> Telling:
    """Tell providers what became of a return that they owe."""
    return Telling(Topic.RETURNS, of_expectation, to_record("indicators:expectation"))


def query() -> Telling:
    """Tell both sides of a problem with a figure what the other did."""
    return Telling(Topic.RETURNS, of_query, to_record("indicators:query"))


def escalation(audience: Audience) -> Telling:
    """Tell a district or its county what the other did with a priority."""
    return Telling(Topic.PRIORITIES, audience, to_record("targets:escalation"))


def choice() -> Telling:
    """Tell a district what became of its priority on the way to an agreement."""
    return Telling(Topic.PRIORITIES, of_priority, to_record("targets:priority"))


def consulting() -> Telling:
    """Tell a CDRP that what people said went to the public, or was taken back."""
    return Telling(Topic.PRIORITIES, of_engagement, to_record("targets:engagement"))


def commitment(audience: Audience) -> Telling:
    """Tell a partner what it is asked for, and the coordinator what it says to that."""
    return Telling(Topic.AGREEMENTS, audience, to_record("targets:commitment"))


def plan_value() -> Telling:
    """Tell both sides what another plan says of a target, and why it differs."""
    return Telling(Topic.AGREEMENTS, of_plan_value, to_plans)


def to_plans(event: AuditEvent) -> str:
    """Lead to what other plans say of a target."""
    return PlanValue.objects.get(pk=event.target_id).get_absolute_url()  # none is ever deleted


def issue(audience: Audience) -> Telling:
    """Tell of a problem that an indicator has in all areas, and of its answer."""
    return Telling(Topic.AGREEMENTS, audience, to_record("targets:issue"))


def offer(audience: Audience) -> Telling:
    """Tell one side of a table what the other did with an offer."""
    return Telling(Topic.AGREEMENTS, audience, _offer_page)


def _offer_page(event: AuditEvent) -> str:
    found = Offer.objects.select_related("agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()


def _negotiation_page(event: AuditEvent) -> str:
    found = Agreement.objects.select_related("area")
    return found.get(pk=event.target_id).get_absolute_url()


def _hand_over_page(event: AuditEvent) -> str:
    found = HandOver.objects.select_related("agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()


def version(audience: Audience) -> Telling:
    """Tell of an agreement on its way to its signatures."""
    return Telling(Topic.AGREEMENTS, audience, _version_page)


def _version_page(event: AuditEvent) -> str:
    found = AgreementVersion.objects.select_related("area")
    return found.get(pk=event.target_id).get_absolute_url()  # none is ever deleted


def _readiness_page(event: AuditEvent) -> str:
    found = CouncilDecision.objects.select_related("agreement__area").get(pk=event.target_id)
    return reverse("targets:readiness", args=[found.agreement.area.gss_code])


def _designated_page(event: AuditEvent) -> str:
    found = AgreementVersion.objects.select_related("area").get(pk=event.target_id)
    return reverse("targets:after-signing", args=[found.area.gss_code, found.number])


def _revoked_page(event: AuditEvent) -> str:
    found = Designation.objects.select_related("version__area").get(pk=event.target_id)
    version = found.version  # neither is ever deleted
    return reverse("targets:after-signing", args=[version.area.gss_code, version.number])


def revision() -> Telling:
    """Tell those who propose, consent and decide what became of a revision."""
    return Telling(Topic.AGREEMENTS, of_revision, _revision_page)


def _revision_page(event: AuditEvent) -> str:
    found = RevisionProposal.objects.select_related("agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()  # what was proposed stays


def consent() -> Telling:
    """Tell the coordinator what an organisation says of a revision."""
    return Telling(Topic.AGREEMENTS, of_coordinators, _consent_page)


def _consent_page(event: AuditEvent) -> str:
    found = RevisionConsent.objects.select_related("line__proposal__agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()


def follows(audience: Audience, path: Path) -> Telling:
    """Tell of what follows a concern, and of what bodies have open or found in an area."""
    return Telling(Topic.REVIEWS, audience, path)


def _advice_page(event: AuditEvent) -> str:
    found = Advice.objects.get(pk=event.target_id)  # it never changes
    return reverse("reviews:plan", args=[found.concern_id])


def _standing_page(event: AuditEvent) -> str:
    found = Standing.objects.select_related("area").get(pk=event.target_id)  # none is deleted
    return reverse("reviews:standing", args=[found.area.gss_code])


def _response_page(event: AuditEvent) -> str:
    found = ResponseDecision.objects.get(pk=event.target_id)
    return reverse("reviews:plan", args=[found.concern_id])


def _intervention_page(event: AuditEvent) -> str:
    return Intervention.objects.select_related("area").get(pk=event.target_id).get_absolute_url()


def _improvement_page(event: AuditEvent) -> str:
    return ImprovementPlan.objects.get(pk=event.target_id).get_absolute_url()


def _improvement_action_page(event: AuditEvent) -> str:
    found = ImprovementAction.objects.select_related("plan").get(pk=event.target_id)
    return found.get_absolute_url()


def _judgement_page(event: AuditEvent) -> str:
    return Judgement.objects.select_related("area").get(pk=event.target_id).get_absolute_url()


def review(audience: Audience) -> Telling:
    """Tell one side of a review what the other did."""
    return Telling(Topic.REVIEWS, audience, _review_page)


def _review_page(event: AuditEvent) -> str:
    found = Review.objects.select_related("agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()  # none is ever deleted


def _review_letter_page(event: AuditEvent) -> str:
    found = ReviewLetter.objects.select_related("review__agreement__area")
    return found.get(pk=event.target_id).get_absolute_url()  # what is sent stays


def frequency(audience: Audience) -> Telling:
    """Tell one side how often the other would review a target, and what it says to that."""
    return Telling(Topic.REVIEWS, audience, _frequency_page)


def _frequency_page(event: AuditEvent) -> str:
    return ReviewFrequency.objects.get(pk=event.target_id).get_absolute_url()


def _target_review_page(event: AuditEvent) -> str:
    return TargetReview.objects.get(pk=event.target_id).get_absolute_url()


def concern(audience: Audience) -> Telling:
    """Tell either side of a concern what the other did, or that newer figures opened it."""
    return Telling(Topic.REVIEWS, audience, to_record("reviews:concern"))


NOTICES: Registry = {
    ("partnerships.role", "grant_role"): account(of.administrators, "home"),
    ("partnerships.role", "approve_role"): account(of.of_role),
    ("partnerships.role", "refuse_role"): account(of.of_role),
    ("partnerships.role", "end_role"): account(of.of_role),
    ("partnerships.role", "hand_over"): account(of.of_hand_over, "home"),
    ("partnerships.key", "make_key"): account(of.of_key, "keys"),
    ("partnerships.key", "revoke_key"): account(of.of_key, "keys"),
    ("partnerships.key", "remind_of_key"): account(of.of_key, "keys"),
    ("indicators.webhook", "disable_webhook"): account(of_webhook, "indicators:webhooks"),
    ("partnerships.user", "accept_invitation"): account(of.of_invitation, "manage"),
    ("partnerships.user", "reset_second_factor"): account(of.of_person),
    ("partnerships.deadline", "remind_of_deadline"): Telling(
        Topic.DEADLINES, of.of_deadline, to("home")
    ),
    ("indicators.datareturn", "check"): Telling(
        Topic.RETURNS, of_return, to_record("indicators:return")
    ),
    ("indicators.datareturn", "publish"): Telling(
        Topic.RETURNS, of_return, to_record("indicators:return")
    ),
    ("indicators.datareturn", "set_aside"): Telling(
        Topic.RETURNS, of_rows_set_aside, to("indicators:conflicts")
    ),
    ("indicators.conflict", "settle"): Telling(
        Topic.RETURNS, of_conflict, to_record("indicators:conflict")
    ),
    ("indicators.expectation", "remind_of_return"): Telling(
        Topic.DEADLINES, of_expectation, to("indicators:due")
    ),
    ("indicators.expectation", "excuse"): due(),
    ("indicators.expectation", "expect_again"): due(),
    ("indicators.figurequery", "raise_query"): query(),
    ("indicators.figurequery", "answer_query"): query(),
    ("indicators.figurequery", "ask_again"): query(),
    ("indicators.figurequery", "close_query"): query(),
    ("targets.escalation", "put_to_county"): escalation(of_county),
    ("targets.escalation", "take_up"): escalation(of_escalating_district),
    ("targets.escalation", "decline"): escalation(of_escalating_district),
    ("targets.priority", "shortlist"): choice(),
    ("targets.priority", "leave_out"): choice(),
    ("targets.priority", "longlist_again"): choice(),
    ("targets.engagement", "publish_engagement"): consulting(),
    ("targets.engagement", "withdraw_engagement"): consulting(),
    ("targets.partnershipplan", "adopt_plan"): Telling(
        Topic.PRIORITIES, of_plan, to_record("targets:plan")
    ),
    ("targets.offer", "make_offer"): offer(of_offer),
    ("targets.offer", "withdraw_offer"): offer(of_offer),
    ("targets.offer", "open_offer"): offer(of_maker),
    ("targets.agreement", "remind_of_turn"): Telling(Topic.AGREEMENTS, of_turn, _negotiation_page),
    ("targets.handover", "hand_over_negotiation"): Telling(
        Topic.AGREEMENTS, of_hand_over, _hand_over_page
    ),
    ("targets.planvalue", "add_plan_value"): plan_value(),
    ("targets.planvalue", "correct_plan_value"): plan_value(),
    ("targets.planvalue", "reconcile_plan_value"): plan_value(),
    ("targets.communitysafetyagreement", "adopt_safety_agreement"): Telling(
        Topic.PRIORITIES, of_safety_agreement, to_record("targets:safety-agreement")
    ),
    ("targets.commitment", "ask_partners"): commitment(of_named_partner),
    ("targets.commitment", "ask_partner_again"): commitment(of_named_partner),
    ("targets.commitment", "agree_to_target"): commitment(of_coordinators),
    ("targets.commitment", "object_to_target"): commitment(of_coordinators),
    ("targets.commitment", "say_not_applicable"): commitment(of_coordinators),
    ("targets.sharedissue", "raise_issue"): issue(of_home_office),
    ("targets.sharedissue", "answer_issue"): issue(of_raiser),
    ("targets.target", "reopen_target"): Telling(
        Topic.AGREEMENTS, of_both_sides, to_record("targets:negotiate")
    ),
    ("targets.agreementversion", "submit_agreement"): version(of_version_decided),
    ("targets.agreementversion", "withdraw_submission"): version(of_version_decided),
    ("targets.agreementversion", "require_modification"): version(of_version_returned),
    ("targets.agreementversion", "withdraw_approval"): version(of_version_returned),
    ("targets.agreementversion", "approve_agreement"): version(of_approval),
    ("targets.agreementversion", "sign_agreement"): version(of_next_signer),
    ("targets.agreementversion", "put_in_force"): version(of_version_in_force),
    ("targets.councildecision", "end_decision"): Telling(
        Topic.AGREEMENTS, of_decision_ended, _readiness_page
    ),
    ("targets.agreementversion", "designate_targets"): Telling(
        Topic.AGREEMENTS, of_designation, _designated_page
    ),
    ("targets.designation", "revoke_designation"): Telling(
        Topic.AGREEMENTS, of_designation, _revoked_page
    ),
    ("targets.revisionproposal", "propose_revision"): revision(),
    ("targets.revisionproposal", "withdraw_revision"): revision(),
    ("targets.revisionproposal", "accept_revision"): revision(),
    ("targets.revisionproposal", "refuse_revision"): revision(),
    ("targets.revisionconsent", "consent_to_revision"): consent(),
    ("targets.revisionconsent", "refuse_consent"): consent(),
    ("reviews.concern", "open_concern"): concern(of_reviews.of_office),
    ("reviews.concern", "raise_level"): concern(of_reviews.of_owner),
    ("reviews.concern", "wake"): concern(of_reviews.of_owner),
    ("reviews.concern", "assign"): concern(of_reviews.of_owner),
    ("reviews.concern", "ask"): concern(of_reviews.of_answerers),
    ("reviews.concern", "answer"): concern(of_reviews.of_owner),
    ("reviews.concern", "remind_of_answer"): concern(of_reviews.of_owner_and_answerers),
    ("reviews.concern", "accept_answer"): concern(of_reviews.of_answerers),
    ("reviews.concern", "escalate"): concern(of_reviews.of_answerers),
    ("reviews.concern", "resolve"): concern(of_reviews.of_answerers),
    ("reviews.concern", "dismiss"): concern(of_reviews.of_answerers),
    ("targets.message", "write_message"): Telling(Topic.AGREEMENTS, of_the_other_side, to_message),
    ("reviews.standing", "judge_standing"): follows(of_coordinators, _standing_page),
    ("reviews.responsedecision", "decide_response"): follows(
        of_reviews.of_response, _response_page
    ),
    ("reviews.responsedecision", "agree_response"): follows(of_reviews.of_decider, _response_page),
    ("reviews.responsedecision", "refuse_response"): follows(of_reviews.of_decider, _response_page),
    ("reviews.intervention", "open_intervention"): follows(of_both_sides, _intervention_page),
    ("reviews.intervention", "close_intervention"): follows(of_both_sides, _intervention_page),
    ("reviews.improvementplan", "propose_improvement"): follows(
        of_reviews.of_plan_proposed, _improvement_page
    ),
    ("reviews.improvementplan", "agree_improvement"): follows(
        of_reviews.of_plan_agreed, _improvement_page
    ),
    ("reviews.improvementplan", "finish_improvement"): follows(of_both_sides, _improvement_page),
    ("reviews.improvementplan", "end_improvement"): follows(of_both_sides, _improvement_page),
    ("reviews.improvementaction", "show_evidence"): follows(
        of_both_sides, _improvement_action_page
    ),
    ("reviews.judgement", "enter_judgement"): follows(of_both_sides, _judgement_page),
    ("reviews.judgement", "withdraw_judgement"): follows(of_both_sides, _judgement_page),
    ("reviews.advice", "advise"): follows(of_reviews.of_office, _advice_page),
    ("reviews.review", "schedule_review"): review(of_reviews.of_answerers),
    ("reviews.review", "reschedule_review"): review(of_reviews.of_answerers),
    ("reviews.review", "submit_evidence"): review(of_reviews.of_office),
    ("reviews.review", "put_findings"): review(of_reviews.of_answerers),
    ("reviews.review", "take_back_findings"): review(of_reviews.of_answerers),
    ("reviews.review", "agree_findings"): review(of_reviews.of_office),
    ("reviews.review", "settle_findings"): review(of_reviews.of_answerers),
    ("reviews.review", "publish_review"): review(of_reviews.of_answerers),
    ("reviews.reviewletter", "send_letter"): Telling(
        Topic.REVIEWS, of_reviews.of_answerers, _review_letter_page
    ),
    ("reviews.reviewfrequency", "propose_frequency"): frequency(of_reviews.of_other_side),
    ("reviews.reviewfrequency", "accept_frequency"): frequency(of_reviews.of_proposing_side),
    ("reviews.reviewfrequency", "decline_frequency"): frequency(of_reviews.of_proposing_side),
    ("reviews.reviewfrequency", "withdraw_frequency"): frequency(of_reviews.of_other_side),
    ("reviews.targetreview", "note_target_review"): Telling(
        Topic.REVIEWS, of_reviews.of_answerers, _target_review_page
    ),
}
