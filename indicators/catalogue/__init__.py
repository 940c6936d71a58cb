"""The indicators of safer communities, one file each: what they mean, since when, on whose word.

A definition changes here, by review, with a reason and a date; loading makes the database match.
"""
