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

WORDS = f"""
WITH cells AS ({{cells}}),
said AS (
    SELECT {SAYING}, false AS is_aside, NULL::timestamptz AS taken_over_at
      FROM indicators_observation JOIN (SELECT {CELLS} FROM cells) c USING ({CELLS})
     UNION ALL
    SELECT {SAYING}, held_id IS NULL, NULL
      FROM indicators_stagedrow JOIN (SELECT {CELLS} FROM cells) c USING ({CELLS})
     WHERE outcome = 'unchanged'
     UNION ALL
    SELECT {SAYING}, outcome <> 'taken_over',
           CASE WHEN outcome = 'taken_over' THEN settled_at END
      FROM indicators_conflict JOIN (SELECT {CELLS} FROM cells) c USING ({CELLS})
),
words AS (
    SELECT DISTINCT ON ({CELLS}, r.organisation_id)
           said.*, r.organisation_id, coalesce(taken_over_at, r.published_at) AS said_at,
           min(r.published_at) OVER (PARTITION BY {CELLS}, r.organisation_id) AS first_said_at
      FROM said JOIN indicators_datareturn r ON r.id = said.data_return_id
     WHERE r.status = 'published' AND r.id <> %(return_id)s
     ORDER BY {CELLS}, r.organisation_id,
              coalesce(taken_over_at, r.published_at) DESC NULLS LAST, r.id DESC, is_aside
)
"""
"""What each sender said last of each of `cells`, by returns that are published and stay so.

Rows of a published return that are still staged repeated what was known, and count as much; those
without anything held repeated what had been set aside. A figure that was taken over was said when
it was.
"""

STANDING = f"""{WORDS},
standing AS (
    SELECT DISTINCT ON ({CELLS}) * FROM words
     ORDER BY {CELLS}, is_aside, CASE WHEN is_aside THEN first_said_at END,
              said_at DESC NULLS LAST, data_return_id DESC
)
"""
"""For each of `cells` what holds of it now, if a return that is not withdrawn says anything.

What counts and was said last; where there is none, what was set aside, of whoever spoke first.
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
