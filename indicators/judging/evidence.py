"""What a return says of a measure together with what is known of it, as one frame."""

import numpy as np
import pandas as pd

from indicators.methods import DEFAULT_DESIGN_EFFECT

Numbers = pd.Series

COLUMNS: dict[str, tuple[str, ...]] = {
    # kind of measure: the columns of a row that its figure is worked out from
    "count_rate": ("numerator", "denominator"),
    "clustered_rate": ("numerator", "denominator"),
    "proportion": ("numerator", "denominator"),
    "survey_proportion": ("numerator", "denominator", "sample_size", "design_effect"),
    "observed_over_expected": ("numerator", "expected"),
    "people_over_expected": ("numerator", "denominator", "expected"),
    "rolling_change": ("numerator",),
    "score": (),
    "standardised_rate": (),
    "difference": (
        "numerator",
        "denominator",
        "group_2_numerator",
        "group_2_denominator",
    ),
    "survey_difference": (
        "numerator",
        "denominator",
        "design_effect",
        "group_2_numerator",
        "group_2_denominator",
    ),
}

OVER_EXPECTED = frozenset({"observed_over_expected", "people_over_expected"})
DIFFERENCES = frozenset({"difference", "survey_difference"})
AS_REPORTED = frozenset({"score", "standardised_rate"})

LOGARITHM, LOGIT, PLAIN = "logarithm", "logit", "plain"

SCALES = {
    "count_rate": LOGARITHM,
    "clustered_rate": LOGARITHM,
    "observed_over_expected": LOGARITHM,
    "people_over_expected": LOGARITHM,
    "rolling_change": LOGARITHM,
    "proportion": LOGIT,
    "survey_proportion": LOGIT,
    "score": PLAIN,
    "standardised_rate": PLAIN,
    "difference": PLAIN,
    "survey_difference": PLAIN,
}
"""On which figures of a kind vary alike whether they are small or large."""


def evidence(rows: pd.DataFrame, kind: str, per: int) -> pd.DataFrame:
    """Return `rows` with what each comes to, and with what the row it would supersede came to.

    `rows`: one row a cell of one measure: `row` (of the sheet; NaN: known already), area_id,
    period_kind, period_start (timestamp), segment (of comparable definitions), value,
    value_decimals and the columns of `COLUMNS[kind]`, each of them also as `held_…`: what the cell
    held until now. Added are `stated` and `held_stated` (in the unit of the measure; of a change
    over years, the count), `scaled` (on the scale of `SCALES`) and `error`, the standard error of
    `scaled` by chance alone, 0 where none is known.
    """
    held = rows.filter(like="held_").rename(columns=lambda name: name.removeprefix("held_"))
    scaled, error = _scaled(rows, kind)
    return rows.assign(
        stated=stated(rows, kind, per),
        held_stated=stated(held, kind, per),
        scaled=scaled,
        error=error,
    )


def stated(rows: pd.DataFrame, kind: str, per: int) -> Numbers:
    """Return what rows come to: from their counts, or as they say where they have none."""
    if kind in AS_REPORTED:
        return rows["value"]
    if kind == "rolling_change":
        return rows["numerator"]
    return computed(rows, kind, per).fillna(rows["value"])


def computed(rows: pd.DataFrame, kind: str, per: int) -> Numbers:
    """Return what the counts of rows come to, NaN where there are none."""
    if kind in AS_REPORTED or kind == "rolling_change":
        return pd.Series(np.nan, index=rows.index)
    if kind in DIFFERENCES:
        first, second = _shares(rows)
        return (first - second) * per
    base = "expected" if kind in OVER_EXPECTED else "denominator"
    return _over(rows["numerator"], rows[base]) * per


def _over(count: Numbers, base: Numbers) -> Numbers:
    return count / base.where(base > 0)


def _shares(rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the shares of the two groups."""
    first = _over(rows["numerator"], rows["denominator"])
    return first, _over(rows["group_2_numerator"], rows["group_2_denominator"])


def _scaled(rows: pd.DataFrame, kind: str) -> tuple[Numbers, Numbers]:
    """Return figures on the scale of their kind, and their standard errors there."""
    match SCALES[kind]:
        case "logarithm":
            return _logarithms(rows, kind)
        case "logit":
            return _logits(rows)
    if kind in DIFFERENCES:
        return _differences(rows)
    return rows["value"], pd.Series(0.0, index=rows.index)


def _logarithms(rows: pd.DataFrame, kind: str) -> tuple[Numbers, Numbers]:
    """Return the logarithms of rates; half an event is added, so that none has one too."""
    count = rows["numerator"] + 0.5
    if kind == "rolling_change":
        return _log(count), count**-0.5
    base = rows["expected" if kind in OVER_EXPECTED else "denominator"]
    return _log(_over(count, base)), count**-0.5


def _log(numbers: Numbers) -> Numbers:
    return pd.Series(np.log(numbers), index=numbers.index)


def _logits(rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the log odds of shares; half a case is added to either side."""
    size, count = rows["denominator"], rows["numerator"]
    if "sample_size" in rows:
        design = rows["design_effect"].fillna(DEFAULT_DESIGN_EFFECT)
        share = _over(count, size).fillna(rows["value"] / 100)
        size = size.fillna(rows["sample_size"]) / design
        count = share * size
    rest = (size - count).clip(lower=0) + 0.5
    count = count + 0.5
    return _log(count / rest), (1 / count + 1 / rest) ** 0.5


def _differences(rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
    first, second = _shares(rows)
    variance = first * (1 - first) / rows["denominator"]
    variance += second * (1 - second) / rows["group_2_denominator"]
    return first - second, variance.clip(lower=0) ** 0.5
