"""What judging finds: one row for each row of a return that breaks a rule."""

import pandas as pd

LARGE_CHANGE, OUTLIER = "large_change", "outlier"
IMPLAUSIBLE, NOT_REPRODUCED = "implausible", "not_reproduced"

BUILT_IN: dict[str, str] = {
    LARGE_CHANGE: "Large changes to what was sent before",
    OUTLIER: "Far from the area's own history",
    IMPLAUSIBLE: "Higher than any area has been",
    NOT_REPRODUCED: "Values that their counts do not come to",
}
"""The rules that are arithmetic of our own, and what each finds; all may be explained."""

FINDINGS = ("row", "rule", "is_hard", "said", "against", "score", "n")
"""Columns of findings: what the row says, against what it was held; of an outlier also its robust
z and over how many periods, and of one that is implausible over how many areas."""


def found(
    rows: pd.DataFrame, rule: str, *, said: str = "stated", against: str, is_hard: bool = False
) -> pd.DataFrame:
    """Return findings on `rows`; `said` and `against` name the columns with the numbers."""
    return pd.DataFrame(
        {
            "row": rows["row"].astype(int),
            "rule": rule,
            "is_hard": is_hard,
            "said": rows[said],
            "against": rows[against],
            "score": rows["score"] if "score" in rows else float("nan"),
            "n": rows["n"] if "n" in rows else float("nan"),
        },
        columns=FINDINGS,
    )


def none() -> pd.DataFrame:
    return pd.DataFrame(columns=FINDINGS)
