"""Signals: what may be worth a conversation about a target, and how serious it looks. Pure."""

from .facts import Facts, Placed, Seen
from .judges import JUDGES, Fired, fired
from .kinds import BY_PERSON, KINDS, Family, Kind
from .seriousness import GRAVE, MOST, MOST_BY_ITSELF, NAMES, Seriousness, seriousness
from .settings import Settings

__all__ = [
    "BY_PERSON",
    "GRAVE",
    "JUDGES",
    "KINDS",
    "MOST",
    "MOST_BY_ITSELF",
    "NAMES",
    "Facts",
    "Family",
    "Fired",
    "Kind",
    "Placed",
    "Seen",
    "Seriousness",
    "Settings",
    "fired",
    "seriousness",
]
