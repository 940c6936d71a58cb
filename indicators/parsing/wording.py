"""How fields, lists and long texts are put in a sentence."""

from collections.abc import Sequence

LONGEST_QUOTED = 40
SPELLINGS = {"laa": "LAA", "pct": "PCT", "yot": "YOT", "expected": "expected count"}


def words(name: str) -> str:
    """Return the name of a field or level as a sentence has it: area_code as “area code”."""
    return " ".join(SPELLINGS.get(word, word) for word in name.split("_"))


def with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Join names as in “a, b and c”."""
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final


def quoted(text: str) -> str:
    """Return a text in quotation marks, the end of a long one left out."""
    return f"“{text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + '…'}”"
