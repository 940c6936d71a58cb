"""A region of very many areas that are followed, with all that is said of them, as rows."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection

from partnerships.models import Area, AreaKind, AreaPart
from reviews.models import Assessment, Concern, Intervention, Judgement, Review, Signal
from reviews.phases import DUE_FIELDS
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area
from tests.factories.signed_many import sign_many

AT = datetime(2009, 2, 3, 9, tzinfo=UTC)


def fill(number, *, areas):
    """Make a region with so many areas, each with one of everything; returns it and who leads."""
    region = make_area(f"X1200{number:04}", kind=AreaKind.REGION)
    reviewer = person(f"reviewer-{number}", "go_reviewer", area=region)
    made = Area.objects.bulk_create(
        Area(gss_code=f"X06{number}{at:05}", kind=AreaKind.UNITARY, name=f"Place {number} {at}")
        for at in range(areas)
    )
    AreaPart.objects.bulk_create(AreaPart(whole=region, part=one) for one in made)
    measure = make_measure(make_indicator(930 + number))
    values = {measure: {one.pk: Decimal(12) for one in made}}
    targets = sign_many(made, values, by=reviewer)
    for area, target in zip(made, targets, strict=True):
        target.agreement.area = area  # read once more for none of them
    _assess(targets, measure)
    _be_concerned(targets, reviewer)
    _ask_and_judge(made, measure, reviewer)
    days = dict.fromkeys(DUE_FIELDS, date(2009, 3, 31))
    Review.objects.bulk_create(
        Review(agreement=one.agreement, year=2008, scheduled_by=reviewer, scheduled_at=AT, **days)
        for one in targets
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the service does by itself, soon after
    return region, reviewer


def _assess(targets, measure):
    Assessment.objects.bulk_create(
        Assessment(
            target=one,
            measure=measure,
            year=2008,
            asked=12,
            is_provisional=False,
            verdict="not_yet",
            level="concern",
            look=9,
            looks=12,
            period_start=date(2008, 12, 1),
            to_date=1440,
            expected=904,
            method_version="1",
            computed_at=AT,
        )
        for one in targets
    )


def _be_concerned(targets, reviewer):
    """Open a concern about each target, shared with its partnership, on one signal."""
    signals = Signal.objects.bulk_create(
        Signal(
            target=one,
            area=one.agreement.area,
            kind="OFFTRACK",
            look="2008/09 9 of 12",
            seriousness=2,
            sentence="1,440 events, where the agreed path has 904.",
            method_version="1",
            noticed_at=AT,
        )
        for one in targets
    )
    concerns = Concern.objects.bulk_create(
        Concern(
            area=one.agreement.area,
            target=one,
            number=1,
            level=2,
            suggested=2,
            because="The most serious signal is of level 2, concern.",
            owner=reviewer,
            opened_at=AT,
            shared_by=reviewer,
            shared_at=AT,
        )
        for one in targets
    )
    Concern.rests_on.through.objects.bulk_create(
        Concern.rests_on.through(concern=concern, signal=signal)
        for concern, signal in zip(concerns, signals, strict=True)
    )


def _ask_and_judge(areas, measure, reviewer):
    """Have something open in each area, and something found there."""
    Intervention.objects.bulk_create(
        Intervention(
            area=one,
            body="ofsted",
            kind="request",
            step=1,
            title="School survey",
            text="A list of what is under way",
            opened_by=reviewer,
            opened_at=AT,
        )
        for one in areas
    )
    judgements = Judgement.objects.bulk_create(
        Judgement(
            kind="inspection",
            body="hmic",
            area=one,
            weight="concern",
            text="Too few checks",
            report="Inspection",
            published_on=date(2009, 1, 5),
            entered_by=reviewer,
            entered_at=AT,
        )
        for one in areas
    )
    Judgement.indicators.through.objects.bulk_create(
        Judgement.indicators.through(judgement=one, indicator=measure.indicator)
        for one in judgements
    )
