"""How targets are going and what is said of it, as the API gives it."""

from .concerns import Concerns
from .interventions import Interventions
from .judgements import Judgements
from .progress import Progress
from .reviews import Reviews

__all__ = [
    "Concerns",
    "Interventions",
    "Judgements",
    "Progress",
    "Reviews",
]
