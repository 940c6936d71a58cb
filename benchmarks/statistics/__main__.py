"""Run every measurement of the statistics: `python -m benchmarks.statistics`."""

from benchmarks import report
from benchmarks.statistics.peers import peers_called_different, peers_cpu
from benchmarks.statistics.rates import rates_1m_cpu

report.publish("statistics", [rates_1m_cpu(), peers_cpu(), peers_called_different()])
