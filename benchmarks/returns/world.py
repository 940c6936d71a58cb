"""The database that returns are measured in: England's districts, and measures of our own."""

from django.core.management import call_command
from django.db import connection

from benchmarks.returns import load
from indicators.models import Definition, Indicator, Measure, Polarity
from laa_portal.foundation import ownership
from partnerships.models import LAA_DAY, Area, Level

RETURNS = (
    "foundation_job",
    "indicators_seriessummary",
    "indicators_figure",
    "indicators_observation",
    "indicators_stagedrow",
    "indicators_rowerror",
    "indicators_datareturn",
    "indicators_returnfile",
)


def prepare(measures: list[str]) -> None:
    """Make the tables, the areas and the measures named, if they are not there."""
    call_command("prepare", verbosity=0)
    for code in measures:
        if not Measure.objects.filter(code=code).exists():
            _make_measure(code)


def districts() -> list[str]:
    """Return the codes of the 354 districts of 2008."""
    found = Area.objects.real().on(LAA_DAY).at_level(Level.DISTRICT).order_by("gss_code")
    return list(found.values_list("gss_code", flat=True))


def empty() -> None:
    """Forget every return and all that was worked out of them."""
    with ownership.as_owner(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(RETURNS)} CASCADE")


def _make_measure(code: str) -> None:
    indicator = Indicator.objects.create(
        number=int(code.removeprefix("NI ")),
        code=code,
        slug=code.lower().replace(" ", "-"),
        title=f"Synthetic {code}",
        theme="Crime",
        rationale="To be measured with.",
        source="Synthetic",
        frequency="monthly",
        is_seasonal=True,
        in_source_note=False,
        definition_source="Synthetic",
    )
    kind = load.kind_of(code)
    measure = Measure.objects.create(
        indicator=indicator,
        code=code,
        title=indicator.title,
        kind=kind,
        unit="per cent" if kind == "proportion" else "offences per 1,000 people",
        per=100 if kind == "proportion" else 1000,
        polarity=Polarity.LOW,
        decimals=2,
        base=Measure.Base.SUPPLIED if kind == "proportion" else Measure.Base.POPULATION,
        levels=[Level.DISTRICT],
        period_kinds=["month", "quarter", "financial_year"],
    )
    Definition.objects.create(
        measure=measure,
        version="synthetic",
        numerator="Offences",
        denominator="Residents",
        is_comparable=True,
        definition_source="Synthetic",
    )
