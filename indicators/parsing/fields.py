"""The fields of a return, and every name that files give their columns."""

import re

COUNTS = ("numerator", "denominator")
FIGURES = (
    *COUNTS,
    "value",
    "sample_size",
    "design_effect",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
)
KEYS = ("indicator", "area_code", "period")
FIELDS = (*KEYS, "measure", *FIGURES, "status", "note")

FIGURE = "figure"
"""Which of the figures the cells of a row are, in a table with a column for each period."""

AREA_NAME = "area_name"
"""The area where there is no code; beside a column of codes it only helps whoever reads it."""

WHAT_IS_WRONG = "what is wrong"
PREVIOUS = "previous figure"
HELP = frozenset({AREA_NAME, "what_is_wrong", "previous_figure", "measure_title", "unit"})
"""Columns for a reader's sake, as our own files have them: they are left out in reading."""

SYNONYMS = {
    "ni": "indicator",
    "indicator_code": "indicator",
    "indicator_number": "indicator",
    "ni_code": "indicator",
    "ni_number": "indicator",
    "ni_no": "indicator",
    "ni_ref": "indicator",
    "national_indicator": "indicator",
    "measure_code": "measure",
    "submeasure": "measure",
    "area": "area_code",
    "lad_code": "area_code",
    "la": "area_code",
    "local_authority_code": "area_code",
    "authority_code": "area_code",
    "cdrp_code": "area_code",
    "csp_code": "area_code",
    "force_code": "area_code",
    "areaname": AREA_NAME,
    "la_name": AREA_NAME,
    "local_authority": AREA_NAME,
    "local_authority_name": AREA_NAME,
    "authority": AREA_NAME,
    "authority_name": AREA_NAME,
    "district": AREA_NAME,
    "cdrp": AREA_NAME,
    "csp": AREA_NAME,
    "force": AREA_NAME,
    "force_name": AREA_NAME,
    "police_force": AREA_NAME,
    "police_force_area": AREA_NAME,
    "gss": "area_code",
    "gss_code": "area_code",
    "ons": "area_code",
    "ons_code": "area_code",
    "la_code": "area_code",
    "year": "period",
    "financial_year": "period",
    "fin_year": "period",
    "reporting_period": "period",
    "time_period": "period",
    "month": "period",
    "quarter": "period",
    "count": "numerator",
    "num": "numerator",
    "number": "numerator",
    "offences": "numerator",
    "number_of_offences": "numerator",
    "recorded_offences": "numerator",
    "crimes": "numerator",
    "number_of_crimes": "numerator",
    "recorded_crimes": "numerator",
    "incidents": "numerator",
    "casualties": "numerator",
    "population": "denominator",
    "den": "denominator",
    "denom": "denominator",
    "base": "denominator",
    "households": "denominator",
    "percentage": "value",
    "per_cent": "value",
    "score": "value",
    "sample": "sample_size",
    "respondents": "sample_size",
    "unweighted_base": "sample_size",
    "predicted": "expected",
    "expected_count": "expected",
    "deff": "design_effect",
    "data_status": "status",
    "numerator_or_denominator": FIGURE,
    "notes": "note",
    "comment": "note",
    "comments": "note",
}
NAMES = {**SYNONYMS, **{field: field for field in (*FIELDS, FIGURE, *HELP)}}


def field_of(name: str) -> str:
    """Return the field that a column's name stands for, "" if it is none of ours."""
    return NAMES.get(re.sub(r"[\s_\-]+", "_", name.strip().casefold()), "")
