"""England in 2008, as files, and what follows from them. README.md says where each fact is from."""
