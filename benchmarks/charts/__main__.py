"""Run every measurement of the charts: `python -m benchmarks.charts`."""

from benchmarks import report
from benchmarks.charts.drawing import each_kind, sparklines

report.publish("charts", [sparklines("years", 12), sparklines("months", 24), *each_kind()])
