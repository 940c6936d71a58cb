"""The letter of a review, drafted from the record in plain sentences for people to change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators import printing
from reviews.rag import Rag, tally

from .progress import Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one target."""

    title: str
    rag: Rag
    rule: str
    because: str = ""
    comment: str = ""
    ground: str = ""
    """Why it may be refreshed, in words; empty: it is to stay."""
    numbers: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the letter is drafted from."""

    area: str
    year: str
    held_on: date
    found: Sequence[Found]
    concerns: Sequence[str] = ()
    """Those that are open and shared, each with how serious it is."""
    actions: Sequence[str] = ()
    """Steps that are due in the coming year, each with who leads it and by when."""


def draft(record: Record) -> str:
    """Return the text of a letter: paragraphs, and nothing that the record does not say."""
    parts = [
        f"Annual review {record.year}: {record.area}",
        f"This letter follows the review meeting of {printing.day(record.held_on)}. It sets out "
        "what we found of each target of your Local Area Agreement, and what happens next.",
        _overall(record.found),
        *(_of_target(one) for one in record.found),
        *_listed("Concerns that are open between us:", record.concerns),
        *_listed("Actions that you told us of:", record.actions),
        *_refreshed(record.found),
        "A summary of these findings will be published. If a figure in this letter is wrong, tell "
        "us and we will put it right.",
    ]
    return "\n\n".join(parts)


def _overall(found: Sequence[Found]) -> str:
    if not found:
        return "No target was agreed for the year."
    many = "One target was reviewed" if len(found) == 1 else f"{len(found)} targets were reviewed"
    return f"{many}: {tally(one.rag for one in found)}."


def _of_target(one: Found) -> str:
    said = [f"{one.title}: {one.rag.label.lower()}.", *figures_said(one.numbers or {})]
    if one.because:
        said.append(f"By the figures alone the rule says: {one.rule} We find otherwise because:")
        said.append(_ended(one.because))
    else:
        said.append(one.rule)
    if one.comment:
        said.append(_ended(one.comment))
    return " ".join(said)


def figures_said(numbers: Mapping[str, Any]) -> list[str]:
    """Return what the numbers of a finding say, as sentences; empty where there are none."""
    if not numbers or numbers.get("verdict") == Verdict.NOT_MEASURED:
        return []
    said = []
    if numbers["value"] is not None:
        said.append(_whole_year(numbers))
    elif numbers["to_date"] is not None and numbers["expected"] is not None:
        said.append(
            f"{printing.number(numbers['to_date'], 0)} events in the {_looks(numbers)} that are "
            f"in, where the path has {printing.number(numbers['expected'], 0)}."
        )
    if numbers["share"] is not None:
        said.append(_of_the_way(numbers["share"]))
    return said


def _of_the_way(share: float) -> str:
    """Say how much of the way from the baseline to the last value has been made."""
    percent = round(100 * share)
    if percent < 0:
        return f"It has gone from the baseline by {-percent}% of the way in the wrong direction."
    return f"{percent}% of the way from the baseline to the last value has been made."


def _whole_year(numbers: Mapping[str, Any]) -> str:
    printed = printing.number(numbers["value"], numbers["decimals"])
    value = printing.with_unit(printed, numbers["unit"])
    provisional = ", provisional" if numbers["is_provisional"] else ""
    if numbers["asked"] is None:
        return f"{value} in the year{provisional}."
    asked = printing.number(numbers["asked"], numbers["decimals"])
    return f"{value} in the year{provisional}, where the path asks for {asked}."


def _looks(numbers: Mapping[str, Any]) -> str:
    kind = "months" if numbers["looks"] == 12 else "quarters"
    return f"{numbers['look']} {kind if numbers['look'] != 1 else kind.removesuffix('s')}"


def _listed(heading: str, entries: Sequence[str]) -> list[str]:
    return ["\n".join([heading, *(f"- {_ended(one)}" for one in entries)])] if entries else []


def _refreshed(found: Sequence[Found]) -> list[str]:
    """Say which targets may be refreshed; all others stay as they were signed."""
    named = [f"{one.title}: {one.ground}" for one in found if one.ground]
    return _listed(
        "These targets may be refreshed by a revision of the agreement, on the ground named. All "
        "others stay as they were signed.",
        named,
    )


def _ended(sentence: str) -> str:
    text = sentence.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
