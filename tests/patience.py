"""How long tests wait for what should come at once.

Only what hangs takes so long. A machine may be ten times slower than ours and run all kinds of
tests at the same time, so no test says of a wait that it was short.
"""

PATIENCE = 600
"""Seconds."""
