"""The partners' interface: `make bench NAME=api`."""

import benchmarks.returns  # noqa: F401  -- sets Django up
