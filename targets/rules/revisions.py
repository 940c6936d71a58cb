"""What law and guidance ask of a revision of what was signed, line by line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .lines import Finding, Rule

LOCAL = "local"
"""Of a ground: that partners agree on it; of a target: that it is not of the national set."""

LISTED = (
    "CLG, second refresh of the agreements, as reported to Stockton council on 18 March 2010 "
    "(the list itself not seen)"
)


@dataclass(frozen=True, slots=True)
class RevisedLine:
    """What a revision would do to one target, as rules see it."""

    title: str
    act: str
    """One of change, remove, add."""
    ground: str
    type: str
    """Under which law it would stand."""
    was: str = ""
    """Under which law it stands in the version in force; empty where it is not in it."""
    is_designated: bool = False
    """Whether a designation of it stands."""
    is_same: bool = False
    """Whether its terms are those in force already."""
    is_placeholder: bool = False
    asked: int = 0
    """Organisations that are asked to consent."""
    not_asked: tuple[str, ...] = ()
    """Organisations to which it relates by the version in force, and that are not asked."""

    @property
    def is_local(self) -> bool:
        """Whether partners may revise it between them: no minister has a part in it."""
        return not self.is_designated and self.type == LOCAL and self.was in ("", LOCAL)


def _names_who_consents(line: RevisedLine) -> str:
    if line.asked:
        return ""
    if line.act == "add":
        return "Name at least one organisation to which it is to relate."
    return "Name at least one organisation that consents to it."


def _asks_whom_it_relates_to(line: RevisedLine) -> str:
    if not line.not_asked:
        return ""
    return f"It relates to {', '.join(line.not_asked)} as well. Ask for their consent too."


def _is_on_permitted_ground(line: RevisedLine) -> str:
    if line.ground != LOCAL or line.is_local:
        return ""
    return (
        "It is no local target, so that partners agree is not enough. Give one of the grounds on "
        "which such targets are revised, or leave it as it is."
    )


def _stays_designated(line: RevisedLine) -> str:
    if not line.is_designated or line.act != "change" or line.type == line.was:
        return ""
    return (
        "It is designated, and stays so until the Secretary of State revokes that. Leave its kind "
        "as it is."
    )


def _has_its_values(line: RevisedLine) -> str:
    if not line.is_placeholder or line.act == "remove":
        return ""
    return "What is signed has its values. Set them, or leave the target out of the revision."


def _says_something_new(line: RevisedLine) -> str:
    if not line.is_same:
        return ""
    return "These are the terms in force. Change something, or leave the target as it is."


OF_A_REVISION: tuple[tuple[Rule, Callable[[RevisedLine], str]], ...] = tuple(
    (Rule(code, says, source, check=lambda line, on: ""), check)
    for code, says, source, check in (
        (
            "names_who_consents",
            "A revision names who consents to each change, and to whom an addition relates.",
            "Local Government and Public Involvement in Health Act 2007 s.111",
            _names_who_consents,
        ),
        (
            "asks_whom_it_relates_to",
            "Nothing is changed or removed without the consent of those whom it concerns.",
            "2007 Act s.110 (bill text read, not the Act as enacted)",
            _asks_whom_it_relates_to,
        ),
        (
            "is_on_permitted_ground",
            "Targets that are not local are revised on listed grounds only.",
            LISTED,
            _is_on_permitted_ground,
        ),
        (
            "stays_designated",
            "A designation ends when it is revoked, not by a revision.",
            "2007 Act s.109",
            _stays_designated,
        ),
        (
            "has_its_values",
            "Placeholders are listed in an agreement, not signed.",
            "partial sign-off: 2007 Act s.106(2)(a), by its explanatory note",
            _has_its_values,
        ),
        ("says_something_new", "A revision changes something.", "this portal", _says_something_new),
    )
)
"""Each rule, and what checks it: a revised line, not the line of an offer."""


def findings_of_revision(lines: Iterable[RevisedLine]) -> list[Finding]:
    """Return what is wrong with a revision, line by line in the order of the rules."""
    return [
        Finding(rule, line.title, sentence)
        for line in lines
        for rule, check in OF_A_REVISION
        if (sentence := check(line))
    ]
