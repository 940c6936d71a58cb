from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from indicators.states import MOVES

PAGE = """# The lives of records

Drawn from the tables of moves by `make diagrams`; a test fails when this page is out of date. The
verb is the same word everywhere: the move, the action, the policy, the page and the audit event.

## A data return

```mermaid
stateDiagram-v2
    [*] --> received: send
{moves}
```
"""


def diagrams() -> str:
    """Return docs/states.md as it should be."""
    moves = [
        f"    {source} --> {target}: {verb}"
        for verb, (source, targets) in MOVES.items()
        for target in targets
    ]
    return PAGE.format(moves="\n".join(moves))


class Command(BaseCommand):
    help = "Draw the states of records into docs/states.md."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "states.md")

    def handle(self, *, to, **options):
        to.write_text(diagrams())
