"""Signals: what may be worth a conversation about a target, and how serious it looks. Pure."""

from .facts import Facts, Placed, Seen
from .judges import JUDGES, Fired, chance_in_words, fired
from .kinds import BY_PERSON, KINDS, Family, Kind
from .seriousness import GRAVE, MOST, MOST_BY_ITSELF, NAMES, Seriousness, seriousness
from .settings import DESCRIBED, Described, Settings

__all__ = [
    "BY_PERSON",
    "DESCRIBED",
    "GRAVE",
    "JUDGES",
    "KINDS",
    "MOST",
    "MOST_BY_ITSELF",
    "NAMES",
    "Described",
    "Facts",
    "Family",
    "Fired",
    "Kind",
    "Placed",
    "Seen",
    "Seriousness",
    "Settings",
    "chance_in_words",
    "fired",
    "seriousness",
]
