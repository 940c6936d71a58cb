"""What the invented districts put first, brought as far as each has come by the real acts."""

from collections.abc import Collection
from datetime import datetime

from indicators.actions import recompute, summarise
from indicators.models import Indicator, Measure
from partnerships.models import Area, Partnership, RoleKind, User
from targets import actions, queries
from targets.contents import CONTENTS
from targets.models import CRITERIA, Priority, StrategicAssessment
from targets.rows import Row

from .people import posts_of, user_of
from .priority_stories import (
    ACCOUNTS,
    ASKED,
    FOUND,
    LABEL,
    LEFT_OUT,
    SHORTLISTED,
    YEAR,
    Account,
    Asked,
    Told,
)


def make_priorities(*, at: datetime) -> None:
    """Write, submit, adopt, escalate and choose, once: later calls find it there."""
    invented = StrategicAssessment.objects.filter(partnership__is_invented=True)
    if invented.exists():
        return
    told = (told for account in ACCOUNTS for told in account.priorities)
    compute_figures({code for one in told for code in one.indicators}, at)
    for account in ACCOUNTS:
        _tell(account, at)
    for asked in ASKED:
        _ask(asked, at)
    for area, code in SHORTLISTED:
        _choose(area, code, at)
    _leave_out(*LEFT_OUT, at)


def compute_figures(codes: Collection[str], at: datetime) -> None:
    """Work out now what evidence is to be frozen of, so that it is not frozen empty."""
    for measure in Measure.objects.filter(indicator__code__in=codes, summaries=None):
        recompute(measure_code=measure.code, at=at)
        summarise(measure_code=measure.code, at=at)


# --- Districts ------------------------------------------------------------------------------------


def _tell(account: Account, at: datetime) -> None:
    """Bring a partnership's assessment as far as it has come."""
    officer = user_of(RoleKind.CDRP_OFFICER, account.place)
    partnership = Partnership.objects.get(code=f"x-cdrp-{account.place}")
    assessment = actions.start_assessment(
        partnership=partnership, year=YEAR, is_copy=False, by=officer, at=at
    )
    for content in CONTENTS[: account.contents]:
        actions.write_section(
            assessment_id=assessment.pk,
            content=content.key,
            number=0,
            text=f"{LABEL} {FOUND[content.key]}",
            by=officer,
            at=at,
        )
    for told in account.priorities:
        _add(assessment, told, officer, at)
    if account.status != "draft":
        assessment = actions.submit_assessment(
            assessment_id=assessment.pk, version=assessment.version, by=officer, at=at
        )
    if account.status == "adopted":
        _adopt(assessment, account.place, at)


def _add(assessment: StrategicAssessment, told: Told, by: User, at: datetime) -> None:
    priority = actions.add_priority(assessment_id=assessment.pk, title=told.title, by=by, at=at)
    actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={
            "evidence": f"{LABEL} {told.evidence}",
            "psa_considered": f"{LABEL} {told.psa}" if told.psa else "",
            "community_said": f"{LABEL} {told.community}",
            **dict(zip(CRITERIA, told.scores, strict=True)),
        },
        indicators=list(Indicator.objects.filter(code__in=told.indicators)),
        partners=list(assessment.partnership.organisations.filter(kind__in=told.partners)),
        by=by,
        at=at,
    )


def _adopt(assessment: StrategicAssessment, place: str, at: datetime) -> None:
    actions.adopt_assessment(
        assessment_id=assessment.pk,
        version=assessment.version,
        positions=posts_of(assessment.partnership, at),
        by=user_of(RoleKind.CDRP_CHAIR, place),
        at=at,
    )


# --- The county and the agreements ----------------------------------------------------------------


def _ask(asked: Asked, at: datetime) -> None:
    """Put a priority to the county, and answer it where it has been."""
    priority = Priority.objects.current().get(
        assessment__partnership__code=f"x-cdrp-{asked.place}", title=asked.title
    )
    escalation = actions.put_to_county(
        priority_id=priority.pk,
        reason=f"{LABEL} {asked.reason}",
        local_risk=f"{LABEL} {asked.local_risk}",
        by=user_of(RoleKind.CDRP_OFFICER, asked.place),
        at=at,
    )
    if not asked.verb:
        return
    risk = {"risk_check": f"{LABEL} {asked.risk_check}"} if asked.risk_check else {}
    getattr(actions, asked.verb)(
        escalation_id=escalation.pk,
        version=escalation.version,
        reason=f"{LABEL} {asked.answer}",
        by=user_of(RoleKind.COUNTY_OFFICER, "greyshire"),
        at=at,
        **risk,
    )


def _choose(place: str, code: str, at: datetime) -> None:
    """Put what bears on an indicator on the short list of an area."""
    area = _area(place)
    rows = [
        one.row for one in queries.rows_of(area) if one.indicator and one.indicator.code == code
    ]
    coordinator = user_of(RoleKind.LSP_COORDINATOR, place)
    actions.shortlist(area=area, version=_version(area), rows=rows, by=coordinator, at=at)


def _leave_out(place: str, title: str, reason: str, at: datetime) -> None:
    area = _area(place)
    rows: list[Row] = [one.row for one in queries.rows_of(area) if one.title == title]
    said = f"{LABEL} {reason}"
    actions.leave_out(
        area=area,
        version=_version(area),
        rows=rows,
        reason=said,
        by=user_of(RoleKind.LSP_COORDINATOR, place),
        at=at,
    )


def _area(place: str) -> Area:
    return Area.objects.get(name=place.capitalize(), is_invented=True)


def _version(area: Area) -> int:
    agreement = queries.agreement_of(area)
    return agreement.version if agreement else 0
