"""An agreement on the table in each county of the world: three offers, and what is prepared."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from targets.models import Agreement, DraftLine, Offer, OfferLine
from targets.models import Target as Line
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .audiences import DISTRICT_OF, Target
from .world import World

AT = datetime(2008, 5, 6, 10, 0, tzinfo=UTC)
P, G = Side.PARTNERSHIP, Side.GOVERNMENT
K = LineKind

BOTH = "both sides of its table"
READERS = "readers of the target"
OWN = "those of its side who work for its area"

SAID: dict[TargetStatus, tuple[LineKind | None, ...]] = {
    # where a target stands after what the partnership, the office and the partnership again said
    TargetStatus.OPEN: (K.OFFER, K.COUNTER, K.COUNTER),
    TargetStatus.AGREED: (K.OFFER, K.ACCEPT, None),
    TargetStatus.PLACEHOLDER: (K.OFFER, K.ACCEPT, None),
    TargetStatus.WITHDRAWN: (K.OFFER, K.HOLD, K.WITHDRAW),
}
PREPARED = {G: (TargetStatus.OPEN, K.ACCEPT), P: (TargetStatus.AGREED, K.REOPEN)}
"""By each side: the office may send its answer, the partnership has to wait."""


def make_negotiation(world: World) -> None:
    """Make offers over targets in each state; the last one lies with the office, unopened."""
    world.targets["negotiated"] = []
    world.targets["offer"] = []
    for county in DISTRICT_OF:
        agreement = Agreement.objects.get(area=world.areas[county])
        lines = {status: _make_target(world, agreement, county, status) for status in SAID}
        offers = [_make_offer(world, agreement, county, number) for number in (1, 2, 3)]
        for status, said in SAID.items():
            for offer, kind in zip(offers, said, strict=True):
                if kind:
                    _make_line(world, offer, lines[status], county, kind, status)
        for side, (status, kind) in PREPARED.items():
            _prepare(world, lines[status], county, side, kind)
        agreement.advance(turn=G.value, turn_since_on=AT.date())
    world.targets["negotiated"].append(Target("no target", {"target_id": 987654}, exists=False))
    world.targets["line to accept"] = [
        replace(it, kwargs={**it.kwargs, "kind": K.ACCEPT.value})
        for it in world.targets["negotiated"]
    ]
    world.targets["offer"].append(
        Target("no offer", {"code": "X10000901", "number": 987}, exists=False)
    )


def _make_target(world: World, agreement: Agreement, county: str, status: TargetStatus) -> Line:
    by = world.users["administrator"]
    of = Target(f"{status} target of {county}", area=county, status=status)
    made = Line.objects.create(
        agreement=agreement,
        title=world.aviary.text("a target", READERS, of),
        status=status,
        longlisted_by=by,
        longlisted_at=AT,
        shortlisted_by=by,
        shortlisted_at=AT,
    )
    it = Target(of.name, {"target_id": made.pk}, area=county, status=status)
    world.targets["negotiated"].append(it)
    return made


def _make_offer(world: World, agreement: Agreement, county: str, number: int) -> Offer:
    by, side = world.users["administrator"], P if number % 2 else G
    status = "unopened" if number == 3 else "opened"
    of = Target(f"offer {number} of {county}", area=county, status=status)
    opened = {"opened_by": by, "opened_at": AT} if status == "opened" else {}
    made = Offer.objects.create(
        agreement=agreement,
        number=number,
        side=side,
        answers=Offer.objects.filter(agreement=agreement, number=number - 1).first(),
        rationale=world.aviary.text("why a package is offered", BOTH, of),
        made_by=by,
        made_at=AT,
        **opened,
    )
    kwargs = {"code": agreement.area.gss_code, "number": number}
    world.targets["offer"].append(Target(of.name, kwargs, area=county, side=side, status=status))
    return made


def _make_line(
    world: World, offer: Offer, line: Line, county: str, kind: LineKind, status: TargetStatus
) -> None:
    of = Target(f"{kind} in offer {offer.number} of {county}", area=county, status=status)
    is_placeholder = status == TargetStatus.PLACEHOLDER
    OfferLine.objects.create(
        offer=offer,
        target=line,
        kind=kind,
        rationale=world.aviary.text("why a line is offered", BOTH, of),
        **(_terms(world, of, is_placeholder=is_placeholder) if kind.has_terms else {}),
    )


def _terms(world: World, of: Target, *, is_placeholder: bool) -> dict[str, object]:
    if is_placeholder:
        trigger = world.aviary.text("what a target waits for", READERS, of)
        return {"placeholder_reason": "no_baseline", "placeholder_trigger": trigger}
    return {
        "type": "local",
        "unit": "places",
        "baseline": Decimal(9_000_000),  # near what is offered: no rule takes it for a slip
        "baseline_period": "2007/08",
        "baseline_source": world.aviary.text("where a baseline is from", READERS, of),
        "in_2010_11": Decimal(world.aviary.number("a value offered", READERS, of)),
        "is_slowing": True,
    }


def _prepare(world: World, line: Line, county: str, side: Side, kind: LineKind) -> None:
    of = Target(f"draft of the {side} of {county}", area=county, side=side)
    terms = {"type": "local", "placeholder_reason": "no_baseline"}
    DraftLine.objects.create(
        target=line,
        side=side,
        kind=kind,
        rationale=world.aviary.text("what a side prepares to say", OWN, of),
        drafted_by=world.users["administrator"],
        drafted_at=AT,
        **(
            terms | {"placeholder_trigger": world.aviary.text("a trigger prepared", OWN, of)}
            if kind.has_terms
            else {}
        ),
    )
