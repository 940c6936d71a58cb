"""How long charts take to draw."""
