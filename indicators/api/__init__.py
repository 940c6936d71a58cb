"""The catalogue, figures and returns, as the API gives them."""

from .catalogue import Indicators
from .changes import Changes, place_of
from .export_files import write_files
from .exports import Exports, ask_for_export
from .figure_formats import FIGURE_FORMATS
from .figures import Figures
from .messages import message
from .releases import Releases
from .returns import Returns
from .summaries import Summaries

__all__ = [
    "FIGURE_FORMATS",
    "Changes",
    "Exports",
    "Figures",
    "Indicators",
    "Releases",
    "Returns",
    "Summaries",
    "ask_for_export",
    "message",
    "place_of",
    "write_files",
]
