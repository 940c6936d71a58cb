"""How targets are going, in the words and symbols of pages, files and papers."""
