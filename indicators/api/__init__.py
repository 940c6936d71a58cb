"""The catalogue and the figures, as the API gives them."""

from .catalogue import Indicators
from .figures import Figures

__all__ = ["Figures", "Indicators"]
