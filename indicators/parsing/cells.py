"""From the text of one cell to what it means. Each function raises Refused with how to mend it."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from indicators.periods import FIRST_YEAR, MONTHS, Period, PeriodError

from .problems import Refused
from .wording import quoted

STATUSES = ("final", "provisional", "missing", "suppressed", "not_applicable", "not_published")
WITH_VALUE = ("final", "provisional")
MARKERS = {"[x]": "missing", "[c]": "suppressed", "[z]": "not_applicable"}
LONGEST_NOTE = 300
MOST_DECIMALS = 6
MOST_WHOLE_DIGITS = 12

INDICATOR = re.compile(r"(?:NI)?[\s_\-]*0*([1-9][0-9]{0,2})", re.IGNORECASE)
NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


@lru_cache(maxsize=1024)
def indicator(text: str) -> str:
    """Read “ni16”, “NI 016” or “16” as “NI 16”."""
    if match := INDICATOR.fullmatch(text):
        return f"NI {match[1]}"
    raise Refused(
        "not_an_indicator",
        f"{quoted(text)} is not an indicator. Write its code as in NI 16; which measure of it, as "
        "in NI 33i, goes into a column “measure”.",
    )


def area_code(text: str) -> str:
    """Read a code in any case and spacing; what has no digit is a name, and stays as it is."""
    is_code = any(character.isdigit() for character in text)
    return "".join(text.split()).upper() if is_code else " ".join(text.split())


@lru_cache(maxsize=4096)
def period(text: str) -> Period:
    """Read a period, letting pass how it is spaced and whether the q is a capital."""
    tidy = re.sub(r"\s*[qQ]([1-4])$", r" Q\1", re.sub(r"\s+", " ", text))
    try:
        return Period.parse(tidy)
    except PeriodError as error:
        meant = _period_meant(tidy)
        advice = f"Write {meant}." if meant else str(error)
        raise Refused("not_a_period", f"{quoted(text)} is not a period. {advice}") from error


@lru_cache(maxsize=4096)
def period_of_column(name: str) -> Period | None:
    """Return the period a column is called by, as people or spreadsheets write it, or None."""
    tidy = re.sub(r"\s*[qQ]([1-4])$", r" Q\1", re.sub(r"\s+", " ", name.strip()))
    for text in (tidy, _period_meant(tidy)):
        try:
            return Period.parse(text)
        except PeriodError:
            continue
    return None


def may_be_a_year(name: str) -> bool:
    """Whether a column's name is a month as spreadsheets show both it and a financial year."""
    if not name.strip()[:1].isalpha() or not (month := period_of_column(name)):
        return False
    return month.start.month == (month.start.year + 1) % 100


def month_or_year(name: str) -> str:
    """Return how to write each of the two that such a name may mean."""
    month = period_of_column(name)
    return f"{month} or {Period.financial_year(month.start.year)}" if month else ""


def _period_meant(text: str) -> str:
    """Return what a spreadsheet or a person has probably made something else of, or ""."""
    if match := re.fullmatch(r"([A-Za-z]{3})[a-z]*[ \-]([0-9]{4}|[0-9]{2})", text):
        abbreviated = [month[:3] for month in MONTHS]
        if (month := match[1].capitalize()) in abbreviated:
            return f"{_full_year(match[2])}-{abbreviated.index(month) + 1:02}"
    if match := re.fullmatch(r"01/(0[1-9]|1[0-2])/([0-9]{4})", text):
        return f"{match[2]}-{match[1]}"
    if match := re.fullmatch(r"([0-9]{4})[/\-][0-9]{2}([0-9]{2})", text):
        return f"{match[1]}/{match[2]}"
    return ""


def _full_year(digits: str) -> str:
    century = "19" if len(digits) == 2 and int(digits) >= FIRST_YEAR % 100 else "20"
    return digits if len(digits) == 4 else century + digits


def status(text: str) -> str:
    """Read a status in any case, “not yet published” too."""
    name = re.sub(r"[\s_\-]+", "_", text.casefold()).replace("not_yet_", "not_")
    if name in STATUSES:
        return name
    nearest = get_close_matches(name[:40], STATUSES, n=1)
    meant = f"Did you mean “{nearest[0]}”?" if nearest else f"Write one of: {', '.join(STATUSES)}."
    raise Refused("not_a_status", f"{quoted(text)} is not a status. {meant}")


