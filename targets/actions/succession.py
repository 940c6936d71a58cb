"""What was signed passes to the areas that come after: offered by one side, agreed by the other.

On 1 April 2009 councils were reorganised, and agreements with them. Nothing passes by itself: the
partnership of the new area offers again what was signed for the old one, and the Government Office
accepts or counters as ever. What was signed holds until each new area has signed its own.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from laa_portal.foundation import audit
from partnerships.models import Area, User
from targets import policies, queries
from targets.models import Agreement, AgreementVersion, DraftLine, Target, VersionLine, terms_of
from targets.sides import Side
from targets.states import VERSION_MOVES, LineKind, TargetStatus, VersionStatus

from .candidates import claim_list
from .listing import NotPossible
from .revisions import hold_agreement


@transaction.atomic
def take_over(
    *,
    version_id: int,
    area: Area,
    version: int,
    lines: Collection[int],
    by: User,
    at: datetime,
) -> Agreement:
    """Prepare to offer for an area what was signed for one that it succeeds, line by line.

    `version` is that of the new area's agreement, 0 to begin it; `lines` are keys of signed lines.
    Raises NotPossible, Stale and PermissionDenied.
    """
    related = AgreementVersion.objects.select_related("area", "agreement")
    passing: AgreementVersion = related.get(pk=version_id)
    policies.may_take_over(by, passing, area).enforce()
    agreement = claim_list(area, version, by, at)
    open_ = {one.pk: one for one in queries.lines_to_take_over(passing, area)}
    if not lines or set(lines) - set(open_):
        raise NotPossible("Tick at least one target that was not taken over yet.")
    for key in lines:
        _prepare(agreement, _target(agreement, open_[key], by, at), open_[key], by, at)
    agreement.advance()
    audit.record(
        "take_over",
        agreement,
        by=by,
        at=at,
        area_id=area.pk,
        side=Side.PARTNERSHIP.value,
        passed_from=str(passing),
        targets=[open_[key].title for key in lines],
    )
    return agreement


def _target(agreement: Agreement, line: VersionLine, by: User, at: datetime) -> Target:
    """Make a target of a signed line, on the short list. Raises NotPossible where it is there."""
    target = Target(
        agreement=agreement,
        title=line.title,
        indicator=line.target.indicator,
        carried_code=line.target.carried_code,
        passed_from=line,
        status=TargetStatus.SHORTLISTED,
        longlisted_by=by,
        longlisted_at=at,
        shortlisted_by=by,
        shortlisted_at=at,
    )
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible(
            f"“{line.title}”, or its indicator, is on the list already. Offer it there."
        ) from taken
    return target


def _prepare(
    agreement: Agreement, target: Target, line: VersionLine, by: User, at: datetime
) -> None:
    """Prepare the terms as they were signed, with where they come from as the reason."""
    origin = f"As signed for {line.version.area}, version {line.version.number}"
    terms = terms_of(line)
    if line.baseline is not None and not line.baseline_because:
        terms |= {"baseline_because": origin}
    DraftLine.objects.create(
        target=target,
        side=Side.PARTNERSHIP.value,
        kind=LineKind.OFFER,
        rationale=origin,
        drafted_by=by,
        drafted_at=at,
        **terms,
    )


def end_what_passed(version: AgreementVersion, *, by: User, at: datetime) -> None:
    """End the versions of areas before this one's, once all that succeed them have signed."""
    for before in queries.taken_over_from(version.agreement):
        hold_agreement(before.agreement_id)  # so that of two who sign last, one sees the other
        before.refresh_from_db(fields=["status", "version"])
        if before.status == VersionStatus.SIGNED and queries.is_replaced(before):
            before.advance(
                status=VERSION_MOVES["supersede_agreement"][1].value,
                ends_on=timezone.localdate(at),
            )
            audit.record("supersede_agreement", before, by=by, at=at, area_id=before.area_id)
