"""What the law asks a strategic assessment to say: six contents, each with its question. Pure.

Source: the Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007,
SI 2007/1830, regulations 5 to 7. They have been read in excerpts; the list of six in full is
general knowledge of the field and not checked against the text.
"""

from dataclasses import dataclass

SOURCE = "SI 2007/1830 regs 5-7 (the list of six not checked against the text)"

YEARS = range(2007, 2012)
"""The financial years an assessment may be of, by the year in which they begin: from the first
under the Regulations to the one after the agreements of 2008-11."""


@dataclass(frozen=True, slots=True)
class Content:
    """One of the six: its key in addresses and tables, its heading, and what it has to answer."""

    key: str
    title: str
    question: str


CONTENTS = (
    Content(
        "levels",
        "Levels and patterns",
        "What are the levels and patterns of crime, disorder and substance misuse in the area?",
    ),
    Content(
        "changes",
        "What has changed",
        "How have those levels and patterns changed since the last assessment?",
    ),
    Content("reasons", "Why it changed", "Why have they changed?"),
    Content(
        "priorities",
        "What to prioritise",
        "Which matters should the responsible authorities prioritise, and why these?",
    ),
    Content(
        "community",
        "What the community would prioritise",
        "Which matters do the people who live and work here think should be prioritised?",
    ),
    Content(
        "delivery",
        "How far the last plan was delivered",
        "How far was the partnership plan of the year before carried out?",
    ),
)

BY_KEY = {content.key: content for content in CONTENTS}


def year_label(year: int) -> str:
    """Write a financial year as people do: 2008 is 2008/09."""
    return f"{year}/{(year + 1) % 100:02}"
