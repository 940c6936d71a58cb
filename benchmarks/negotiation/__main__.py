"""Measure the pages of a negotiation: `python -m benchmarks.negotiation`.

At SCALE 1 the portal holds figures of 25 measures in 354 districts over 120 months, and one area
with fourteen similar ones negotiates a target on every measure that has a baseline.
"""

from benchmarks import report
from benchmarks.negotiation import pages, world

report.publish("negotiation", list(pages.measure(world.prepare())))
