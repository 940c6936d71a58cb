"""Our tags draw what GOV.UK Frontend's own macros draw.

The installed package brings, for each component, options and the HTML they give. Each adapter below
turns the options it knows into one call of ours; a fixture with an option we do not offer is left
out. `COMPARED` says how many are left in, so that none drops out unseen when the package moves on.
"""

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from laa_portal.foundation.templatetags import ui

from .fixtures import NotOffered, fixtures_of, taken, words
from .markup import read


def extras(classes, attributes):
    return {"classes": classes or "", **(attributes or {})}


def back_link(options):
    *_, href, classes, attributes = taken(options, "text", "html", "href", "classes", "attributes")
    return ui.back_link(href or "#", words(options) or "Back", **extras(classes, attributes))


def breadcrumbs(options):
    items, classes = taken(options, "items", "classes")
    crumbs = []
    for item in items:
        _, _, href = taken(item, "text", "html", "href")
        crumbs += [words(item), href] if href else [words(item)]
    return ui.breadcrumbs(*crumbs, classes=classes or "")


def button(options):
    known = ("text", "html", "href", "type", "disabled", "preventDoubleClick", "isStartButton")
    values = taken(options, *known, "classes", "attributes", "name", "value", "id", "element")
    _, _, href, kind_of_button, disabled, once, start, classes, attributes, name, value, id_, _ = (
        values
    )
    if once is False or (start and options.get("html")):
        raise NotOffered
    named = {"name": name, "value": value, "id": id_} if not href else {"id": id_}
    given = {key: text for key, text in named.items() if text}
    return ui.button(
        words(options),
        href or "",
        kind="start" if start else "",
        type=kind_of_button or "submit",
        disabled=bool(disabled),
        prevent_double_click=bool(once),
        **given,
        **extras(classes, attributes),
    )


def details(options):
    known = ("summaryText", "summaryHtml", "text", "html", "open", "id", "classes", "attributes")
    *_, is_open, id_, classes, attributes = taken(options, *known)
    given = {"id": id_} if id_ else {}
    return ui.details(
        words(options),
        words(options, "summary"),
        open=bool(is_open),
        **given,
        **extras(classes, attributes),
    )


def error_summary(options):
    errors, *_, attributes = taken(
        options,
        "errorList",
        "titleText",
        "titleHtml",
        "descriptionText",
        "descriptionHtml",
        "attributes",
    )
    if not errors:
        raise NotOffered
    entries = []
    for error in errors:
        _, _, href = taken(error, "text", "html", "href")
        entries.append({"text": words(error), "href": href})
    return ui.error_summary(
        errors=entries,
        title=words(options, "title"),
        description=words(options, "description"),
        **(attributes or {}),
    )


def inset_text(options):
    _, _, id_, classes, attributes = taken(options, "text", "html", "id", "classes", "attributes")
    given = {"id": id_} if id_ else {}
    return ui.inset_text(words(options), **given, **extras(classes, attributes))


def notification_banner(options):
    _, html, _, _, kind, title_id, classes, attributes = taken(
        options,
        "text",
        "html",
        "titleText",
        "titleHtml",
        "type",
        "titleId",
        "classes",
        "attributes",
    )
    heading = '<p class="govuk-notification-banner__heading">{}</p>'
    return ui.notification_banner(
        mark_safe(html) if html else format_html(heading, options["text"]),
        kind=kind or "",
        title=words(options, "title"),
        title_id=title_id or "govuk-notification-banner-title",
        **extras(classes, attributes),
    )


def pagination(options):
    items, previous, following, label = taken(options, "items", "previous", "next", "landmarkLabel")
    if not items or None in items:
        raise NotOffered
    for link in (previous or {}), (following or {}), *items:
        taken(link, "href", "number", "current")
    current = next(item["number"] for item in items if item.get("current"))
    page = Paginator(range(int(items[-1]["number"])), 1).page(current)
    request = RequestFactory().get("/")
    return ui.pagination(Context({"request": request}), page, label=label or "Pagination")


