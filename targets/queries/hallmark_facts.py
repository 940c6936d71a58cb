"""The facts of checklists, gathered for many partnerships at once: a few queries for all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from indicators.periods import financial_year_start
from indicators.queries import EVERYBODY
from partnerships.models import AreaKind, Capacity, Partnership, Role, RoleKind, Seat
from partnerships.standing import is_responsible_authority
from targets.hallmarks import Authority, Deed, Facts
from targets.models import (
    TERM,
    CommunitySafetyAgreement,
    PartnershipPlan,
    RecordKind,
    Section,
    StandardRecord,
    StrategicAssessment,
)
from targets.states import AssessmentStatus, EditionStatus

from .engagements import engagement_facts_of
from .safety_agreements import county_groups

Gathered = Mapping[int, Mapping[str, Any]]
"""Some fields of `Facts`, by the partnership's id."""


def facts_of(
    partnerships: Collection[Partnership],
    year: int,
    today: date,
) -> dict[int, Facts]:
    """Return what is on record of each partnership, by its id."""
    at = Facts(year, today).at
    gathered = [gather(partnerships, at) for gather in GATHERERS]
    found = {}
    for one in partnerships:
        own = {name: value for of in gathered for name, value in of.get(one.pk, {}).items()}
        found[one.pk] = Facts(year, today, began_on=one.starts_on, **own)
    return found


def _authorities(partnerships: Collection[Partnership], at: date) -> Gathered:
    """The responsible authorities seated, by the law of the day, with their liaison officers."""
    named = StandardRecord.objects.standing().filter(
        partnership__in=partnerships, kind=RecordKind.LIAISON_OFFICER
    )
    with_officer = set(named.values_list("partnership_id", "organisations"))
    seats = Seat.objects.on(at).filter(
        partnership__in=partnerships, capacity=Capacity.RESPONSIBLE_AUTHORITY
    )
    rows = seats.order_by("organisation__name").values_list(
        "partnership_id", "organisation_id", "organisation__name", "organisation__kind", "is_senior"
    )
    found: defaultdict[int, list[Authority]] = defaultdict(list)
    for partnership, body, name, kind, is_senior in rows:
        if is_responsible_authority(kind, at):
            has_officer = (partnership, body) in with_officer
            found[partnership].append(Authority(name, kind, is_senior, has_officer))
    return {pk: {"authorities": tuple(ones)} for pk, ones in found.items()}


def _chairs(partnerships: Collection[Partnership], at: date) -> Gathered:
    roles = Role.objects.in_force(at).filter(kind=RoleKind.CDRP_CHAIR, partnership__in=partnerships)
    return {pk: {"has_chair": True} for pk in roles.values_list("partnership_id", flat=True)}


def _county(partnerships: Collection[Partnership], at: date) -> Gathered:
    """Whether there is a county above, its strategy group, and what that has adopted."""
    two_tier = Partnership.areas.through.objects.filter(
        partnership__in=partnerships, area__kind=AreaKind.NON_METROPOLITAN
    )
    groups = county_groups(partnerships)
    adopted = CommunitySafetyAgreement.objects.filter(
        partnership__in=set(groups.values()), status=EditionStatus.ADOPTED
    )
    agreements: defaultdict[int, dict[int, Deed]] = defaultdict(dict)
    for one in adopted:
        name = f"Community safety agreement {one.year_label}"
        agreements[one.partnership_id][one.year] = _deed(one, one.adopted_at, name)
    found: dict[int, dict[str, Any]] = {
        pk: {"is_two_tier": True} for pk in two_tier.values_list("partnership_id", flat=True)
    }
    for pk, group in groups.items():
        found[pk] |= {"county_group": str(group), "county_agreements": agreements[group.pk]}
    return found


