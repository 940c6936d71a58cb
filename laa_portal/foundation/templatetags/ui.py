"""Components of GOV.UK Frontend 6 as tags. Each draws one template of templates/ui/.

Keyword arguments a tag does not know become HTML attributes, underscores turned into hyphens:
`{% button "Show" data_chart="fan" %}`.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import get_template

from laa_portal.foundation.forms import BoundField, Form

register = template.Library()

# What a widget's template writes itself, and what a browser must not act on before we have
# answered: `maxlength` cuts pasted text without a word, `required` speaks in the browser's voice.
OWN_ATTRIBUTES = {"id", "class", "type", "invalid", "rows", "cols"}
OWN_ATTRIBUTES |= {"required", "maxlength", "minlength", "min", "max", "step"}


def _component(name: str, **context: Any) -> str:
    return get_template(f"ui/{name}.html").render(context)


def _attributes(given: dict[str, Any]) -> str:
    if not given:
        return ""
    return flatatt({name.replace("_", "-"): value for name, value in given.items()})


@register.filter
def html_attributes(attrs: dict[str, Any]) -> str:
    """The attributes of a widget that its template leaves to the form's author."""
    return flatatt({name: value for name, value in attrs.items() if name not in OWN_ATTRIBUTES})


@register.filter
def choice_id(field_id: str, index: str) -> str:
    """The id of a radio or checkbox from Django's index of it ("3", or "1_0" in a group).

    The first has the field's own id, so that the error summary can lead there.
    """
    if index in ("0", "0_0"):
        return field_id
    return "-".join([field_id, *(str(int(number) + 1) for number in index.split("_"))])


# Forms


@register.simple_tag
def field(bound_field: BoundField, label_size: str | None = None, *, heading: bool = False) -> str:
    """A field with label, hint and error. `heading` makes its label the page's h1."""
    context = bound_field.get_context()
    context["heading"] = heading or context["heading"]
    context["label_size"] = context["label_size"] if label_size is None else label_size
    return bound_field.render(context=context)


@register.simple_tag
def error_summary(
    *forms: Form,
    errors: list[dict[str, str]] | None = None,
    title: str = "There is a problem",
    description: str = "",
    **attributes: Any,
) -> str:
    """All errors of the forms, then `errors` (`text`, `href`), as links; "" if there are none."""
    entries = [entry for form in forms for entry in form.error_list()] + (errors or [])
    if not entries:
        return ""
    return _component(
        "error_summary",
        errors=entries,
        title=title,
        description=description,
        attributes=_attributes(attributes),
    )


@register.simple_tag
def button(
    text: str,
    href: str = "",
    *,
    kind: str = "",
    type: str = "submit",  # noqa: A002 (the attribute's own name)
    disabled: bool = False,
    prevent_double_click: bool = True,
    classes: str = "",
    **attributes: Any,
) -> str:
    """A button, or a link that looks like one. `kind`: secondary, warning, inverse or start."""
    return _component(
        "button",
        text=text,
        href=href,
        kind=kind,
        type=type,
        disabled=disabled,
        once=prevent_double_click and type == "submit",
        classes=classes,
        attributes=_attributes(attributes),
    )


# Text and status


