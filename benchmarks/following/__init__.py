"""From a return's confirming to its concern on a screen: `make bench NAME=following`."""

import benchmarks.returns  # noqa: F401  -- sets Django up
