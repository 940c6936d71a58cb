"""In which order an agreement is signed, and what each capacity declares. Pure."""

from collections.abc import Collection
from datetime import timedelta

FRESH_FOR = timedelta(minutes=10)
"""How long somebody who gave their second factor may sign by it."""

ORDER = ("council_leader", "lsp_chair", "go_director", "secretary_of_state")
"""Capacities, by the values of `SigningCapacity`."""

DECLARATIONS = {
    "council_leader": (
        "On behalf of the council, and under its decision recorded here, I sign this Local Area "
        "Agreement as it stands in the text above."
    ),
    "lsp_chair": (
        "On behalf of the Local Strategic Partnership, whose partners have been asked and have "
        "answered as the text above says, I sign this Local Area Agreement."
    ),
    "go_director": (
        "On behalf of the Government Office, I sign this Local Area Agreement as it stands in the "
        "text above."
    ),
    "secretary_of_state": (
        "I put on record that the Secretary of State has approved this Local Area Agreement as it "
        "stands in the text above, by the letter named here."
    ),
}


def next_capacity(signed: Collection[str]) -> str | None:
    """Return who signs next; None when all have."""
    return next((one for one in ORDER if one not in signed), None)


def following(capacity: str | None) -> str | None:
    """Return who signs after a capacity, after none the first; None after the last."""
    return next_capacity(ORDER[: ORDER.index(capacity) + 1] if capacity else ())
