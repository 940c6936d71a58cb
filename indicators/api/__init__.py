"""The catalogue, figures and returns, as the API gives them."""

from .catalogue import Indicators
from .figures import Figures
from .releases import Releases
from .returns import Returns
from .summaries import Summaries

__all__ = ["Figures", "Indicators", "Releases", "Returns", "Summaries"]
