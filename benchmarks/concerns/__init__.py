"""How soon concerns are raised, and how often there was none: against a known truth."""
