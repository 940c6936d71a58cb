"""Measurements of the portal beside a reference, one package a subject: `make bench NAME=...`."""
