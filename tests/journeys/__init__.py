"""A package, so that its browser and its portal end with it."""
