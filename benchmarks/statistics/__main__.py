"""Run every measurement of the statistics: `python -m benchmarks.statistics`.

A section is a module whose `measure()` yields results: to add one, import it and name it below.
"""

from benchmarks import report
from benchmarks.statistics import projection, rates, rolling, summaries
from benchmarks.statistics.control_charts import xmr_8850x60_cpu, xmr_false_flags
from benchmarks.statistics.early_warning import false_alarms
from benchmarks.statistics.peers import peers_called_different, peers_cpu

SECTIONS = (rates, rolling, projection, summaries)

results = [result for section in SECTIONS for result in section.measure()]
results += [xmr_8850x60_cpu(), xmr_false_flags(), *false_alarms()]
results += [peers_cpu(), peers_called_different()]
report.publish("statistics", results)
