"""What can happen to a county's community safety agreement: begun, written, adopted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships.models import Partnership, User
from targets import policies, queries
from targets.models import CommunitySafetyAgreement
from targets.states import EditionStatus

from .adoption import insert_once, take_attendance
from .plans import NotComplete
from .records import record_for

SAFETY_AGREEMENT_TEXTS = frozenset({"priorities", "delivery"})


@transaction.atomic
def start_safety_agreement(
    *, partnership: Partnership, year: int, by: User, at: datetime
) -> CommunitySafetyAgreement:
    """Begin a year's agreement, its priorities filled in from the districts' assessments.

    Where the year has one, a new edition begins with its texts, and it stands until the new one is
    adopted. Raises AlreadyThere and PermissionDenied.
    """
    policies.may_start_safety_agreement(by, partnership).enforce()
    editions = CommunitySafetyAgreement.objects.filter(partnership=partnership, year=year)
    former = editions.order_by("-edition").first()
    drawn = queries.district_priorities(partnership, year)
    made = CommunitySafetyAgreement(
        partnership=partnership,
        year=year,
        edition=former.edition + 1 if former else 1,
        priorities=former.priorities if former else queries.prefilled_priorities(drawn),
        delivery=former.delivery if former else "",
        started_by=by,
        started_at=at,
    )
    insert_once(made, "A draft for this year is being written already. Open it instead.")
    _record("start_safety_agreement", made, by, at)
    return made


@transaction.atomic
def write_safety_agreement(
    *, agreement_id: int, version: int, texts: Mapping[str, str], by: User, at: datetime
) -> CommunitySafetyAgreement:
    """Save texts of a draft, any of SAFETY_AGREEMENT_TEXTS. Raises Stale and PermissionDenied."""
    assert set(texts) <= SAFETY_AGREEMENT_TEXTS
    agreement = _claim(agreement_id, version)
    policies.may_write_safety_agreement(by, agreement).enforce()
    agreement.advance(**texts)
    _record("write_safety_agreement", agreement, by, at, changed=sorted(texts))
    return agreement


@transaction.atomic
def adopt_safety_agreement(
    *, agreement_id: int, version: int, positions: Mapping[int, str], by: User, at: datetime
) -> CommunitySafetyAgreement:
    """Record that the county strategy group adopted an agreement, and who took part.

    The assessments it is drawn from are kept as they are now. `positions` gives the post held by
    whoever sat on each seat. Raises NotComplete, NotEverybody, Stale and PermissionDenied.
    """
    agreement = _claim(agreement_id, version)
    policies.may_adopt_safety_agreement(by, agreement).enforce()
    if lacking := policies.is_written(agreement).reason:
        raise NotComplete(lacking)
    take_attendance(agreement, positions, at)
    drawn = queries.district_priorities(agreement.partnership, agreement.year)
    agreement.assessments.set(drawn.assessments)
    _supersede_former(agreement, by, at)
    agreement.advance(status=EditionStatus.ADOPTED, adopted_by=by, adopted_at=at)
    lacking_districts = [one.code for one in drawn.lacking]
    _record("adopt_safety_agreement", agreement, by, at, without=lacking_districts)
    return agreement


def _claim(agreement_id: int, version: int) -> CommunitySafetyAgreement:
    agreement: CommunitySafetyAgreement = CommunitySafetyAgreement.objects.claim(
        agreement_id, version
    )
    return agreement


def _supersede_former(agreement: CommunitySafetyAgreement, by: User, at: datetime) -> None:
    adopted = CommunitySafetyAgreement.objects.select_for_update().filter(
        partnership=agreement.partnership, year=agreement.year, status=EditionStatus.ADOPTED
    )
    for former in adopted:
        former.advance(status=EditionStatus.SUPERSEDED)
        _record("supersede_safety_agreement", former, by, at, by_edition=agreement.edition)


def _record(
    verb: str, agreement: CommunitySafetyAgreement, by: User, at: datetime, **details: Any
) -> None:
    """Record an act; on the county's side alone, until the agreement is adopted."""
    is_private = agreement.is_draft
    record_for(agreement.partnership, verb, agreement, by, at, is_private=is_private, **details)
