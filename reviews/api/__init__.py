"""How targets are going and what is said of it, as the API gives it."""

from .interventions import Interventions
from .judgements import Judgements

__all__ = ["Interventions", "Judgements"]