def previous_next(options):
    previous, following, label = taken(options, "previous", "next", "landmarkLabel")
    links = {}
    for name, link in ("previous", previous), ("next", following):
        if link:
            href, text, hidden = taken(link, "href", "text", "labelText")
            if not text:
                raise NotOffered
            links |= {name: href, f"{name}_text": text, f"{name}_label": hidden or ""}
    return ui.previous_next(label=label or "Pagination", **links)


def panel(options):
    *_, level, classes = taken(
        options, "titleText", "titleHtml", "text", "html", "headingLevel", "classes"
    )
    if "interruption" in (classes or ""):
        raise NotOffered
    return ui.panel(
        words(options), words(options, "title"), level=level or 1, classes=classes or ""
    )


def phase_banner(options):
    phase, *_, classes = taken(options, "tag", "text", "html", "classes")
    taken(phase or {}, "text", "html")
    return ui.phase_banner(words(options), words(phase or {}), classes=classes or "")


def summary_list(options):
    rows, classes, attributes = taken(options, "rows", "classes", "attributes")
    rows = [row for row in rows if row]
    any_action = any(_action(row) for row in rows)
    drawn = (_summary_row(row, any_action=any_action) for row in rows)
    return ui.summary_list(mark_safe("".join(drawn)), **extras(classes, attributes))


def _action(row):
    (items,) = taken(row.get("actions") or {}, "items")
    if len(items or []) > 1:
        raise NotOffered
    return items[0] if items else None


def _summary_row(row, *, any_action):
    key, value, _ = taken(row, "key", "value", "actions")
    taken(key, "text", "html"), taken(value, "text", "html")
    action = _action(row)
    if action is None:
        return ui.summary_row(words(value), words(key), no_actions=any_action)
    href, _, _, hidden = taken(action, "href", "text", "html", "visuallyHiddenText")
    return ui.summary_row(
        words(value), words(key), href=href, action=words(action), hidden=hidden or ""
    )


def tag(options):
    _, _, classes, attributes = taken(options, "text", "html", "classes", "attributes")
    colour = (classes or "").removeprefix("govuk-tag--")
    if colour != classes:
        return ui.tag(words(options), colour, **(attributes or {}))
    return ui.tag(words(options), **extras(classes, attributes))


def warning_text(options):
    _, _, spoken, classes, attributes = taken(
        options, "text", "html", "iconFallbackText", "classes", "attributes"
    )
    if spoken not in (None, "Warning"):
        raise NotOffered
    return ui.warning_text(words(options), **extras(classes, attributes))


COMPARED = {
    back_link: 7,
    breadcrumbs: 8,
    button: 36,
    details: 10,
    error_summary: 14,
    inset_text: 6,
    notification_banner: 16,
    pagination: 4,
    previous_next: 2,
    panel: 8,
    phase_banner: 5,
    summary_list: 10,
    tag: 12,
    warning_text: 7,
}


def numbered(html):
    """The markup with the pages' addresses written our way; the fixtures invent theirs."""
    entries = read(html)
    if not any(isinstance(entry, tuple) and "pagination" in str(entry) for entry in entries):
        return entries
    return [_without_address(entry) for entry in entries]


def _without_address(entry):
    if isinstance(entry, tuple) and entry[0] == "a":
        return ("a", tuple(pair for pair in entry[1] if pair[0] != "href"))
    return entry


@pytest.mark.parametrize("adapter", COMPARED, ids=lambda adapter: adapter.__name__)
def test_component_equals_the_fixtures_of_the_package(adapter):
    compared = 0
    component = {previous_next: "pagination"}.get(adapter, adapter.__name__.replace("_", "-"))
    for name, options, expected in fixtures_of(component):
        try:
            drawn = adapter(options)
        except NotOffered:
            continue
        assert numbered(drawn) == numbered(expected), name
        compared += 1

    assert compared == COMPARED[adapter]
