from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from indicators import states as indicators
from partnerships import states as partnerships
from targets import states as targets

PAGE = """# The lives of records

Drawn from the tables of moves by `make diagrams`; a test fails when this page is out of date. The
verb is the same word everywhere: the move, the action, the policy, the page and the audit event.

## A data return

```mermaid
stateDiagram-v2
    [*] --> received: send
{returns}
```

## A query about a figure

```mermaid
stateDiagram-v2
    [*] --> raised: raise_query
{queries}
```

## A role

`hand_over` leaves the old role as it is; approving the new one ends it.

```mermaid
stateDiagram-v2
{roles}
```

## A partnership plan

`refresh_plan` leaves the plan in force as it is; adopting the new edition supersedes it.

```mermaid
stateDiagram-v2
    [*] --> draft: start_plan
    [*] --> draft: refresh_plan
    draft --> [*]: discard_plan
{plans}
```

## A county's community safety agreement

```mermaid
stateDiagram-v2
    [*] --> draft: start_safety_agreement
{safety_agreements}
```
"""


def diagrams() -> str:
    """Return docs/states.md as it should be."""
    returns = [
        _move(verb, source, target)
        for verb, (sources, ends) in indicators.MOVES.items()
        for source in sources
        for target in ends
    ]
    starts = [_move(verb, "[*]", partnerships.RoleStatus.GRANTED) for verb in partnerships.STARTS]
    roles = [
        _move(verb, source, target)
        for verb, (sources, target) in partnerships.MOVES.items()
        for source in sources
    ]
    queries = [
        _move(verb, source, target)
        for verb, (sources, target) in indicators.QUERY_MOVES.items()
        for source in sources
    ]
    return PAGE.format(
        returns="\n".join(returns),
        queries="\n".join(queries),
        roles="\n".join(starts + roles),
        plans="\n".join(_editions(targets.PLAN_MOVES)),
        safety_agreements="\n".join(_editions(targets.SAFETY_AGREEMENT_MOVES)),
    )


def _editions(moves: Mapping[str, tuple[str, str]]) -> list[str]:
    return [_move(verb, source, target) for verb, (source, target) in moves.items()]


def _move(verb: str, source: str, target: str) -> str:
    return f"    {source} --> {target}: {verb}"


class Command(BaseCommand):
    help = "Draw the states of records into docs/states.md."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "states.md")

    def handle(self, *, to, **options):
        to.write_text(diagrams())
