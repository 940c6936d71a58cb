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

## A strategic assessment

What a correction begins is an edition of its own; adopting it supersedes the one before.

```mermaid
stateDiagram-v2
    [*] --> draft: start_assessment
    [*] --> draft: correct_assessment
{assessments}
```

## A district's priority before its county

Only where there are two tiers. What was declined may be put again, as another.

```mermaid
stateDiagram-v2
{escalations}
```

## A candidate for a target

`split` takes a candidate off the long list with its last priority.

```mermaid
stateDiagram-v2
{targets}
```
"""


def diagrams() -> str:
    """Return docs/states.md as it should be."""
    returns = [
        _move(verb, source, target)
        for verb, (sources, targets) in indicators.MOVES.items()
        for source in sources
        for target in targets
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
        assessments="\n".join(_assessments()),
        escalations="\n".join(_escalations()),
        targets="\n".join(_targets()),
    )


def _assessments() -> list[str]:
    return [
        _move(verb, source, target)
        for verb, (source, moves_to) in targets.MOVES.items()
        for target in moves_to
    ]


def _escalations() -> list[str]:
    return [
        *(_move(verb, "[*]", targets.EscalationStatus.PUT) for verb in targets.ESCALATION_STARTS),
        *(
            _move(verb, source, target)
            for verb, (source, target) in targets.ESCALATION_MOVES.items()
        ),
    ]


def _targets() -> list[str]:
    return [
        *(_move(verb, "[*]", targets.TargetStatus.LONGLISTED) for verb in targets.TARGET_STARTS),
        *(
            _move(verb, source, target)
            for verb, (sources, target) in targets.TARGET_MOVES.items()
            for source in sources
        ),
    ]


def _move(verb: str, source: str, target: str) -> str:
    return f"    {source} --> {target}: {verb}"


class Command(BaseCommand):
    help = "Draw the states of records into docs/states.md."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "states.md")

    def handle(self, *, to, **options):
        to.write_text(diagrams())
