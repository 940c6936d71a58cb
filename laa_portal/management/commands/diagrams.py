from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from indicators import states as indicators
from partnerships import states as partnerships
from reviews import states as reviews
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

## A target on the table

A line of an offer moves its target: to accept terms is to agree, or to hold the target open where
the terms are a placeholder's. `withdraw_offer` undoes what the lines of an unopened offer did. When
what a placeholder waited for has come, the portal itself reopens it.

```mermaid
stateDiagram-v2
{offers}
```

## An organisation that is named for a target

`mark_lead` leaves what it says as it is. Only what was never answered is removed.

```mermaid
stateDiagram-v2
{commitments}
    asked --> [*]: remove_partner
```

## A record of consulting

Only a draft that was never published is removed.

```mermaid
stateDiagram-v2
    [*] --> draft: add_engagement
    draft --> [*]: remove_engagement
{engagements}
```

## A version of an agreement

`sign_agreement` moves it with the last of four signatures; the version in force is then superseded.

```mermaid
stateDiagram-v2
{versions}
```

## A revision of what was signed

Each organisation that is named consents or refuses while it is proposed.

```mermaid
stateDiagram-v2
{revisions}
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

## A concern

By newer figures or by a person. `assign`, `lower`, `escalate` and what newer figures make more
serious leave it where it is; but what was set aside comes back when it gets more serious.

```mermaid
stateDiagram-v2
{concerns}
```

## A step that follows a concern

Two steps above what the case would be wait for a second person. The next decision supersedes.

```mermaid
stateDiagram-v2
{responses}
```

## An improvement plan

One side proposes it and the other agrees. Actions are added while it is proposed; once it is agreed
what is done is shown beside each.

```mermaid
stateDiagram-v2
{improvements}
```

## The review of a year

`reschedule_review` changes its days until the letter is sent; `judge_finding` and
`refresh_findings` change what is found while it is held.

```mermaid
stateDiagram-v2
{reviews}
```

## How often a target is reviewed

Either side proposes it, and the other answers.

```mermaid
stateDiagram-v2
{frequencies}
```
"""


def diagrams() -> str:
    """Return docs/states.md as it should be."""
    return PAGE.format(
        returns=_lines(
            _move(verb, source, target)
            for verb, (sources, ends) in indicators.MOVES.items()
            for source in sources
            for target in ends
        ),
        queries=_from_any_of(indicators.QUERY_MOVES),
        roles=_lines(
            [
                *_starts(partnerships.STARTS, partnerships.RoleStatus.GRANTED),
                _from_any_of(partnerships.MOVES),
            ]
        ),
        assessments=_lines(
            _move(verb, source, target)
            for verb, (source, ends) in targets.MOVES.items()
            for target in ends
        ),
        engagements=_from_any_of(targets.ENGAGEMENT_MOVES),
        escalations=_lines(
            [
                *_starts(targets.ESCALATION_STARTS, targets.EscalationStatus.PUT),
                _from_one(targets.ESCALATION_MOVES),
            ]
        ),
        targets=_lines(
            [
                *_starts(targets.TARGET_STARTS, targets.TargetStatus.LONGLISTED),
                _from_any_of(targets.TARGET_MOVES),
            ]
        ),
        offers=_from_any_of(targets.OFFER_MOVES),
        commitments=_lines(
            [
                *_starts(targets.COMMITMENT_STARTS, targets.CommitmentStatus.ASKED),
                _from_any_of(targets.COMMITMENT_MOVES),
            ]
        ),
        versions=_lines(
            [
                _move("submit_agreement", "[*]", targets.VersionStatus.SUBMITTED),
                _move("accept_revision", "[*]", targets.VersionStatus.APPROVED),
                _from_one(targets.VERSION_MOVES),
            ]
        ),
        revisions=_lines(
            [
                *_starts(targets.REVISION_STARTS, targets.RevisionStatus.DRAFT),
                _from_one(targets.REVISION_MOVES),
            ]
        ),
        plans=_from_one(targets.PLAN_MOVES),
        safety_agreements=_from_one(targets.SAFETY_AGREEMENT_MOVES),
        concerns=_lines(
            [
                *_starts(reviews.CONCERN_STARTS, reviews.ConcernStatus.OPEN),
                _from_any_of(reviews.CONCERN_MOVES),
            ]
        ),
        responses=_lines(
            [
                *_starts(reviews.RESPONSE_STARTS, reviews.ResponseStatus.DECIDED),
                *_starts(reviews.RESPONSE_STARTS, reviews.ResponseStatus.WAITING),
                _from_any_of(reviews.RESPONSE_MOVES),
            ]
        ),
        improvements=_lines(
            [
                *_starts(reviews.IMPROVEMENT_STARTS, reviews.ImprovementStatus.PROPOSED),
                _from_any_of(reviews.IMPROVEMENT_MOVES),
            ]
        ),
        reviews=_lines(
            [
                *_starts(reviews.REVIEW_STARTS, reviews.ReviewStatus.SCHEDULED),
                _from_any_of(reviews.REVIEW_MOVES),
            ]
        ),
        frequencies=_lines(
            [
                *_starts(reviews.FREQUENCY_STARTS, reviews.FrequencyStatus.PROPOSED),
                _from_one(reviews.FREQUENCY_MOVES),
            ]
        ),
    )


def _lines(moves: Iterable[str]) -> str:
    return "\n".join(moves)


def _starts(verbs: Iterable[str], target: str) -> list[str]:
    return [_move(verb, "[*]", target) for verb in verbs]


def _from_one(moves: Mapping[str, tuple[str, str]]) -> str:
    return _lines(_move(verb, source, target) for verb, (source, target) in moves.items())


def _from_any_of(moves: Mapping[str, tuple[Iterable[str], str]]) -> str:
    return _lines(
        _move(verb, source, target)
        for verb, (sources, target) in moves.items()
        for source in sources
    )


def _move(verb: str, source: str, target: str) -> str:
    return f"    {source} --> {target}: {verb}"


class Command(BaseCommand):
    help = "Draw the states of records into docs/states.md."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "states.md")

    def handle(self, *, to, **options):
        to.write_text(diagrams())
