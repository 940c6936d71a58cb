"""Measure what programs ask for most: `python -m benchmarks.api`.

In the database is one measure of 354 districts over 120 months.
"""

from benchmarks import report
from benchmarks.api import lists, world

report.publish("api", list(lists.measure(world.prepare())))
