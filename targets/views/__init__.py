"""The pages on the way to an agreement, by what people come for."""
