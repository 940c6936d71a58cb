"""Pages of how targets are going."""
