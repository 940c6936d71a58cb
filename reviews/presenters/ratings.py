"""Ratings as they are told: a word, a symbol and a colour, never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviews.rag import Rag


@dataclass(frozen=True, slots=True)
class Told:
    """How a rating is told: in words, by a symbol, and in the colour of a tag."""

    words: str
    symbol: str
    colour: str


RATINGS: Mapping[Rag, Told] = {
    Rag.RED: Told("Red", "\N{BLACK DOWN-POINTING TRIANGLE}", "red"),
    Rag.AMBER: Told("Amber", "\N{WHITE DIAMOND}", "orange"),
    Rag.GREEN: Told("Green", "\N{CHECK MARK}", "green"),
    Rag.UNRATED: Told("Not rated", "\N{HORIZONTAL ELLIPSIS}", "grey"),
}
