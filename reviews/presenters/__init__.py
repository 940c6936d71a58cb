"""How targets are going and what is said of it, in words and pictures."""
