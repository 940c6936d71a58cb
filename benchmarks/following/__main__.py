"""Follow targets through monthly returns: `make bench NAME=following`.

At SCALE 1 the 150 LAA areas of 2008 hold 25 measures each, of which 354 districts report months.
"""

from benchmarks import report
from benchmarks.following import concerns, world

report.publish("following", list(concerns.measure(world.prepare())))
