"""Pages on how targets are going, by what people do there."""
