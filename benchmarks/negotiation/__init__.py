"""The table of one area at national scale: `make bench NAME=negotiation`."""
