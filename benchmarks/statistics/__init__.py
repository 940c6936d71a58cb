"""How fast, and how right, the statistics are."""
