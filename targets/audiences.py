"""Whom an act on the way to an agreement concerns."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import GOVERNMENT, Area, Role, RoleKind, User

from .models import (
    ANSWERERS,
    CDRP_PEOPLE,
    Agreement,
    Commitment,
    CommunitySafetyAgreement,
    Engagement,
    Escalation,
    HandOver,
    Message,
    Offer,
    PartnershipPlan,
    PlanAction,
    PlanValue,
    Priority,
    RevisionProposal,
    SharedIssue,
    SigningCapacity,
    VersionPartner,
)
from .policies import FOLLOWERS, SIGNERS, SPEAKERS, is_local_revision
from .sides import Side
from .signing import following
from .states import CANDIDATES


def of_county(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers of the county strategy group that a priority was put to."""
    groups = Escalation.objects.filter(pk=event.target_id).values("group")
    return holding([RoleKind.COUNTY_OFFICER], day, partnership__in=groups)


def of_escalating_district(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that put a priority to the county."""
    escalations = Escalation.objects.filter(pk=event.target_id)
    cdrps = escalations.values("priority__assessment__partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_priority(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP whose priority it is."""
    cdrps = Priority.objects.filter(pk=event.target_id).values("assessment__partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_engagement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that consulted."""
    cdrps = Engagement.objects.filter(pk=event.target_id).values("partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_plan(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of its partnership, and those of bodies that lead an action."""
    plans = PartnershipPlan.objects.filter(pk=event.target_id)
    leads = PlanAction.objects.filter(plan__in=plans).values("lead")
    own = holding(CDRP_PEOPLE, day, partnership__in=plans.values("partnership"))
    return own | holding([RoleKind.PARTNER], day, organisation__in=leads)


def of_safety_agreement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The county's officers, and the officers and chairs of its districts' CDRPs."""
    agreements = CommunitySafetyAgreement.objects.filter(pk=event.target_id)
    groups = agreements.values_list("partnership", flat=True)
    county = Area.objects.filter(partnerships__in=groups).values_list("pk", flat=True)
    districts = Area.objects.ids_within(county)
    own = holding([RoleKind.COUNTY_OFFICER], day, partnership__in=groups)
    return own | holding(CDRP_PEOPLE, day, partnership__areas__in=districts)


def speakers_of(side: Side, area_id: int | None, day: date) -> QuerySet[User]:
    """Return those who speak for a side at the table of an area, by a role over it or around it."""
    return _on_side(side, area_id, day, [SPEAKERS[side]])


def of_named_partner(event: AuditEvent, day: date) -> QuerySet[User]:
    """The people who answer for an organisation that was asked to sign up."""
    bodies = Commitment.objects.filter(pk=event.target_id).values("organisation")
    return holding(ANSWERERS, day, organisation__in=bodies)


def of_coordinators(event: AuditEvent, day: date) -> QuerySet[User]:
    """The coordinators of the partnership in whose area it happened."""
    return speakers_of(Side.PARTNERSHIP, event.area_id, day)


def of_both_sides(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for either side of the table in whose area it happened."""
    return speakers_of(Side.PARTNERSHIP, event.area_id, day) | speakers_of(
        Side.GOVERNMENT, event.area_id, day
    )


def of_plan_value(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the sides that know of a target: the office from its first offer on."""
    target = PlanValue.objects.select_related("target").get(pk=event.target_id).target
    return of_coordinators(event, day) if target.status in CANDIDATES else of_both_sides(event, day)


def of_the_other_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side to which a message was written."""
    message = Message.objects.get(pk=event.target_id)  # they are never deleted
    return speakers_of(Side(message.side).other, event.area_id, day)


def of_home_office(event: AuditEvent, day: date) -> QuerySet[User]:
    """The analysts of the Home Office, who answer for all areas."""
    return holding([RoleKind.HO_ANALYST], day)


def of_raiser(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever raised an issue for all areas."""
    issues = SharedIssue.objects.filter(pk=event.target_id)
    return User.objects.filter(pk__in=issues.values("raised_by"))


def of_offer(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those on the side to which an offer was made who speak for it, and who answer for that."""
    offer = Offer.objects.filter(pk=event.target_id).select_related("agreement").first()
    if offer is None:
        return User.objects.none()
    side = Side(offer.side).other
    return _on_side(side, offer.agreement.area_id, day, [SPEAKERS[side], *FOLLOWERS[side]])


def of_maker(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side that made an offer."""
    offer = Offer.objects.filter(pk=event.target_id).select_related("agreement").first()
    if offer is None:
        return User.objects.none()
    side = Side(offer.side)
    return _on_side(side, offer.agreement.area_id, day, [SPEAKERS[side]])


def of_revision(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who propose a revision or answer for that, those whose consent it asks, and those who
    decide on it."""
    proposal = RevisionProposal.objects.filter(pk=event.target_id).first()
    if proposal is None:
        return User.objects.none()
    named = proposal.lines.values("consents__organisation")
    area_id = proposal.agreement.area_id
    side = Side.PARTNERSHIP  # whose leader decides on what is local
    own = _on_side(side, area_id, day, [SPEAKERS[side], *FOLLOWERS[side]])
    told = own | holding(ANSWERERS, day, organisation__in=named)
    if is_local_revision(proposal):
        return told
    return told | _on_side(Side.GOVERNMENT, area_id, day, GOVERNMENT)


def of_designation(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who coordinate and answer for the agreement, and the reviewers of the office."""
    side = Side.PARTNERSHIP
    own = _on_side(side, event.area_id, day, [SPEAKERS[side], *FOLLOWERS[side]])
    return own | speakers_of(Side.GOVERNMENT, event.area_id, day)


def of_turn(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever has it in hand whose turn it is; the second time, those too who answer for that."""
    agreement = Agreement.objects.filter(pk=event.target_id).first()
    if agreement is None:
        return User.objects.none()
    side = Side(event.details["turn"])
    others = FOLLOWERS[side] if event.details["is_last"] else ()
    return _in_hand(agreement, side, day) | _on_side(side, agreement.area_id, day, others)


def _in_hand(agreement: Agreement, side: Side, day: date) -> QuerySet[User]:
    """Return whoever has an agreement in hand for a side; all who speak for it, where nobody has.

    Somebody whose role has ended has nothing in hand.
    """
    speakers = speakers_of(side, agreement.area_id, day)
    newest = HandOver.objects.filter(agreement=agreement).newest(side)
    holder = speakers.filter(pk__in=newest.values_list("holder", flat=True), is_active=True)
    return holder if holder.exists() else speakers


def of_hand_over(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever has taken an agreement in hand, and whoever had it until then."""
    handed = HandOver.objects.filter(pk=event.target_id).first()
    if handed is None:
        return User.objects.none()
    two = (handed.number - 1, handed.number)
    of = HandOver.objects.filter(agreement=handed.agreement_id, side=handed.side, number__in=two)
    speakers = speakers_of(Side(handed.side), handed.agreement.area_id, day)
    return speakers.filter(pk__in=of.values("holder"))


def of_version_decided(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who decide on an agreement that was submitted: the reviewers and their director."""
    return _all_of(Side.GOVERNMENT, event, day)


def of_version_returned(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those on the partnership's side who speak for it, and who answer for that."""
    return _all_of(Side.PARTNERSHIP, event, day)


def of_next_signer(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who sign next, after the approval or signature that an event tells of."""
    waited = following(event.details.get("capacity"))
    if waited is None:
        return User.objects.none()
    kind = SIGNERS[SigningCapacity(waited)]
    return _on_side(_side_of(kind), event.area_id, day, [kind])


def of_approval(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who sign first, and the coordinators who see to it that they can."""
    return of_next_signer(event, day) | of_coordinators(event, day)


def of_version_in_force(event: AuditEvent, day: date) -> QuerySet[User]:
    """Both sides of its table, and those who answer for the organisations that it names."""
    named = VersionPartner.objects.filter(line__version=int(event.target_id)).values("organisation")
    partners = holding(ANSWERERS, day, organisation__in=named)
    both = _all_of(Side.PARTNERSHIP, event, day) | _all_of(Side.GOVERNMENT, event, day)
    return both | partners


def of_decision_ended(event: AuditEvent, day: date) -> QuerySet[User]:
    """The leader who signs under it, and the coordinators."""
    leaders = _on_side(Side.PARTNERSHIP, event.area_id, day, [RoleKind.COUNCIL_LEADER])
    return leaders | of_coordinators(event, day)


def _all_of(side: Side, event: AuditEvent, day: date) -> QuerySet[User]:
    return _on_side(side, event.area_id, day, [SPEAKERS[side], *FOLLOWERS[side]])


def _side_of(kind: RoleKind) -> Side:
    return Side.GOVERNMENT if kind in GOVERNMENT else Side.PARTNERSHIP


def _on_side(
    side: Side, area_id: int | None, day: date, kinds: Collection[RoleKind]
) -> QuerySet[User]:
    """Return those of a side with a role of these kinds over the area, or what it lies in."""
    own = frozenset({area_id} if area_id else ())
    around = Area.objects.ids_around(own) if side is Side.GOVERNMENT else own
    roles = Role.objects.in_force(day).filter(kind__in=kinds).over_areas(around)
    return User.objects.filter(pk__in=roles.values("user"))
