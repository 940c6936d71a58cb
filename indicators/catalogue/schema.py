"""Reading the catalogue's files: every fault is named by file and key, and none stops the rest."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from .rules import Rule, rule

RULES = "rules.toml"
FOLDER = Path(__file__).parent

UNCERTAIN_WORDS = {
    "title": "its exact title",
    "supports": "which agreement or objective it supports",
    "source": "where its data come from",
    "collected_by": "who collects it",
    "published_by": "who publishes it",
    "frequency": "how often it is collected",
    "lag_months": "how soon after a period figures come",
    "first_year": "its first year",
    "measure_titles": "the titles of its measures",
    "kind": "how it is worked out",
    "unit": "its unit",
    "polarity": "which direction is good",
    "levels": "the areas it is collected for",
    "period_kinds": "the periods it is collected for",
    "numerator": "what exactly is counted",
    "denominator": "of whom or of what",
    "is_comparable": "whether earlier figures are comparable",
}
"""What each key that `uncertain` may name is called in a sentence."""


@dataclass(frozen=True, slots=True)
class MembershipEntry:
    """That the indicator is in a framework, as what, from when to when."""

    framework: str
    standing: str
    starts_on: date
    ends_on: date | None = None
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """A version of a measure, for periods that start within its half-open span."""

    version: str
    numerator: str
    is_comparable: bool
    definition_source: str
    verified: bool
    starts_on: date | None = None
    ends_on: date | None = None
    denominator: str = ""
    change_note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """What exactly is computed, and its definitions, oldest first."""

    code: str
    title: str
    kind: str
    unit: str
    per: int
    polarity: str
    decimals: int
    base: str
    age_band: str
    levels: tuple[str, ...]
    period_kinds: tuple[str, ...]
    minimum_count: int
    suppression_threshold: int
    definitions: tuple[DefinitionEntry, ...]
    best_from: float | None = None
    best_to: float | None = None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One file of the catalogue."""

    file: str
    number: int
    code: str
    slug: str
    title: str
    apacs_title: str
    in_source_note: bool
    theme: str
    supports: str
    rationale: str
    source: str
    collected_by: str
    published_by: str
    frequency: str
    is_seasonal: bool
    is_restricted: bool
    first_year: str
    definition_source: str
    verified: bool
    uncertain: tuple[str, ...]
    notes: str
    memberships: tuple[MembershipEntry, ...]
    measures: tuple[MeasureEntry, ...] = ()
    lag_months: int | None = None
    freshness_months: int | None = None

    @property
    def is_dropped(self) -> bool:
        return any(membership.standing == "dropped" for membership in self.memberships)

    @property
    def caveat(self) -> str:
        """Which of its facts are shakier than the rest, as a sentence; empty where none is."""
        if not self.uncertain:
            return ""
        return f"Especially uncertain: {'; '.join(UNCERTAIN_WORDS[key] for key in self.uncertain)}."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every indicator, by number, and the rules that returns of them must keep."""

    indicators: tuple[IndicatorEntry, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def measures(self) -> Iterator[tuple[IndicatorEntry, MeasureEntry]]:
        """Each measure beside the indicator it belongs to."""
        return ((i, measure) for i in self.indicators for measure in i.measures)

    def among(self, *numbers: int) -> Iterator[IndicatorEntry]:
        """The indicators with these numbers."""
        return (i for i in self.indicators if i.number in numbers)


class CatalogueFaults(Exception):
    """The catalogue cannot be used as it is: `faults` says where, sentence by sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read every `ni_*.toml` of `folder`, and its rules if it has any.

    Raises CatalogueFaults with all faults of all files.
    """
    documents = {}
    faults = []
    for path in [*sorted(folder.glob("ni_*.toml")), *folder.glob(RULES)]:
        try:
            documents[path.name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: {error}")
    faults += [fault for name, raw in documents.items() for fault in _faults(name, raw)]
    if faults:
        raise CatalogueFaults(faults)
    rules = documents.pop(RULES, {}).get("rules", ())
    indicators = (_indicator(name, raw) for name, raw in documents.items())
    return Catalogue(tuple(sorted(indicators, key=lambda i: i.number)), tuple(map(rule, rules)))


def read_rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """Read the validation rules alone. Raises CatalogueFaults."""
    raw = tomllib.loads((folder / RULES).read_text(encoding="utf-8"))
    if faults := list(_faults(RULES, raw)):
        raise CatalogueFaults(faults)
    return tuple(map(rule, raw["rules"]))


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _faults(name: str, raw: Mapping[str, Any]) -> Iterator[str]:
    """Say what in one file is not as the schema has it, and under which key."""
    validator = _validator("rules_schema.json" if name == RULES else "schema.json")
    for error in sorted(validator.iter_errors(_as_json(raw)), key=lambda e: e.json_path):
        key = error.json_path.removeprefix("$").removeprefix(".")
        yield f"{name}: {key}: {error.message}" if key else f"{name}: {error.message}"


def _as_json(value: Any) -> Any:
    """Return TOML's value in JSON's types: dates as text, as the schema describes them."""
    match value:
        case dict():
            return {key: _as_json(part) for key, part in value.items()}
        case list():
            return [_as_json(part) for part in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _indicator(file: str, raw: Mapping[str, Any]) -> IndicatorEntry:
    parts = {
        "uncertain": tuple(raw["uncertain"]),
        "memberships": tuple(MembershipEntry(**part) for part in raw["memberships"]),
        "measures": tuple(_measure(part) for part in raw.get("measures", ())),
    }
    return IndicatorEntry(file=file, **{**raw, **parts})


def _measure(raw: Mapping[str, Any]) -> MeasureEntry:
    parts = {
        "levels": tuple(raw["levels"]),
        "period_kinds": tuple(raw["period_kinds"]),
        "definitions": tuple(DefinitionEntry(**part) for part in raw["definitions"]),
    }
    return MeasureEntry(**{**raw, **parts})