def note(text: str) -> str:
    """Return a note, its letters composed. A long one never is: that can take very long."""
    composed = text if len(text) > LONGEST_NOTE else unicodedata.normalize("NFC", text)
    if len(composed) > LONGEST_NOTE:
        raise Refused(
            "note_too_long",
            f"The note has {len(composed):,} characters; at most {LONGEST_NOTE} are kept. "
            "Shorten it.",
        )
    return composed


def number(text: str) -> Decimal | None:
    """Read a plain decimal number of at most 18 digits, 6 of them decimals; blank is None."""
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise _not_a_number(text)
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(decimals) > MOST_DECIMALS:
        raise Refused(
            "too_many_decimals",
            f"{quoted(text)} has more than {MOST_DECIMALS} decimals. Round it.",
        )
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS:
        raise Refused(
            "too_many_digits",
            f"{quoted(text)} has more than {MOST_WHOLE_DIGITS} digits before the point. "
            "No count here is as large: check it.",
        )
    return Decimal(text) + 0  # -0 becomes 0


def plain_number(text: str) -> Decimal | None:
    """Return the number that a text is, or None where it is none that is read."""
    try:
        return number(text.strip())
    except Refused:
        return None


Mend = Callable[[re.Match[str]], str]


def decimals_of(number: Decimal | None) -> int | None:
    """Return how many places a number was written with, which the database does not keep."""
    exponent = None if number is None else number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else None


def _without(characters: str) -> Mend:
    """Return the mending that writes the same without some characters."""
    return lambda match: f"Write {re.sub(f'[{characters}]', '', match[0])}"


def _with_digits(match: re.Match[str]) -> str:
    return f"Write {match[0].translate(str.maketrans('OolI', '0011')).replace(',', '')}, in figures"


USE_STATUS = "Leave the cell blank and say why in a column “status”: missing, suppressed or \
not_applicable"

MISTAKES: list[tuple[str, str, str, Mend]] = [
    # code, what a text of this mistake looks like, what it has, how to mend it
    (
        "thousands_separator",
        r"-?[0-9]{1,3}(?:[, ' ][0-9]{3})+(?:\.[0-9]+)?",
        "has a thousands separator",
        _without(", ' "),
    ),
    (
        "decimal_comma",
        r"-?[0-9]+,[0-9]+",
        "has a decimal comma",
        lambda match: f"Write {match[0].replace(',', '.')}",
    ),
    ("percent_sign", r"-?[0-9.]+ ?%", "has a percent sign", _without("% ")),
    ("currency_sign", r"[£$€] ?-?[0-9.]+", "has a currency sign", _without("£$€ ")),
    (
        "letter_in_number",
        r"-?(?=.*[0-9])(?=.*[OolI])[0-9OolI.,]+",
        "has a letter in it",
        _with_digits,
    ),
    (
        "exponent",
        r"-?[0-9.]+[eE][+\-]?[0-9]+",
        "is shortened",
        lambda _: "Write all its digits; in a spreadsheet, format the column as a number",
    ),
    (
        "brackets",
        r"\([0-9.]+\)",
        "is in brackets",
        lambda match: f"If it is below zero write -{match[0][1:-1]}",
    ),
    (
        "spreadsheet_error",
        r"#.+[!?/].*|#{2,}",
        "is a spreadsheet's error",
        lambda _: "Mend the formula behind it",
    ),
    (
        "formula",
        r"=.*",
        "is a formula that has not been worked out",
        lambda _: "Write the number it comes to, or save the file in a spreadsheet first",
    ),
    ("small_number_hidden", r"[<>≤≥]=? ?[0-9]+|\*+", "hides a number", lambda _: USE_STATUS),
    (
        "words_for_no_number",
        r"(?i)n\.?/?a\.?|n/k|nil|none|null|nan|missing|tbc|unknown|not .*|-+|[–—]+|\.{2,}|:",
        "is not a number",
        lambda _: USE_STATUS,
    ),
    (
        "marker_out_of_place",
        r"(?i)\[[a-z]+\]",
        "is a marker that is not read here",
        lambda _: "[x], [c] and [z] are read in the numerator or the value only",
    ),
]
COMPILED = [(code, re.compile(p, re.DOTALL), fault, mend) for code, p, fault, mend in MISTAKES]


def _not_a_number(text: str) -> Refused:
    """Name the mistake, if it is one of the usual ones."""
    for code, pattern, fault, mend in COMPILED:
        if len(text) <= 100 and (match := pattern.fullmatch(text)):
            return Refused(code, f"“{text}” {fault}. {mend(match)}.")
    return Refused(
        "not_a_number", f"{quoted(text)} is not a number. Write digits only, as in 1204 or 12.5."
    )
