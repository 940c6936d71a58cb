"""The worked demonstration: invented places, people who are roles, and generated figures.

Nothing here is real or part of England: the places lie in a region of their own, so no sum over
real areas holds an invented count, and every one is marked `is_invented`.
"""
