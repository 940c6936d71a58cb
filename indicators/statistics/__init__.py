"""Statistics of indicators: arrays in, arrays out; nothing here knows of the database."""
