"""Our form fields are drawn as GOV.UK Frontend's own macros draw them.

Each adapter turns the options it knows into a field of ours. As in `test_components`, `COMPARED`
says how many of the package's fixtures an adapter can be held against.
"""

import pytest
from django import forms

from laa_portal.foundation import forms as ui

from .fixtures import NotOffered, fixtures_of, taken, words
from .markup import read

SIZES = ("s", "m", "l", "xl")


def size_in(classes, stem):
    """The size that a label's or legend's class asks for; other classes are not offered."""
    if not classes:
        return ""
    size = classes.removeprefix(f"{stem}--")
    if size not in SIZES:
        raise NotOffered
    return size


def drawn(field, options, label, stem, data=None, wrong=()):
    """The field as a form draws it, with the label, hint and error of the fixture."""
    _, _, classes, heading = taken(label, "text", "html", "classes", "isPageHeading")
    field.label, field.required = words(label), False
    hint, error = options.get("hint") or {}, options.get("errorMessage") or {}
    taken(hint, "text", "html"), taken(error, "text", "html")
    field.help_text = words(hint)
    name = options.get("idPrefix") or options.get("id") or options["name"]
    form = ui.Form(data or {}, auto_id="%s")
    form.fields[name] = field
    if error:
        form.add_error(name, forms.ValidationError(words(error), params={"parts": wrong}))
    form.label_size = size_in(classes, stem)
    form.heading = name if heading else ""
    return form[name].as_field_group()


def attributes_of(options, *names):
    """The HTML attributes; we never write `maxlength`, which cuts pasted text without a word."""
    if "maxlength" in (options.get("attributes") or {}):
        raise NotOffered
    given = {name: options[name] for name in names if options.get(name) not in (None, "")}
    return given | {name.lower(): text for name, text in (options.get("attributes") or {}).items()}


def classes_of(options):
    return {"class": options["classes"]} if options.get("classes") else {}


COMMON = ("id", "name", "label", "hint", "errorMessage", "classes", "value", "attributes")


def value_of(options):
    """The data a browser would send for the field as the fixture shows it."""
    name = options.get("id") or options["name"]
    return {name: options["value"]} if options.get("value") is not None else {}


def text_input(options):
    taken(
        options,
        *COMMON,
        "type",
        "autocomplete",
        "inputmode",
        "pattern",
        "autocapitalize",
        "prefix",
        "suffix",
    )
    if options.get("prefix") or options.get("suffix"):
        raise NotOffered
    if options.get("type") not in (None, "text", "email"):
        raise NotOffered
    attrs = attributes_of(options, "autocomplete", "inputmode", "pattern", "autocapitalize")
    widget = forms.EmailInput if options.get("type") == "email" else forms.TextInput
    field = forms.CharField(widget=widget(attrs=attrs | classes_of(options)))
    return drawn(field, options, options.get("label") or {}, "govuk-label", value_of(options))


def number_input(options):
    """What GOV.UK Frontend writes as a text input with `inputmode` and a prefix or a suffix."""
    taken(options, "id", "name", "label", "hint", "errorMessage", "prefix", "suffix")
    prefix, suffix = options.get("prefix") or {}, options.get("suffix") or {}
    taken(prefix | suffix, "text")
    if not (prefix or suffix):
        raise NotOffered
    widget = ui.NumberInput({"class": ""}, prefix=words(prefix), suffix=words(suffix))
    html = drawn(forms.IntegerField(widget=widget), options, options["label"], "govuk-label")
    return html.replace(' inputmode="numeric"', "")


def textarea(options):
    taken(options, *COMMON, "rows", "autocomplete")
    attrs = attributes_of(options, "rows", "autocomplete") | classes_of(options)
    field = forms.CharField(widget=forms.Textarea(attrs={"rows": 5} | attrs))
    return drawn(field, options, options.get("label") or {}, "govuk-label", value_of(options))


def character_count(options):
    taken(options, *COMMON, "maxlength", "rows")
    if not options.get("maxlength"):
        raise NotOffered
    attrs = attributes_of(options) | classes_of(options)
    widget = ui.CharacterCount(
        attrs, max_length=options["maxlength"], rows=options.get("rows") or 5
    )
    field = forms.CharField(widget=widget)
    return drawn(field, options, options.get("label") or {}, "govuk-label", value_of(options))


