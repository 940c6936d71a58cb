"""What other plans say of the same indicators, beside what is on the table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from targets.models import PlanValue, Reconciliation, Target, Terms
from targets.rules import PlanLine


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """A number in another plan, beside ours of the same year."""

    value: PlanValue
    ours: Decimal | None
    """None: we have no value for that year, or none that it could be set beside."""
    reconciled_with: Decimal | None
    """The value of ours of which somebody said last why they differ."""

    @property
    def differs(self) -> bool:
        return self.ours is not None and self.ours != self.value.value

    @property
    def is_settled(self) -> bool:
        """Whether somebody has said why they differ, of the value that is ours now."""
        return self.reconciled_with is not None and self.reconciled_with == self.ours

    @property
    def line(self) -> PlanLine:
        """As rules see it."""
        one = self.value
        return PlanLine(one.named, one.year, one.value, self.reconciled_with)


def saying_whether_other_plans_speak(targets: QuerySet[Target]) -> QuerySet[Target]:
    """Have targets read with whether there is anything to ask `other_plans` for."""
    values = PlanValue.objects.filter(target=OuterRef("pk"))
    return targets.annotate(has_plan_values=Exists(values))


def other_plans(target: Target, terms: Terms | None) -> list[OtherPlan]:
    """Return what other plans say of a target, each beside the value of `terms`, in one query.

    In none, of a target that was read with the answer that there is nothing.
    """
    if not getattr(target, "has_plan_values", True):
        return []
    values = target.plan_values.current().with_reconciliations().select_related("measure")
    return [
        OtherPlan(one, value_beside(one, terms), one.reconciled_with)
        for one in values.order_by("year", "plan", "added_at")
    ]


def value_beside(plan_value: PlanValue, terms: Terms | None) -> Decimal | None:
    """Return the value of terms that can be set beside a number of another plan.

    A gap to another area, and a value by another measure, are no such thing.
    """
    if terms is None or terms.gap_to_id or terms.measure_id != plan_value.measure_id:
        return None
    return dict(terms.by_year()).get(plan_value.year)


def plan_lines(targets: Iterable[Target]) -> Mapping[int, tuple[PlanLine, ...]]:
    """Return what other plans say of targets as rules see it, by their keys, in one query."""
    values = PlanValue.objects.current().filter(target__in=[one.pk for one in targets])
    found: defaultdict[int, tuple[PlanLine, ...]] = defaultdict(tuple)
    for one in values.with_reconciliations():
        found[one.target_id] += (OtherPlan(one, None, one.reconciled_with).line,)
    return found


def reconciliations(values: Iterable[PlanValue]) -> Mapping[int, Sequence[Reconciliation]]:
    """Return all that was said why numbers differ, the newest first, by the key of the number."""
    found: defaultdict[int, list[Reconciliation]] = defaultdict(list)
    said = Reconciliation.objects.filter(plan_value__in=[one.pk for one in values])
    for one in said.order_by("-said_at", "-id"):
        found[one.plan_value_id].append(one)
    return found
