"""What this portal asks of a placeholder, so that it is put on the table again in time."""

from datetime import date

from .lines import Line, Rule


def _issue_is_named(line: Line, on: date) -> str:
    if not line.waits_for_an_issue or line.names_its_issue:
        return ""
    return (
        "It waits for an issue that was raised for all areas. Say which, so that the answer puts "
        "it on the table again."
    )


WAITING = (
    Rule(
        code="issue_is_named",
        says="A placeholder for an issue raised for all areas names the issue.",
        source="this portal: the answer to an issue reopens what names it",
        check=_issue_is_named,
        blocks=False,
    ),
)
