"""What the note of April 2008 suggests where another plan has a number for the same thing."""

from collections.abc import Iterator
from datetime import date

from .amounts import plain
from .lines import Line, PlanLine, Rule


def _differing(line: Line) -> Iterator[tuple[PlanLine, str]]:
    """Yield each number of another plan that is none of ours, with what ours is."""
    ours = dict(zip(line.years, line.values, strict=True))
    for one in line.plans:
        value = ours.get(one.year)
        if value is not None and value not in (one.value, one.reconciled_with):
            yield one, plain(value)


def _agrees_with_other_plans(line: Line, on: date) -> str:
    if line.is_gap:
        return ""
    said = [
        f"The {one.plan} says {plain(one.value)} for {one.year} and this {ours}."
        for one, ours in _differing(line)
    ]
    if not said:
        return ""
    return " ".join([*said, "Change one of them, or say under “Other plans” why both stand."])


OTHER_PLANS = (
    Rule(
        code="agrees_with_other_plans",
        says="Targets are aligned with policing plans, as far as their authorities see fit.",
        source="CLG, Crime reduction and community safety, April 2008: “achieve alignment between "
        "LAA targets and policing plans”",
        check=_agrees_with_other_plans,
        blocks=False,
    ),
)
