"""Run every measurement of the statistics: `python -m benchmarks.statistics`."""

from benchmarks import report
from benchmarks.statistics.rates import rates_1m_cpu

report.publish("statistics", [rates_1m_cpu()])
