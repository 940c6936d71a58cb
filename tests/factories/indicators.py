"""Rows of what was measured. Numbers begin at 901, so they never meet those of the catalogue.

Each function makes one row with sensible values; keyword arguments change them, and what a row
stands on may be given or is made. Figures are rows as recomputation writes them, for tests of
reading; tests of the arithmetic recompute.
"""

from datetime import UTC, datetime
from decimal import Decimal

from indicators.models import (
    DataReturn,
    Definition,
    Figure,
    Indicator,
    Measure,
    MeasureKind,
    Observation,
    Polarity,
    ReturnFile,
    Status,
)
from indicators.periods import Period
from indicators.reading.judging import questions
from indicators.states import ReturnStatus
from partnerships.models import Area, Level, Organisation

RECORDED_AT = datetime(2009, 6, 1, 12, tzinfo=UTC)


def make_indicator(number: int = 901, **changes) -> Indicator:
    values = {
        "code": f"NI {number}",
        "slug": f"ni-{number}",
        "title": f"Rate of crime {number}",
        "theme": "Crime",
        "rationale": "It hurts.",
        "source": "Police recorded crime",
        "frequency": "monthly",
        "in_source_note": False,
        "definition_source": "Made for a test",
    }
    return Indicator.objects.create(number=number, **(values | changes))


def make_measure(indicator: Indicator, **changes) -> Measure:
    """Make a rate per 1,000, lower is better, with one definition for all time."""
    values = {
        "code": indicator.code,
        "title": indicator.title,
        "kind": MeasureKind.COUNT_RATE,
        "unit": "offences per 1,000 people",
        "per": 1000,
        "polarity": Polarity.LOW,
        "decimals": 2,
        "levels": [Level.DISTRICT],
        "period_kinds": ["month", "quarter", "financial_year"],
    }
    measure = Measure.objects.create(indicator=indicator, **(values | changes))
    make_definition(measure)
    return measure


def make_definition(measure: Measure, **changes) -> Definition:
    values = {
        "version": "2008-05",
        "numerator": "Offences",
        "denominator": "Residents",
        "is_comparable": True,
        "definition_source": "Made for a test",
    }
    return Definition.objects.create(measure=measure, **(values | changes))


def make_return(organisation: Organisation, **changes) -> DataReturn:
    """Make a published return of an empty file."""
    file, _ = ReturnFile.objects.get_or_create(sha256="0" * 64, defaults={"content": b""})
    values = {
        "file": file,
        "name": "return.csv",
        "size": 0,
        "status": ReturnStatus.PUBLISHED,
        "sent_at": RECORDED_AT,
    }
    return DataReturn.objects.create(organisation=organisation, **(values | changes))


def make_observation(
    measure: Measure, area: Area, data_return: DataReturn, period: str = "2008/09", **changes
) -> Observation:
    """Make a current observation of 640 in 1,306,000."""
    asked = Period.parse(period)
    values = {
        "definition": measure.definitions.get(),
        "period_kind": asked.kind,
        "period_start": asked.start,
        "numerator": Decimal(640),
        "denominator": Decimal(1306000),
        "status": Status.FINAL,
        "row": 2,
        "recorded_at": RECORDED_AT,
    }
    return Observation.objects.create(
        measure=measure, area=area, data_return=data_return, **(values | changes)
    )


def make_figure(
    measure: Measure, area: Area, data_return: DataReturn, period: str = "2008/09", **changes
) -> Figure:
    """Make a published, final figure of 640 in 1,306,000."""
    asked = Period.parse(period)
    values = {
        "definition": changes.get("definition") or measure.definitions.get(),
        "period_kind": asked.kind,
        "period_start": asked.start,
        "value": 0.4900459418070444,
        "lower": 0.4528059486,
        "upper": 0.5295175936,
        "lower_998": 0.4323361,
        "upper_998": 0.5533401,
        "numerator": Decimal(640),
        "denominator": Decimal(1306000),
        "status": Status.FINAL,
        "method": "byar",
        "method_version": "1",
        "part_count": 1,
        "is_published": True,
        "vintage": RECORDED_AT,
        "computed_at": RECORDED_AT,
    }
    return Figure.objects.create(
        measure=measure, area=area, data_return=data_return, **(values | changes)
    )


def explained(data_return) -> dict[str, str]:
    """Explain whatever must be explained in a checked return."""
    return {question.key: "Counted anew" for question in questions(data_return)}
