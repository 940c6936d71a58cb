"""The ledger of partners as its page and its file print it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils import timezone

from laa_portal.foundation.cells import safe_cell
from targets.queries import Asked, LedgerRow
from targets.states import CommitmentStatus

HEADER = (
    "target",
    "indicator",
    "organisation",
    "lead",
    "status",
    "answered_on",
    "reason",
    "duties",
    "terms_have_changed_since",
)
VOLUNTARY = "signs up voluntarily"


def counts(rows: Sequence[LedgerRow]) -> list[tuple[str, int]]:
    """Count what was said, status by status."""
    said = Counter(one.commitment.status for row in rows for one in row.asked)
    return [(status.label, said[status]) for status in CommitmentStatus]


def file_of_ledger(rows: Sequence[LedgerRow]) -> Iterator[Sequence[object]]:
    """Return the lines of a ledger's file: its header, then a line for each that is asked.

    A target that relates to nobody yet has a line without an organisation.
    """
    yield HEADER
    for row in rows:
        for one in row.asked:
            yield [safe_cell(cell) for cell in _line(one)]
        if row.target and not row.asked:
            yield [safe_cell(row.name), *[""] * (len(HEADER) - 1)]


def _line(one: Asked) -> Iterator[object]:
    commitment = one.commitment
    target = commitment.target
    yield target.title
    yield target.code
    yield commitment.organisation.name
    yield "yes" if commitment.is_lead else "no"
    yield CommitmentStatus(commitment.status).label
    yield timezone.localdate(commitment.answered_at) if commitment.answered_at else ""
    yield commitment.reason
    yield "; ".join(duty.name for duty in one.duties) or VOLUNTARY
    yield "yes" if one.is_overtaken else "no"
