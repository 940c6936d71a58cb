"""Numbers of other plans beside ours, in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import printing
from targets.models import PlanValue, Reconciliation
from targets.queries import OtherPlan

from .redlines import to_places


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What another plan says as a page shows it."""

    one: OtherPlan
    sentence: str
    tag: tuple[str, str]
    """Whether it differs from ours, in a word or two, and the colour of that."""
    said: Sequence[tuple[Reconciliation, str]] = ()
    """Why they differ, each with what lay on the table then; where that is shown."""


def shown(
    found: Iterable[OtherPlan], said: Mapping[int, Sequence[Reconciliation]] | None = None
) -> list[PlanShown]:
    """Return what other plans say, what is still to be reconciled first.

    `said` is why they differ, by the key of the number, for a page that shows it.
    """
    rows = [
        PlanShown(one, sentence(one.value, one.ours), _tag(one), _said(one.value, said or {}))
        for one in found
    ]
    return sorted(rows, key=lambda row: not row.one.differs or row.one.is_settled)


def sentence(plan_value: PlanValue, ours: Decimal | None) -> str:
    """Say what another plan has, and what lies on the table for the same year."""
    said = f"The {plan_value.named} says {number_of(plan_value)} for {plan_value.year}"
    if ours is None:
        return f"{said}. On the table there is no value to set beside it."
    return f"{said}; on the table it is {to_places(ours, plan_value.measure.decimals)}."


def number_of(plan_value: PlanValue) -> str:
    """Return what another plan has, with its unit."""
    measure = plan_value.measure
    return printing.with_unit(to_places(plan_value.value, measure.decimals), measure.unit)


def _said(
    plan_value: PlanValue, said: Mapping[int, Sequence[Reconciliation]]
) -> list[tuple[Reconciliation, str]]:
    decimals = plan_value.measure.decimals
    return [(one, to_places(one.beside, decimals)) for one in said.get(plan_value.pk, ())]


def _tag(one: OtherPlan) -> tuple[str, str]:
    if not one.differs:
        return ("Same number", "green") if one.ours is not None else ("Not compared", "grey")
    return ("Differs, explained", "blue") if one.is_settled else ("Differs, to resolve", "orange")
