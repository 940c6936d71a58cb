"""An agreement as it held on any day: which version, what was designated, what was revised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from targets.as_at import holding
from targets.models import Agreement, AgreementVersion, Designation
from targets.record import Line

from .designations import designated_on, designations_of
from .revisions import Beside, revised_targets
from .versions import stored_lines


@dataclass(frozen=True, slots=True)
class AsAt:
    """What held on a day. Lines that were only listed are there too."""

    day: date
    version: AgreementVersion | None
    """None: before the first was signed, or after the last has ended."""
    lines: tuple[Line, ...]
    designated: Mapping[int, Designation]
    revised: Mapping[int, Beside]
    """By target, as the two above."""


def agreement_as_at(agreement: Agreement, day: date) -> AsAt:
    """Return an agreement as it held at the end of a day, in seven queries at most."""
    signed = agreement.versions.filter(starts_on__isnull=False).defer("content").order_by("number")
    version = holding(signed, day)
    if version is None:
        return AsAt(day, None, (), {}, {})
    return AsAt(
        day=day,
        version=version,
        lines=tuple(stored_lines(version)),
        designated=designated_on(designations_of(agreement), day),
        revised={one.line.target_id: one for one in revised_targets(version)},
    )