@register.simple_tag
def tag(text: str, colour: str = "", *, classes: str = "", **attributes: Any) -> str:
    """The status of something, in a word or two."""
    return _component(
        "tag", text=text, colour=colour, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def inset_text(content: str, *, classes: str = "", **attributes: Any) -> str:
    return _component(
        "inset_text", content=content, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def warning_text(content: str, *, classes: str = "", **attributes: Any) -> str:
    return _component(
        "warning_text", content=content, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def details(
    content: str,
    summary: str,
    *,
    open: bool = False,  # noqa: A002
    classes: str = "",
    **attributes: Any,
) -> str:
    """What most readers do not need, folded under `summary`."""
    return _component(
        "details",
        content=content,
        summary=summary,
        open=open,
        classes=classes,
        attributes=_attributes(attributes),
    )


@register.simple_block_tag
def notification_banner(
    content: str,
    *,
    kind: str = "",
    title: str = "",
    title_id: str = "govuk-notification-banner-title",
    classes: str = "",
    **attributes: Any,
) -> str:
    """News about the service or, where `kind` is "success", that what was asked for is done."""
    return _component(
        "notification_banner",
        content=content,
        kind=kind,
        title=title or ("Success" if kind == "success" else "Important"),
        title_id=title_id,
        classes=classes,
        attributes=_attributes(attributes),
    )


@register.simple_block_tag
def panel(content: str, title: str, *, level: int = 1, classes: str = "") -> str:
    """The end of a journey: `title` is what has been done, the block its reference."""
    return _component("panel", content=content, title=title, level=level, classes=classes)


@register.simple_block_tag
def phase_banner(content: str, phase: str, *, classes: str = "") -> str:
    return _component("phase_banner", content=content, phase=phase, classes=classes)


# Lists and tables


@register.simple_block_tag
def summary_list(content: str, *, classes: str = "", **attributes: Any) -> str:
    """A list of facts; its rows are `summary_row` tags."""
    return _component(
        "summary_list", content=content, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def summary_row(
    content: str,
    key: str,
    *,
    href: str = "",
    action: str = "Change",
    hidden: str | None = None,
    no_actions: bool = False,
) -> str:
    """One fact; with `href`, a link to change it. `no_actions` where only other rows have one."""
    return _component(
        "summary_row",
        content=content,
        key=key,
        href=href,
        action=action,
        hidden=key[:1].lower() + key[1:] if hidden is None else hidden,
        no_actions=no_actions,
    )


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *,
    caption_size: str = "m",
    scroll: bool = True,
    classes: str = "",
    **attributes: Any,
) -> str:
    """A table with its caption, in a region of that name that scrolls where it is too wide."""
    return _component(
        "table",
        content=content,
        caption=caption,
        caption_size=caption_size,
        scroll=scroll,
        classes=classes,
        attributes=_attributes(attributes),
    )


@register.simple_tag(takes_context=True)
def sort_header(context: Context, text: str, key: str, *, numeric: bool = False) -> str:
    """A column header that sorts the list through `?sort=`: once up, and down when used again."""
    current = context["request"].GET.get("sort", "")
    ascending = current == key
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    return _component(
        "sort_header",
        text=text,
        numeric=numeric,
        direction=direction,
        href=_query(context, sort=f"-{key}" if ascending else key, page=None),
    )


# Finding one's way


@register.simple_tag
def breadcrumbs(*crumbs: str, classes: str = "") -> str:
    """Text and address in turn; a last text without an address is the page itself."""
    items = [
        {"text": text, "href": href}
        for text, href in zip(crumbs[::2], [*crumbs[1::2], ""], strict=False)
    ]
    return _component("breadcrumbs", items=items, classes=classes)


@register.simple_tag
def back_link(href: str, text: str = "Back", *, classes: str = "", **attributes: Any) -> str:
    return _component(
        "back_link", href=href, text=text, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], *, label: str = "Pagination") -> str:
    """Links to the other pages of a list, keeping its filters. Nothing where there is one page."""
    if page.paginator.num_pages < 2:
        return ""
    return _component(
        "pagination",
        label=label,
        previous=_query(context, page=page.number - 1) if page.has_previous() else "",
        next=_query(context, page=page.number + 1) if page.has_next() else "",
        items=[_page_item(context, page, number) for number in _shown_pages(page)],
    )


def _shown_pages(page: Page[Any]) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _page_item(context: Context, page: Page[Any], number: int | str) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    return {
        "number": number,
        "href": _query(context, page=number),
        "current": number == page.number,
    }


@register.simple_tag
def previous_next(
    *,
    previous: str = "",
    next: str = "",  # noqa: A002 (the component's own word)
    previous_text: str = "Previous",
    next_text: str = "Next",
    previous_label: str = "",
    next_label: str = "",
    label: str = "Pagination",
) -> str:
    """To the neighbours in a series, one indicator to the next; the labels name them."""
    return _component(
        "previous_next",
        label=label,
        previous=previous,
        next=next,
        previous_text=previous_text,
        next_text=next_text,
        previous_label=previous_label,
        next_label=next_label,
    )


def _query(context: Context, **changes: Any) -> str:
    """The page's own query string with some parameters changed, or dropped where None."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
