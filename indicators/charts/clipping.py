"""Lines that leave the plot, cut at its edges."""

from collections.abc import Sequence
from itertools import pairwise

Places = list[tuple[float, float]]


def clipped(places: Sequence[tuple[float, float]], *, top: float, bottom: float) -> list[Places]:
    """Return the pieces of a line that lie between two heights, cut where it crosses them."""
    pieces: list[Places] = []
    for start, end in pairwise(places):
        piece = _between(start, end, top=top, bottom=bottom)
        if not piece:
            continue
        if pieces and pieces[-1][-1] == piece[0]:
            pieces[-1].append(piece[1])
        else:
            pieces.append(piece)
    return pieces


def _between(
    start: tuple[float, float], end: tuple[float, float], *, top: float, bottom: float
) -> Places:
    """Return the part of a straight line between two heights; nothing where there is none."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        return [start, end] if top <= y1 <= bottom else []
    cuts = sorted(((top - y1) / (y2 - y1), (bottom - y1) / (y2 - y1)))
    first, last = max(0.0, cuts[0]), min(1.0, cuts[1])
    if first >= last:
        return []
    ends = (start if first == 0 else None, end if last == 1 else None)
    return [
        whole or (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
        for whole, share in zip(ends, (first, last), strict=True)
    ]
