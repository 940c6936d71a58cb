"""Scoring priorities by a matrix, and how much its order depends on the weights. Pure.

Each criterion is scored from 1 to 5; a priority's score is the mean of its scores, weighted as the
partnership decides. The matrix helps to rank and never ranks by itself: people do, and may differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scores = Mapping[str, int | None]
Weights = Mapping[str, int]


def score(scores: Scores, weights: Weights) -> float | None:
    """Return the weighted mean of a priority's scores, 1 to 5; None while one that counts lacks."""
    counting = {name: weight for name, weight in weights.items() if weight > 0}
    known = {name: given for name in counting if (given := scores.get(name)) is not None}
    if not counting or len(known) < len(counting):
        return None
    total = sum(known[name] * weight for name, weight in counting.items())
    return total / sum(counting.values())


def order(matrix: Sequence[Scores], weights: Weights) -> list[int] | None:
    """Return the places of priorities in a list, the highest score first; None if one lacks scores.

    Equal scores keep the order they have.
    """
    scored = [score(one, weights) for one in matrix]
    if any(one is None for one in scored):
        return None
    return sorted(range(len(matrix)), key=lambda i: -(scored[i] or 0))


@dataclass(frozen=True, slots=True)
class Change:
    """That another weight of one criterion would put another priority first."""

    criterion: str
    weight: int
    first: int


HEAVIEST = 5


def changes(matrix: Sequence[Scores], weights: Weights) -> list[Change]:
    """Return, for each criterion, the nearest other weight that changes which comes first.

    Weights are whole numbers from 0 to 5. Empty where the order is robust, or not known.
    """
    usual = order(matrix, weights)
    if not usual:
        return []
    found = (_nearest(matrix, weights, name, usual[0]) for name in weights)
    return [change for change in found if change]


def _nearest(matrix: Sequence[Scores], weights: Weights, name: str, first: int) -> Change | None:
    usual = weights[name]
    others = sorted(set(range(HEAVIEST + 1)) - {usual}, key=lambda weight: abs(weight - usual))
    for weight in others:
        changed = order(matrix, {**weights, name: weight})
        if changed and changed[0] != first:
            return Change(name, weight, changed[0])
    return None


def ranking_faults(ranks: Sequence[int | None]) -> str:
    """Say what is wrong with ranks given to a list of priorities, or "" if they count 1, 2, 3, …"""
    if any(rank is None for rank in ranks):
        return "Give every priority a rank."
    given = sorted(rank for rank in ranks if rank is not None)
    ties = sorted({rank for rank in given if given.count(rank) > 1})
    if ties:
        return f"Two priorities have the rank {ties[0]}. Each needs its own."
    gaps = [rank for rank in range(1, len(given) + 1) if rank not in given]
    if gaps:
        return f"No priority has the rank {gaps[0]}. Count from 1 to {len(given)} without a gap."
    return ""
