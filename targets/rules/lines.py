"""What rules are told of a line, and what they say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PartLine:
    """One district of a target that is for some districts only."""

    name: str
    weight: Decimal
    """How much it counts in the whole: people, households or cases."""
    value: Decimal
    """In the last year."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What another plan has for the same measure, in the same unit."""

    plan: str
    """As within a sentence."""
    year: str
    value: Decimal
    reconciled_with: Decimal | None = None
    """The value of ours of which somebody said last why the two differ."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an agreement as rules see it. Amounts are in `unit`; None: not known or not set."""

    title: str
    code: str = ""
    """As in NI 16; empty for a local target."""
    type: str = "designated"
    is_national: bool = True
    """Whether its indicator is of the National Indicator Set."""
    delayed_until: date | None = None
    """The first day on which it may be designated; None: from the start."""
    is_placeholder: bool = False
    unit: str = ""
    measure_unit: str = ""
    """In which its measure is given; empty where it has none."""
    polarity: str = "none"
    """One of low, high, zero, range, none: which way is better."""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    """Between which an amount can be at all."""
    years: tuple[str, ...] = ()
    values: tuple[Decimal | None, ...] = ()
    """One a year; None: not measured that year."""
    unmeasured: frozenset[str] = frozenset()
    """Years in which its survey does not run."""
    baseline: Decimal | None = None
    known: Decimal | None = None
    """The portal's own figure of the baseline's period, as printed."""
    explains_baseline: bool = False
    is_slowing: bool = False
    is_gap: bool = False
    """Whether the values are gaps to another area, not amounts."""
    parts: tuple[PartLine, ...] = ()
    explains_parts: bool = False
    plans: tuple[PlanLine, ...] = ()
    """What other plans have for it."""
    partners: int | None = None
    """Organisations to which it relates; None where nobody asked."""
    waits_for_an_issue: bool = False
    """Whether it is a placeholder for want of an answer that was asked for all areas."""
    names_its_issue: bool = False

    @property
    def last(self) -> Decimal | None:
        """The value of the last year that is measured."""
        return next((one for one in reversed(self.values) if one is not None), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with the text it comes from. `check` returns a sentence that says how to mend it.

    This may change: `source` says of which text and date it is.
    """

    code: str
    says: str
    source: str
    check: Callable[[Line, date], str]
    blocks: bool = True
    """Whether an offer that does not keep it is refused."""
    blocks_submission: bool = False
    """Whether, though offers may be made without, the agreement cannot be submitted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """That a line, or (where `title` is empty) the package, does not keep a rule."""

    rule: Rule
    title: str
    sentence: str
