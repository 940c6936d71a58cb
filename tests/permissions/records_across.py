"""In each county of the world: a measured target both sides agreed, other plans, and hand-overs."""

from decimal import Decimal

from indicators.models import Measure
from targets.models import (
    Agreement,
    HandOver,
    Offer,
    OfferLine,
    PlanValue,
    Reconciliation,
)
from targets.models import Target as Line
from targets.sides import Side
from targets.states import LineKind, TargetStatus
from tests.factories.indicators import make_indicator, make_measure

from .audiences import DISTRICT_OF, Target
from .records_negotiation import AT, BOTH, OWN, READERS
from .records_partners import SEATS
from .records_partners import WRITERS as HOLDERS
from .world import World


def make_across(world: World) -> None:
    """Make what other plans say of a target in each county, and who has its negotiation in hand."""
    world.targets["measured"] = [Target("no target", {"target_id": 987654}, exists=False)]
    world.targets["plan value"] = [Target("none", {"plan_value_id": 987654}, exists=False)]
    world.targets["negotiated indicator"] = [
        Target("an indicator of targets", {"slug": "ni-909"}),
        Target("no indicator", {"slug": "ni-999"}, exists=False),
    ]
    measure = make_measure(make_indicator(909))
    for county in DISTRICT_OF:
        agreement = Agreement.objects.get(area=world.areas[county])
        line = _make_agreed(world, agreement, county, measure)
        _say_in_other_plans(world, line, county, measure)
        for side in Side:
            _hand_over(world, agreement, county, side)


def _make_agreed(world: World, agreement: Agreement, county: str, measure: Measure) -> Line:
    by, status = world.users["administrator"], TargetStatus.AGREED
    of = Target(f"measured target of {county}", area=county, status=status)
    made = Line.objects.create(
        agreement=agreement,
        title=world.aviary.text("a measured target", READERS, of),
        indicator=measure.indicator,
        status=status,
        longlisted_by=by,
        longlisted_at=AT,
        shortlisted_by=by,
        shortlisted_at=AT,
    )
    terms = {
        "measure": measure,
        "unit": measure.unit,
        "baseline": Decimal(9_000_000),
        "in_2010_11": Decimal(world.aviary.number("a value agreed", READERS, of)),
    }
    first, second, _ = Offer.objects.filter(agreement=agreement).order_by("number")
    OfferLine.objects.create(offer=first, target=made, kind=LineKind.OFFER, **terms)
    OfferLine.objects.create(offer=second, target=made, kind=LineKind.ACCEPT)
    world.targets["measured"].append(
        Target(of.name, {"target_id": made.pk}, area=county, status=status)
    )
    return made


def _say_in_other_plans(world: World, line: Line, county: str, measure: Measure) -> None:
    """Put a number on record that was corrected since, and the one that corrects it."""
    corrected = _plan_value(world, line, county, measure, "corrected")
    current = _plan_value(world, line, county, measure, "current", corrects=corrected)
    of = Target(f"reconciled for {county}", area=county, status=line.status)
    Reconciliation.objects.create(
        plan_value=current,
        beside=1,
        reason="known",
        text=world.aviary.text("why two plans differ", BOTH, of),
        said_by=world.users["administrator"],
        said_at=AT,
    )


def _plan_value(
    world: World, line: Line, county: str, measure: Measure, status: str, **more: object
) -> PlanValue:
    of = Target(f"{status} number for {county}", area=county, status=status)
    made = PlanValue.objects.create(
        target=line,
        measure=measure,
        plan="policing_plan",
        year="2010/11",
        value=Decimal(world.aviary.number("a number in another plan", BOTH, of)),
        source=world.aviary.text("where another plan says so", BOTH, of),
        note=world.aviary.text("a note on another plan", BOTH, of),
        added_by=world.users["administrator"],
        added_at=AT,
        **more,
    )
    kwargs = {"plan_value_id": made.pk}
    world.targets["plan value"].append(Target(of.name, kwargs, area=county, status=status))
    return made


def _hand_over(world: World, agreement: Agreement, county: str, side: Side) -> None:
    of = Target(f"hand-over of the {side} of {county}", area=county, side=side)
    is_known = county in SEATS[side]
    HandOver.objects.create(
        agreement=agreement,
        side=side.value,
        number=1,
        holder=world.users[HOLDERS[side]] if is_known else None,
        note=world.aviary.text("a note for a colleague", OWN, of),
        handed_by=world.users[HOLDERS[side] if is_known else "administrator"],
        handed_at=AT,
    )
