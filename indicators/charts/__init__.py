"""Charts as SVG, drawn on the server: numbers in, a picture and its table out.

Nothing here knows of the database or of the web. The same arguments give the same bytes, so that a
picture can be signed as evidence.
"""

from indicators.charts.bars import bars
from indicators.charts.control import control
from indicators.charts.course import Projected
from indicators.charts.funnel import funnel
from indicators.charts.funnel_findings import FunnelLimits
from indicators.charts.model import Chart, Point, Reference, Series
from indicators.charts.sparkline import sparkline
from indicators.charts.survey import survey_change
from indicators.charts.survey_findings import Waves
from indicators.charts.tiles import tile_map
from indicators.charts.trajectory import trajectory
from indicators.charts.trend import trend

__all__ = [
    "Chart",
    "FunnelLimits",
    "Point",
    "Projected",
    "Reference",
    "Series",
    "Waves",
    "bars",
    "control",
    "funnel",
    "sparkline",
    "survey_change",
    "tile_map",
    "trajectory",
    "trend",
]
