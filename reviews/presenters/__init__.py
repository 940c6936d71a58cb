"""How targets are going, in words."""
