"""The six hallmarks of an effective partnership, and the minimum standards below them. Pure.

Names of the hallmarks: Home Office guide to effective partnership working, 2007, as quoted in an
action plan of the time. The standards are those of the regulations named with each of them; the
regulations have been read in excerpts, and where more is general knowledge the standard says so.
"""

from .facts import Authority, Deed, Facts, last_day
from .findings import Finding, State
from .standards import HALLMARKS, STANDARDS, Basis, Standard

__all__ = [
    "HALLMARKS",
    "STANDARDS",
    "Authority",
    "Basis",
    "Deed",
    "Facts",
    "Finding",
    "Standard",
    "State",
    "last_day",
]
