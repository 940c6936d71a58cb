"""Many agreements with the same indicators in each, as rows: acts would take minutes."""

from decimal import Decimal

from partnerships.models import AreaKind, Population
from targets.models import STARTS_ON, Agreement, Offer, OfferLine, Target
from targets.states import LineKind, TargetStatus
from tests.conftest import person
from tests.factories.partnerships import make_area, make_part, make_partnership
from tests.factories.targets import AT

K, S = LineKind, TargetStatus
SAID = {
    # where a target stands after what the partnership said, and the office
    S.OPEN: (K.OFFER, K.COUNTER),
    S.AGREED: (K.OFFER, K.ACCEPT),
    S.PLACEHOLDER: (K.OFFER, K.ACCEPT),
}


def make_region(number=1):
    kind = AreaKind.REGION
    return make_area(f"X120001{number:02}", kind=kind, name=f"Region {number}")


def make_table(number, measures, statuses, *, region=None, residents=100_000):
    """Make an area whose targets stand so; `statuses` are by the measures, None for no target.

    Agreed values are 10.00 in the last year from 12.50, in every area.
    """
    area = make_area(f"X10001{number:03}", kind=AreaKind.COUNTY, name=f"County {number:02}")
    if region:
        make_part(region, area)
    if residents:
        Population.objects.create(area=area, year=2008, count=residents)
    lsp = make_partnership(f"x-across-{number}", areas=[area])
    by = person(f"across-{number}", "lsp_coordinator", partnership=lsp)
    agreement = Agreement.objects.create(
        area=area, partnership=lsp, starts_on=STARTS_ON, begun_by=by, begun_at=AT
    )
    first, second = _offers(agreement, by)
    for measure, status in zip(measures, statuses, strict=True):
        if status:
            _place(agreement, measure, status, (first, second), by)
    return agreement


def _offers(agreement, by):
    offers = []
    for number, side in ((1, "partnership"), (2, "government")):
        offer = Offer(agreement=agreement, number=number, side=side, made_by=by, made_at=AT)
        offer.answers = offers[0] if offers else None
        offer.opened_by, offer.opened_at = by, AT
        offer.save(force_insert=True)
        offers.append(offer)
    return offers


def _place(agreement, measure, status, offers, by):
    target = Target.objects.create(
        agreement=agreement,
        title=f"Less of {measure}",
        indicator=measure.indicator,
        status=status,
        longlisted_by=by,
        longlisted_at=AT,
        shortlisted_by=by,
        shortlisted_at=AT,
    )
    for offer, kind in zip(offers, SAID[status], strict=True):
        terms = _terms(measure, status) if kind.has_terms else {}
        OfferLine.objects.create(offer=offer, target=target, kind=kind, **terms)


def _terms(measure, status):
    if status == S.PLACEHOLDER:
        waits = {"placeholder_reason": "no_baseline", "placeholder_trigger": "The first survey"}
        return {"measure": measure, **waits}
    values = {"baseline": Decimal("12.50"), "in_2010_11": Decimal("10.00")}
    return {"measure": measure, "unit": measure.unit, **values}