def select(options):
    taken(options, *COMMON, "items")
    items = [item for item in options.get("items") or [] if item]
    chosen = [item.get("value") for item in items if item.get("selected")]
    for item in items:
        taken(item, "value", "text", "selected")
        if not item.get("value") or item.get("selected") is False:
            raise NotOffered  # Django marks an empty choice as selected where nothing is
    value = options.get("value", chosen[0] if chosen else None)
    attrs = attributes_of(options) | classes_of(options)
    field = forms.ChoiceField(
        choices=[(item["value"], item["text"]) for item in items], widget=forms.Select(attrs)
    )
    data = {} if value is None else {options.get("id") or options["name"]: value}
    return drawn(field, options, options.get("label") or {}, "govuk-label", data)


def radios(options):
    return choices(options, forms.ChoiceField, ui.Radios)


def checkboxes(options):
    return choices(options, forms.MultipleChoiceField, ui.Checkboxes)


def choices(options, field_class, widget_class):
    taken(
        options,
        "name",
        "idPrefix",
        "items",
        "fieldset",
        "hint",
        "errorMessage",
        "classes",
        "value",
        "values",
    )
    (legend,) = taken(options.get("fieldset") or {}, "legend")
    items = options["items"]
    if not legend or options.get("idPrefix", options["name"]) != options["name"]:
        raise NotOffered
    chosen = [item.get("value") for item in items if item and item.get("checked")]
    chosen += options.get("values") or filter(None, [options.get("value")])
    hints = {item["value"]: words(item["hint"]) for item in known(items) if item.get("hint")}
    field = field_class(
        choices=[(item["value"], words(item)) for item in items],
        widget=widget_class(classes_of(options), hints=hints),
    )
    data = {options["name"]: chosen if widget_class is ui.Checkboxes else "".join(chosen[:1])}
    return drawn(field, options, legend, "govuk-fieldset__legend", data)


def known(items):
    """The items, if they are all plain choices: no dividers, disabled ones or conditional parts."""
    for item in items:
        taken(item or {"divider": None}, "value", "text", "html", "hint", "checked")
        taken(item.get("hint") or {}, "text", "html")
    return items


def date_input(options):
    taken(options, "id", "fieldset", "hint", "errorMessage", "values", *ui.DATE_PARTS)
    (legend,) = taken(options.get("fieldset") or {}, "legend")
    wrong = tuple(part for part in ui.DATE_PARTS if is_wrong(options.get(part)))
    if not legend or (wrong and "errorMessage" not in options):
        raise NotOffered
    typed = {
        f"{options['id']}-{part}": str(text) for part, text in (options.get("values") or {}).items()
    }
    return drawn(ui.DateField(), options, legend, "govuk-fieldset__legend", typed, wrong)


def is_wrong(part):
    if part is not None and part.get("error") is not True:
        raise NotOffered
    (error,) = taken(part or {}, "error")
    return bool(error)


def file_upload(options):
    taken(options, *COMMON, "multiple")
    if options.get("multiple"):
        raise NotOffered
    widget = forms.FileInput(attributes_of(options) | classes_of(options))
    return drawn(forms.FileField(widget=widget), options, options["label"], "govuk-label")


def password_input(options):
    taken(options, *COMMON, "autocomplete")
    if "value" in options:
        raise NotOffered
    attrs = attributes_of(options, "autocomplete") | classes_of(options)
    field = forms.CharField(widget=forms.PasswordInput(attrs))
    return drawn(field, options, options["label"], "govuk-label")


COMPARED = {
    text_input: ("input", 21),
    number_input: ("input", 6),
    textarea: ("textarea", 11),
    character_count: ("character-count", 13),
    select: ("select", 6),
    radios: ("radios", 10),
    checkboxes: ("checkboxes", 11),
    date_input: ("date-input", 8),
    file_upload: ("file-upload", 9),
    password_input: ("password-input", 9),
}


def without_names(html):
    """The markup but for the names of controls: a field's name is its id, the fixtures' are not."""
    return [entry if isinstance(entry, str) else _without_name(*entry) for entry in read(html)]


def _without_name(tag, attributes):
    return (tag, tuple(pair for pair in attributes if pair[0] != "name"))


@pytest.mark.parametrize("adapter", COMPARED, ids=lambda adapter: adapter.__name__)
def test_field_equals_the_fixtures_of_the_package(adapter):
    component, expected_count = COMPARED[adapter]
    compared = 0
    for name, options, expected in fixtures_of(component):
        try:
            html = adapter(options)
        except NotOffered:
            continue
        assert without_names(html) == without_names(expected), name
        compared += 1

    assert compared == expected_count
