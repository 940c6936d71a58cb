"""Run every measurement of the statistics: `python -m benchmarks.statistics`."""

from benchmarks import report
from benchmarks.statistics.control_charts import xmr_8850x60_cpu, xmr_false_flags
from benchmarks.statistics.early_warning import false_alarms
from benchmarks.statistics.rates import rates_1m_cpu

report.publish(
    "statistics", [rates_1m_cpu(), xmr_8850x60_cpu(), xmr_false_flags(), *false_alarms()]
)
