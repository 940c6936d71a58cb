"""Measure what programs ask for most: `python -m benchmarks.api`.

At SCALE 1 there are a million figures in the database, of 17 measures.
"""

from benchmarks import report
from benchmarks.api import bulk, lists, readers, world
from benchmarks.returns.world import districts

code = world.prepare()
results = [*lists.measure(code), *bulk.measure(), *readers.measure(districts())]
report.publish("api", results)