def _assessments(partnerships: Collection[Partnership], at: date) -> Gathered:
    """The adopted assessments, and those of them that say what the community would prioritise."""
    adopted = StrategicAssessment.objects.filter(
        partnership__in=partnerships, status=AssessmentStatus.ADOPTED
    )
    sections = Section.objects.current().filter(assessment__in=adopted, content="community")
    telling = set(sections.exclude(text="").values_list("assessment_id", flat=True))
    found = _by_partnership("assessments", "views_in_assessments")
    for one in adopted:
        deed = _deed(one, one.adopted_at, f"Strategic assessment {one.year_label}")
        own = found[one.partnership_id]
        own["assessments"][one.year] = deed
        if one.pk in telling:
            own["views_in_assessments"][one.year] = deed
    return found


def _plans(partnerships: Collection[Partnership], at: date) -> Gathered:
    """The editions that were adopted, oldest first, so that a newer one tells of later years."""
    adopted = PartnershipPlan.objects.filter(partnership__in=partnerships).exclude(
        status=EditionStatus.DRAFT
    )
    found = _by_partnership("plans", "plan_editions", "views_in_plans", "summaries")
    for plan in adopted.order_by("first_year", "edition"):
        deed = _deed(plan, plan.adopted_at, f"Plan {plan.term_label}, edition {plan.edition}")
        own = found[plan.partnership_id]
        own["plan_editions"][plan.year] = deed
        for year in range(plan.year, plan.first_year + TERM):
            own["plans"][year] = deed
            if plan.engagement.strip():
                own["views_in_plans"][year] = deed
        if plan.is_public:
            own["summaries"][plan.year] = _summary(plan)
    return found


def _summary(plan: PartnershipPlan) -> Deed:
    name = f"Summary of the plan, published for {plan.year_label}"
    assert plan.published_at is not None  # it is public
    return Deed(timezone.localdate(plan.published_at), name, plan.get_absolute_url())


def _records(partnerships: Collection[Partnership], at: date) -> Gathered:
    """What was put on record by hand, oldest first, so that the newest of each kind counts."""
    records = StandardRecord.objects.standing().filter(partnership__in=partnerships)
    found = _by_partnership("skills_reviews", "alignments", "disclosures")
    for record in records.order_by("happened_on", "pk").select_related("partnership"):
        _take(found[record.partnership_id], record)
    return found


def _take(own: dict[str, Any], record: StandardRecord) -> None:
    """Put one record among the facts of its partnership."""
    deed = Deed(record.happened_on, record.get_kind_display(), record.get_absolute_url())
    match record.kind:
        case RecordKind.PROTOCOL:
            own |= {"protocol": deed, "protocol_review_due_on": record.review_due_on}
        case RecordKind.SCRUTINY_COMMITTEE:
            own["scrutiny_committee"] = deed
        case RecordKind.DISCLOSURE:
            own["disclosures"][record.quarter_start] = deed
        case RecordKind.SKILLS_REVIEW:
            own["skills_reviews"][financial_year_start(record.happened_on).year] = deed
        case RecordKind.ALIGNMENT:
            own["alignments"][record.year] = deed


def _consulting(partnerships: Collection[Partnership], at: date) -> Gathered:
    """What was published of asking the community, in the year and in the one before it."""
    codes = {one.pk: one.code for one in partnerships}
    found = _by_partnership("meetings", "views")
    year = financial_year_start(at).year
    facts_by_year = engagement_facts_of(partnerships, (year - 1, year), EVERYBODY)
    for (pk, of_year), facts in facts_by_year.items():
        path = reverse("targets:you-told-us", args=[codes[pk]])
        if facts.meeting_on:
            found[pk]["meetings"][of_year] = Deed(facts.meeting_on, "Public meeting", path)
        if facts.views_obtained_on:
            found[pk]["views"][of_year] = Deed(facts.views_obtained_on, "Consultation", path)
    return found


def _by_partnership(*fields: str) -> defaultdict[int, dict[str, Any]]:
    return defaultdict(lambda: {field: {} for field in fields})


def _deed(record: Any, adopted_at: Any, name: str) -> Deed:
    return Deed(timezone.localdate(adopted_at), name, record.get_absolute_url())


GATHERERS: tuple[Callable[[Collection[Partnership], date], Gathered], ...] = (
    _authorities,
    _chairs,
    _county,
    _assessments,
    _plans,
    _records,
    _consulting,
)
