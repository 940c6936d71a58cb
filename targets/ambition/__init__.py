"""How ambitious an offered value is, in words for both sides of the table alike. Pure.

Five results stand side by side and are never made into one score. They inform and do not mandate:
no sentence here says what a target has to be. The arithmetic is `indicators.statistics.ambition`.
"""

from .elsewhere import Changes, Elsewhere, Group, Peer, Seen, changes_by_length
from .facts import Offered, Own, Projection, Subject
from .judging import judge
from .results import INFORMS, Ambition, Result
from .scales import scaled, sizes

__all__ = [
    "INFORMS",
    "Ambition",
    "Changes",
    "Elsewhere",
    "Group",
    "Offered",
    "Own",
    "Peer",
    "Projection",
    "Result",
    "Seen",
    "Subject",
    "changes_by_length",
    "judge",
    "scaled",
    "sizes",
]
