"""Words that several results share. Pure."""

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def years(number: int) -> str:
    """Return “a year” or “three years”."""
    if number == 1:
        return "a year"
    return f"{COUNTED[number] if number < len(COUNTED) else number} years"


def ordinal(place: int) -> str:
    """Return a place as it is said, as in `3rd`."""
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"


def changed_by(before: float, after: float) -> str:
    """Return a change of values above 0 in words, as in `a fall of 20.0%`."""
    by = f"{abs(after / before - 1):.1%}"
    if by == "0.0%":
        return "no change"
    return f"a {'rise' if after > before else 'fall'} of {by}"
