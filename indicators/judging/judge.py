"""All that is found in what a return says of one measure."""

from collections.abc import Iterable

import pandas as pd

from indicators.catalogue.rules import Rule

from .findings import none
from .history import outliers
from .peers import implausible
from .revisions import large_changes, not_reproduced
from .rules import Context, broken


def judge(
    cells: pd.DataFrame,
    *,
    kind: str,
    per: int,
    peaks: pd.DataFrame,
    rules: Iterable[Rule],
    context: Context,
) -> pd.DataFrame:
    """Return the findings on the sent rows of one measure, with the columns of `FINDINGS`.

    `cells` are those of `evidence`: what the return says together with what is known already.
    `peaks` are what rates of other areas are told of. The order is that of the rules and, under
    each, of the rows.
    """
    sent = cells[cells["row"].notna()]
    if sent.empty:
        return none()
    found = [
        large_changes(sent),
        outliers(cells),
        implausible(sent, kind, peaks),
        not_reproduced(sent, kind, per),
        *(broken(rule, cells, context) for rule in rules),
    ]
    kept = [each.sort_values("row") for each in found if not each.empty]
    if not kept:
        return none()
    # one row may be the first part of several wholes: it breaks a rule once all the same
    told = pd.concat(kept, ignore_index=True).drop_duplicates(["rule", "row"], ignore_index=True)
    return told.astype({"n": "Int64"})
