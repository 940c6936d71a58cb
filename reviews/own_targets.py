"""Whether a text sets a target of its own. Pure.

Only a Local Area Agreement may: whatever else is agreed on says what will be done, not by how much
a figure is to change.
"""

import re

SOURCE = (
    "CLG, Crime reduction and community safety, April 2008: Local Area Agreements are “the only "
    "mechanism by which improvement targets […] can be agreed between the local area and central "
    "government”; how one is changed is in sections 110 to 112 of the Local Government and Public "
    "Involvement in Health Act 2007"
)

NUMBER = r"\d[\d,]*(?:\.\d+)?"
MOVES = (
    "reduc|cut|lower|fall|drop|decreas|shrink|halv|increas|rais|improv|grow|lift|"
    "bring down|bring up|rise"
)
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{NUMBER}\s*(?:%|per ?cent\b|percentage points?\b)",
        rf"{NUMBER}\s+per\s+1,?0",
        rf"\b(?:{MOVES})\w*\b[^.;]{{0,60}}?\b(?:by|to|under|below|above|over)\s+(?!20\d\d\b){NUMBER}",
        rf"\btargets?\s+(?:of|is|at)\s+{NUMBER}",
        r"\bhalv(?:e|ing)\b|\bdoubl(?:e|ing)\b",
    )
)
"""Shares, rates, and how far a figure is to move. Days, years and counts of things are none."""


def target_in(text: str) -> str:
    """Return the first words of a text that read like a target; "" where none do."""
    found = [match for pattern in PATTERNS if (match := pattern.search(text))]
    return min(found, key=lambda match: match.start()).group() if found else ""


def refusal(words: str) -> str:
    """Say why such words are not taken, and what to write instead."""
    return (
        f"“{words}” reads like a target, and only the Local Area Agreement sets one with "
        "government. Say what will be done; to change a figure, propose a revision of the "
        f"agreement. Source: {SOURCE}."
    )
