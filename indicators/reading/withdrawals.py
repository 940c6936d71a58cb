"""What holds once a return is withdrawn: what the returns that stand said of its cells."""

from dataclasses import dataclass

from django.db import connection

from indicators.models import DataReturn
from indicators.queries import CELL, REPORTED

CELLS = ", ".join(CELL)
SAYING = ", ".join((*CELL, *REPORTED, "row", "data_return_id"))

CURRENT = """
SELECT * FROM indicators_observation
 WHERE data_return_id = %(return_id)s AND superseded_at IS NULL
"""
"""The observations that a withdrawal takes the ground from."""

STANDING = f"""
WITH cells AS ({{cells}}),
said AS (
    SELECT {SAYING} FROM indicators_observation JOIN (SELECT {CELLS} FROM cells) c USING ({CELLS})
     UNION ALL
    SELECT {SAYING} FROM indicators_stagedrow JOIN (SELECT {CELLS} FROM cells) c USING ({CELLS})
     WHERE outcome = 'unchanged'
),
standing AS (
    SELECT DISTINCT ON ({CELLS}) said.*
      FROM said JOIN indicators_datareturn r ON r.id = said.data_return_id
     WHERE r.status = 'published' AND r.id <> %(return_id)s
     ORDER BY {CELLS}, r.published_at DESC NULLS LAST, r.id DESC
)
"""
"""For each of `cells` what the last published return said that is not withdrawn, if any did.

Rows of a published return that are still staged repeated what was known, and count as much.
"""

FORETELL = f"""
{STANDING.format(cells=CURRENT)}
SELECT count(standing.row), count(*) - count(standing.row)
  FROM cells LEFT JOIN standing USING ({CELLS})
"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How many cells fall back on what another return said, and how many become missing."""

    falls_back: int
    becomes_missing: int


def what_withdrawing_does(data_return: DataReturn) -> Withdrawal:
    """Return what withdrawing a return would do to what is known now."""
    with connection.cursor() as cursor:
        cursor.execute(FORETELL, {"return_id": data_return.pk})
        return Withdrawal(*cursor.fetchone())
