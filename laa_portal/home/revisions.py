"""What is to be done with signed agreements: to designate, to consent, to decide, to propose."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from indicators import printing
from partnerships.audiences import areas_within
from partnerships.models import Area, RoleKind
from targets import policies, queries
from targets.models import (
    ANSWERERS,
    AgreementVersion,
    Designation,
    LineStanding,
    RevisionConsent,
    RevisionProposal,
    TargetType,
    VersionLine,
    own_organisations,
)
from targets.one_month import last_day_of_first_month
from targets.sides import Side
from targets.states import RevisionStatus, VersionStatus

from .blocks import LATELY, LONGEST, Looking, Row, shortened


def to_designate(looking: Looking) -> Iterable[Row]:
    """Agreements of which the person, as director, may still designate targets."""
    if RoleKind.GO_DIRECTOR not in looking.kinds:
        return []
    visible = AgreementVersion.objects.visible_to(looking.person)
    found = visible.filter(
        status=VersionStatus.SIGNED.value,
        area__in=areas_within(looking.person, {RoleKind.GO_DIRECTOR}),
        approved_at__gte=looking.at - LATELY * 2,  # no month is longer
    )
    return [
        _to_designate(one, looking)
        for one in found.filter(_has_to_designate()).select_related("area", "agreement")
        if policies.may_designate_targets(looking.person, one, looking.today)
    ][:LONGEST]


def _has_to_designate() -> Exists:
    """Whether a version has a target that was signed to be designated, and is not."""
    lines = VersionLine.objects.filter(
        version=OuterRef("pk"), standing=LineStanding.AGREED, type=TargetType.DESIGNATED
    )
    standing = Designation.objects.filter(target=OuterRef("target"), revoked_at=None)
    return Exists(lines.filter(~Exists(standing)))


def _to_designate(one: AgreementVersion, looking: Looking) -> Row:
    assert one.approved_at  # it is signed
    last = last_day_of_first_month(timezone.localdate(one.approved_at))
    link = reverse("targets:designate-targets", args=[one.area.gss_code, one.number])
    text = f"Designate targets: {one.area}"
    return Row(text, link, f"Until {printing.day(last)}. Approved on", "To do", "yellow",
               one.approved_at)  # fmt: skip


def consents(looking: Looking) -> Iterable[Row]:
    """Revisions to which the person's organisation is asked to consent."""
    if not looking.kinds & set(ANSWERERS):
        return []
    asked = RevisionConsent.objects.visible_to(looking.person).filter(
        organisation__in=own_organisations(looking.person),
        answer=RevisionConsent.Answer.ASKED,
        line__proposal__status=RevisionStatus.PROPOSED.value,
    )
    related = asked.select_related(
        "organisation", "line__target", "line__proposal__agreement__area"
    ).order_by("line__proposal__proposed_at")
    return [
        Row(
            f"Consent or refuse: {one.line.target}",
            one.get_absolute_url(),
            f"{one.organisation} was asked on",
            "To answer",
            "yellow",
            one.line.proposal.proposed_at,
        )
        for one in related[:LONGEST]
    ]


def to_decide(looking: Looking) -> Iterable[Row]:
    """Revisions that the person may accept or refuse, once all who are named have consented."""
    if not looking.kinds & policies.DECIDERS:
        return []
    silent = RevisionConsent.objects.filter(line__proposal=OuterRef("pk")).exclude(
        answer=RevisionConsent.Answer.CONSENTED
    )
    found = RevisionProposal.objects.visible_to(looking.person).filter(
        ~Exists(silent),
        agreement__area__in=areas_within(looking.person, policies.DECIDERS),
        status=RevisionStatus.PROPOSED.value,
    )
    related = found.select_related("agreement__area", "revises").order_by("proposed_at")
    rows = [
        Row(f"Decide on revision {one.number}: {one.agreement.area}", one.get_absolute_url(),
            "Proposed on", "To decide", "yellow", one.proposed_at)
        for one in related[: LONGEST + 1]
        if policies.may_decide_on_revision(looking.person, one, looking.today)
    ]  # fmt: skip
    return shortened(rows, Row("All agreements", reverse("targets:review")))


def to_take_over(looking: Looking) -> Iterable[Row]:
    """Targets signed for areas before the person's, which they, as coordinator, may take over."""
    if policies.SPEAKERS[Side.PARTNERSHIP] not in looking.kinds:
        return []
    areas = Area.objects.filter(
        pk__in=looking.person.coordinated_area_ids, predecessors__isnull=False
    )
    return [
        Row(
            f"Take over targets of {version.area}: {area}",
            reverse("targets:take-over", args=[version.area.gss_code, version.number,
                                               area.gss_code]),
            "Signed on",
            "To do",
            "yellow",
            version.starts_on,
        )
        for area in areas.distinct()
        for version in queries.last_signed_before(area)
        if version.status == VersionStatus.SIGNED and queries.lines_to_take_over(version, area)
    ]  # fmt: skip


def to_propose(looking: Looking) -> Iterable[Row]:
    """Revisions that the person, as coordinator, has begun to prepare."""
    if policies.SPEAKERS[Side.PARTNERSHIP] not in looking.kinds:
        return []
    found = RevisionProposal.objects.visible_to(looking.person).filter(
        agreement__area__in=looking.person.coordinated_area_ids,
        status=RevisionStatus.DRAFT.value,
    )
    return [
        Row(f"Propose or discard revision {one.number}: {one.agreement.area}",
            one.get_absolute_url(), "Begun on", "Draft", "grey", one.proposed_at)
        for one in found.select_related("agreement__area")[:LONGEST]
    ]  # fmt: skip
