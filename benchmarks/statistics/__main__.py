"""Run every measurement of the statistics: `python -m benchmarks.statistics`.

A section is a module whose `measure()` yields results: to add one, import it and name it below.
"""

from benchmarks import report
from benchmarks.statistics import projection, rates

SECTIONS = (rates, projection)

report.publish("statistics", [result for section in SECTIONS for result in section.measure()])
