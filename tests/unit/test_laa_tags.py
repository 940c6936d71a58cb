"""How figures, counts and dates are printed on pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from indicators.models import Figure, FrameworkMembership, Indicator, Measure
from indicators.policies import Released
from indicators.queries import FigureRow
from partnerships.models import Area


def row(value=26.0831, *, status="final", decimals=1, **over) -> FigureRow:
    """A figure of NI 16 in Metropolitan Police, 2008/09, that was never saved."""
    measure = Measure(code="NI 16", decimals=decimals, indicator=Indicator(slug="ni-16"))
    figure = Figure(
        measure=measure,
        area=Area(gss_code="E23000001"),
        period_kind="financial_year",
        period_start=date(2008, 4, 1),
    )
    shown = {"lower": 25.97, "upper": 26.2} if value is not None else {"lower": None, "upper": None}
    released = {
        "value": value,
        **shown,
        "lower_998": None,
        "upper_998": None,
        "numerator": Decimal("202712.000000"),
        "denominator": Decimal("7771800.000000"),
        "status": status,
        "reason": "",
    }
    return FigureRow(figure, Released(**(released | over)))


def printed(template: str, **context) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (row(), "26.1"),
        (row(1234.56, decimals=2), "1,234.56"),
        (row(-0.04), "0.0"),
        (row(status="provisional"), "26.1 [p]"),
        (row(None, status="missing"), "[x]"),
        (row(None, status="suppressed"), "[c]"),
        (row(None, status="not_applicable"), "[z]"),
        (row(None, status="not_published"), "[x]"),
        (None, "[x]"),
    ],
)
def test_a_figure_is_printed_to_its_places_or_as_the_mark_of_why_there_is_none(shown, text):
    assert printed("{{ row|figure }}", row=shown) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [(row(), "26.0 to 26.2"), (row(None, status="missing"), ""), (None, "")],
)
def test_an_interval_is_printed_as_from_and_to(shown, text):
    assert printed("{{ row|interval }}", row=shown) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("202712.000000"), "202,712"),
        (Decimal("1200.500000"), "1,200.5"),
        (Decimal(0), "0"),
        (1000, "1,000"),
        (None, "[x]"),
    ],
)
def test_a_count_has_no_more_places_than_it_needs(value, text):
    assert printed("{{ value|count }}", value=value) == text


def test_a_count_of_a_figure_that_is_not_there_is_not_available():
    assert printed("{{ row.shown.numerator|count }}", row=None) == "[x]"


@pytest.mark.parametrize(
    ("status", "tag"),
    [
        ("final", "Final green"),
        ("provisional", "Provisional yellow"),
        ("suppressed", "Suppressed purple"),
        ("not_published", "Not yet published grey"),
    ],
)
def test_a_status_has_a_word_and_a_colour(status, tag):
    shown = row(status=status)

    assert printed("{{ row|status }} {{ row|status_colour }}", row=shown) == tag


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "text"),
    [
        (date(2008, 4, 1), date(2009, 4, 1), "1 April 2008 until 1 April 2009"),
        (date(2008, 4, 1), None, "from 1 April 2008"),
        (None, date(2009, 4, 1), "until 1 April 2009"),
        (None, None, ""),
    ],
)
def test_a_span_is_told_in_words(starts_on, ends_on, text):
    record = FrameworkMembership(starts_on=starts_on, ends_on=ends_on)

    assert printed("{{ record|span }}", record=record) == text


def test_dates_are_printed_in_full():
    assert printed("{{ value|day }}", value=date(2009, 4, 1)) == "1 April 2009"
    assert printed("{{ value|day }}", value=None) == ""


@pytest.mark.parametrize(
    ("value", "text"), [("police_force", "police force areas"), ("country", "England")]
)
def test_a_level_is_named_by_its_areas(value, text):
    assert printed("{{ value|levels }}", value=value) == text


def test_a_code_stays_on_one_line():
    assert printed("{{ 'NI 111'|unbroken }}") == "NI\N{NO-BREAK SPACE}111"


def test_a_figure_is_linked_to_where_that_very_figure_comes_from():
    url = printed("{% figure_url row %}", row=row())

    assert url == "/explore/indicators/ni-16/E23000001/?measure=NI+16&amp;period=2008%2F09"


def test_an_area_is_linked_by_its_gss_code():
    url = printed("{{ area|area_url }}", area=Area(gss_code="E23000001", ons_code="00AA"))

    assert url == "/explore/areas/E23000001/"
