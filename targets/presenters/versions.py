"""An agreement's text as a page draws it: read off the canonical text itself, and nothing else.

So what people read before they sign is what the hash is of.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from targets.models import (
    LineStanding,
    PlaceholderReason,
    Shape,
    TargetType,
)
from targets.redline import RedlineRow, Said, redline
from targets.states import CommitmentStatus

from .redlines import NOT_MEASURED, Names, to_places

Text = Mapping[str, Any]
"""What `targets.record` writes, or a part of it, as JSON reads it back."""


@dataclass(frozen=True, slots=True)
class PartnerRead:
    """An organisation named for a target, and what it had said."""

    name: str
    is_lead: bool
    must_have_regard: bool
    status: CommitmentStatus
    reason: str
    answered_on: date | None


@dataclass(frozen=True)
class TargetRead:
    """One target of a text, each of its terms beside those of the text before."""

    said: Text
    rows: Sequence[RedlineRow]
    is_new: bool
    """Whether there is a text before, and it has no such target."""

    @property
    def title(self) -> str:
        return str(self.said["title"])

    @property
    def code(self) -> str:
        """Of its indicator, where the title does not begin with it."""
        code = self.said["indicator"] or ""
        return "" if self.title.startswith(code) else code

    @property
    def baseline(self) -> RedlineRow | None:
        return next((row for row in self.rows if row.said.name == "Baseline"), None)

    @property
    def values(self) -> list[RedlineRow]:
        """One a year."""
        return [row for row in self.rows if row.said.is_value]

    @property
    def has_last(self) -> bool:
        return any(row.last for row in self.rows)

    @property
    def is_changed(self) -> bool:
        return self.is_new or any(row.is_changed for row in self.rows)

    @property
    def needs_ministers(self) -> bool:
        return self.said["approval_route"] == "minister"

    @cached_property
    def partners(self) -> list[PartnerRead]:
        return [_partner(one) for one in self.said["partners"]]


@dataclass(frozen=True, slots=True)
class ListedRead:
    """A target that is only listed: nobody signs for it."""

    title: str
    code: str
    standing: str
    waits: str


@dataclass(frozen=True, slots=True)
class TextRead:
    """A whole text."""

    statement: str
    groups: Sequence[tuple[str, Sequence[TargetRead]]]
    """Targets by the law under which they stand; kinds of which there are none are left out."""
    listed: Sequence[ListedRead]
    gone: Sequence[str]
    """Titles of targets that the text before had, and this one has not."""
    is_compared: bool

    @property
    def targets(self) -> Iterator[TargetRead]:
        """All that are signed for, in the order of the text."""
        return (one for _, group in self.groups for one in group)

    @property
    def changed(self) -> int:
        """How many targets are new or other than before."""
        return sum(one.is_changed for one in self.targets)


def read(content: str, names: Names, *, before: str = "") -> TextRead:
    """Return a canonical text as people read it, beside the one before where there is one."""
    text: Text = json.loads(content)
    old = {one["target"]: one for one in json.loads(before)["targets"]} if before else {}
    found = [_target(one, old.get(one["target"]), names, is_compared=bool(before))
             for one in text["targets"]]  # fmt: skip
    kept = {one["target"] for one in text["targets"]}
    return TextRead(
        statement=text["statement"],
        groups=[
            (kind.label, group)
            for kind in TargetType
            if (group := [one for one in found if one.said["type"] == kind])
        ],
        listed=[_listed(one) for one in text["listed"]],
        gone=[one["title"] for key, one in old.items() if key not in kept],
        is_compared=bool(before),
    )


def codes_in(*contents: str) -> set[str]:
    """Return the codes of the areas that texts name besides their own."""
    targets = [one for content in contents if content for one in json.loads(content)["targets"]]
    gaps = {one["gap_to"] for one in targets if one["gap_to"]}
    return gaps | {part["area"] for one in targets for part in one["parts"]}


def _target(one: Text, before: Text | None, names: Names, *, is_compared: bool) -> TargetRead:
    now = said_in(one, names)
    baseline = next(said for said in now if said.name == "Baseline")
    rows = redline(
        now,
        baseline=None if one["gap_to"] else baseline,
        last=said_in(before, names) if before else (),
    )
    return TargetRead(one, rows, is_new=is_compared and before is None)


def said_in(one: Text, names: Names) -> list[Said]:
    """Return all that a text says of a target, each by its name, always in the same order."""
    places = max((_places(amount) for amount in _amounts(one)), default=0)
    baseline = one["baseline"] or {}
    return [
        Said("Type", TargetType(one["type"]).label),
        Said("Measured by", _measure(one)),
        Said("Unit", one["unit"]),
        _amount("Baseline", baseline.get("value"), places),
        Said("Period of the baseline", baseline.get("period", "")),
        Said("Source of the baseline", baseline.get("source", "")),
        *(_value(year, one, places) for year in one["values"]),
        Said("Path", Shape(one["shape"]).label),
        Said("Largest gap to", names.get(one["gap_to"] or "", one["gap_to"] or "")),
        Said("Only for", "; ".join(_parts(one, names))),
        Said("Why its districts do not add up", one["parts_because"]),
        Said("A stand-in for the baseline", "Yes" if baseline.get("is_proxy") else ""),
        Said("Why the baseline is not the portal's figure", baseline.get("because", "")),
        Said("Aims to slow a change for the worse", "Yes" if one["is_slowing"] else ""),
        Said("Looked at every", f"{one['review_months']} months"),
        Said("Counts towards the reward grant", "Yes" if one["in_reward"] else "No"),
        Said("Partners", "; ".join(_in_short(_partner(who)) for who in one["partners"])),
    ]


def _measure(one: Text) -> str:
    """Return by which measure, and by which version of its definition, a target is measured."""
    version = f", definition {one['definition']}" if one["definition"] else ""
    return f"{one['measure']}{version}" if one["measure"] else ""


def _amounts(one: Text) -> Iterator[str]:
    values = [one["baseline"]["value"] if one["baseline"] else None]
    values += [year["value"] for year in one["values"]]
    return (value for value in values if value is not None)


def _places(amount: str) -> int:
    """Return how many decimals an amount is written with."""
    return len(amount.partition(".")[2])


def _amount(name: str, written: str | None, places: int) -> Said:
    if written is None:
        return Said(name, "")
    return Said(name, to_places(Decimal(written), places), Decimal(written))


def _value(year: Text, one: Text, places: int) -> Said:
    said = _amount(year["year"], year["value"], places)
    text = f"at most {said.text}" if said.text and one["gap_to"] else said.text
    return Said(said.name, text or NOT_MEASURED, said.amount, is_value=True)


def _parts(one: Text, names: Names) -> Iterator[str]:
    for part in one["parts"]:
        name = names.get(part["area"], part["area"])
        yield f"{name} {part['value']} (weight {part['weight']})"


def _partner(one: Text) -> PartnerRead:
    return PartnerRead(
        name=one["name"],
        is_lead=one["is_lead"],
        must_have_regard=one["must_have_regard"],
        status=CommitmentStatus(one["status"]),
        reason=one["reason"],
        answered_on=date.fromisoformat(one["answered_on"]) if one["answered_on"] else None,
    )


def _in_short(one: PartnerRead) -> str:
    return f"{one.name}{', lead' if one.is_lead else ''}: {one.status.label.lower()}"


def _listed(one: Text) -> ListedRead:
    waits = one["waits"]
    return ListedRead(
        title=one["title"],
        code=one["indicator"] or "",
        standing=LineStanding(one["standing"]).label,
        waits=f"{PlaceholderReason(waits['reason']).label}. {waits['for']}" if waits else "",
    )
