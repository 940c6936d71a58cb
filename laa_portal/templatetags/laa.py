"""How figures, counts, periods and dates are printed on pages. Nothing is decided here."""

import html
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from indicators import printing
from indicators.charts import Chart
from indicators.models import Finding, Reported, Status
from indicators.presenters.findings import told
from indicators.presenters.foretold import said
from indicators.queries import FigureRow
from indicators.reading import ProfileLine, Revision
from partnerships.models import LEVEL_LABELS, Area, Level, Partnership, PartnershipKind, Span

register = template.Library()

STATUS_COLOURS = {
    Status.FINAL: "green",
    Status.PROVISIONAL: "yellow",
    Status.SUPPRESSED: "purple",
}


@register.filter
def count(value: Decimal | float | Literal[""] | None) -> str:
    """A count, as in `202,712`. What a template does not find, it gives as empty text."""
    return printing.count(None if isinstance(value, str) else value)


@register.filter
def figure(row: FigureRow | None) -> str:
    """A figure to the places of its measure, or the mark that says why there is none."""
    if row is None:
        return printing.NOT_AVAILABLE
    if row.shown.value is None:
        return printing.mark(row.shown.status)
    text = printing.number(row.shown.value, row.measure.decimals)
    is_final = row.shown.status == Status.FINAL
    return text if is_final else f"{text} {printing.mark(row.shown.status)}"


@register.filter
def reported(row: Reported | None) -> str:
    """What a row of a return says, as in `640 of 1,306,000`; a mark where there is none."""
    return said(row)


@register.filter
def percent(value: float | None) -> str:
    """A change, as in `+12.5%`; nothing where there is none to tell."""
    return "" if value is None else f"{value:+,.1f}%".replace("-", "−")


@register.filter
def finding(found: Finding) -> str:
    """What was found in a row, as in `Row 5: 120 becomes 200, 67% more`."""
    return told(found)


@register.filter
def significant(value: float | str | None) -> str:
    """A number to four digits that count, or a word as it is."""
    return printing.significant(value)


@register.filter
def interval(row: FigureRow | None) -> str:
    """The 95% interval of a figure, as in `26.0 to 26.2`."""
    if row is None:
        return ""
    return printing.interval(row.shown.lower, row.shown.upper, row.measure.decimals)


@register.filter
def status(row: FigureRow | Revision) -> str:
    """What is known of a figure, in a word or two."""
    return Status(row.shown.status).label


@register.filter
def status_colour(row: FigureRow) -> str:
    """The colour of the tag that carries a figure's status."""
    return STATUS_COLOURS.get(Status(row.shown.status), "grey")


@register.filter
def day(value: date | None) -> str:
    """A date, as in `1 April 2009`."""
    return printing.day(value) if value else ""


@register.filter
def span(record: Span) -> str:
    """When a dated record held, as in `1 April 2008 until 1 April 2009`."""
    return printing.span(record.starts_on, record.ends_on)


@register.filter
def levels(value: str) -> str:
    """What the areas of a level are called, as in `police force areas`."""
    return LEVEL_LABELS[Level(value)] + ("" if value == Level.COUNTRY else "s")


@register.filter
def unbroken(text: str) -> str:
    """A code that must stay on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def area_url(area: Area) -> str:
    """The page of a place."""
    return reverse("indicators:area", args=[area.gss_code])


@register.filter
def cdrp_url(partnership: Partnership) -> str:
    """The page of a CDRP's assessments; "" of other partnerships, which have none."""
    if partnership.kind != PartnershipKind.CDRP:
        return ""
    return reverse("targets:cdrp", args=[partnership.code])


@register.filter
def report_url(partnership: Partnership) -> str:
    """The page that tells everybody what people said to a CDRP; "" of other partnerships."""
    if partnership.kind != PartnershipKind.CDRP:
        return ""
    return reverse("targets:you-told-us", args=[partnership.code])


@register.simple_tag(takes_context=True)
def figure_url(context: Context, row: FigureRow) -> str:
    """The page that tells where this very figure comes from: in the past, on a page of the past."""
    page = reverse("indicators:figure", args=[row.indicator.slug, row.area.gss_code])
    asked = {"measure": row.measure.code, "period": row.period.code}
    if as_of := context.get("as_of"):
        asked |= {"as_of": as_of.text} if as_of.moment else {}
    return f"{page}?{urlencode(asked)}"


@register.simple_tag
def revisions_url(row: FigureRow) -> str:
    """The page that lists all that was ever said of a figure."""
    page = reverse("indicators:revisions", args=[row.indicator.slug, row.area.gss_code])
    return f"{page}?{urlencode({'measure': row.measure.code, 'period': row.period.code})}"


@register.simple_tag
def explanation_url(line: ProfileLine, area: Area, part: str) -> str:
    """The page that follows one part of a summary to its formula and figures."""
    page = reverse("indicators:explain", args=[line.indicator.slug, area.gss_code, part])
    return f"{page}?{urlencode({'measure': line.measure.code})}"


COLUMNS_OF_WORDS = {"Notes", "Finding", "Position", "Tile"}

NEVER_TYPED = "\x00"
"""No text of the portal holds it: PostgreSQL keeps none that does."""


@register.simple_tag
def chart_table(chart: Chart) -> SafeString:
    """The rows of a chart's table, all of plain text.

    A template takes ten times as long over hundreds of areas. Django's own `escape` takes eight
    times as long as Python's, which it calls.
    """
    is_words = [at == 0 or heading in COLUMNS_OF_WORDS for at, heading in enumerate(chart.header)]
    heads = [_class("govuk-table__header", is_words=each) for each in is_words]
    headings = "".join(
        f'<th scope="col" class="{name}">{html.escape(heading)}</th>'
        for heading, name in zip(chart.header, heads, strict=True)
    )
    pattern = _row_pattern([_class("govuk-table__cell", is_words=each) for each in is_words[1:]])
    rows = "".join(pattern.format(*_escaped(row)) for row in chart.rows)
    return mark_safe(
        f'<thead class="govuk-table__head"><tr class="govuk-table__row">{headings}</tr></thead>'
        f'<tbody class="govuk-table__body">{rows}</tbody>'
    )


def _escaped(cells: Sequence[str]) -> list[str]:
    """Escape the cells of a row at once: each by itself takes three times as long."""
    return html.escape(NEVER_TYPED.join(cells)).split(NEVER_TYPED)


def _class(name: str, *, is_words: bool) -> str:
    return name if is_words else f"{name} {name}--numeric"


def _row_pattern(classes: Sequence[str]) -> str:
    """Return a row of a table with a place for each of its cells, the first of which heads it."""
    cells = "".join(f'<td class="{name}">{{}}</td>' for name in classes)
    return (
        '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">'
        f"{{}}</th>{cells}</tr>"
    )
