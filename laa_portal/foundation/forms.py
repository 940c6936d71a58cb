"""The form layer: Django forms drawn as GOV.UK Frontend 6 draws them.

A form derives from `Form` and needs nothing else: Django's own widgets get our templates, and the
widgets below add what Django has no widget for. Admin and the API keep Django's own look, because
the renderer belongs to the base class and not to the settings.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

DATE_PARTS = ("day", "month", "year")

WIDGET_TEMPLATES = {
    "django/forms/widgets/text.html": "ui/widgets/input.html",
    "django/forms/widgets/email.html": "ui/widgets/input.html",
    "django/forms/widgets/url.html": "ui/widgets/input.html",
    "django/forms/widgets/number.html": "ui/widgets/input.html",
    "django/forms/widgets/date.html": "ui/widgets/input.html",
    "django/forms/widgets/password.html": "ui/widgets/password.html",
    "django/forms/widgets/textarea.html": "ui/widgets/textarea.html",
    "django/forms/widgets/select.html": "ui/widgets/select.html",
    "django/forms/widgets/radio.html": "ui/widgets/radios.html",
    "django/forms/widgets/checkbox_select.html": "ui/widgets/checkboxes.html",
    "django/forms/widgets/checkbox.html": "ui/widgets/checkbox.html",
    "django/forms/widgets/file.html": "ui/widgets/file.html",
    "django/forms/widgets/clearable_file_input.html": "ui/widgets/file.html",
}

# How a refusal ends that begins with the field's label; Django fills in the limit.
LIMITS = {
    "max_length": "must be %(limit_value)d characters or fewer",
    "min_value": "must be %(limit_value)s or more",
    "max_value": "must be %(limit_value)s or less",
}


class BoundField(DjangoBoundField):
    """A field with its data, its sentence of error and the ids that tie them together."""

    form: Form

    def __init__(self, form: Form, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = self._what_is_missing()
        label = str(self.label)
        called = "Your answer" if label.endswith("?") else label.replace("%", "%%")
        for code, sentence in LIMITS.items():
            field.error_messages.setdefault(code, f"{called} {sentence}")

    def _what_is_missing(self) -> str:
        """Say what to do; "This field is required" does not, least of all in a summary of many."""
        widget, label = self.field.widget, str(self.label)
        if isinstance(widget, forms.CheckboxInput):
            return f"Tick “{label}” to go on"
        chosen = isinstance(widget, forms.widgets.ChoiceWidget | forms.FileInput)
        verb = "Select" if chosen else "Enter"
        if label.endswith("?"):
            return f"Answer “{label}”"
        is_abbreviation = label[:2].isalpha() and label[:2].isupper()
        called = label if is_abbreviation else label[:1].lower() + label[1:]
        return f"{verb} {called}" if called.startswith("your ") else f"{verb} the {called}"

    def get_context(self) -> dict[str, Any]:
        return {
            "field": self,
            "label_size": self.form.label_size,
            "heading": self.name == self.form.heading,
        }

    @property
    def message(self) -> str:
        """The one sentence shown beside the field and, in the same words, in the summary."""
        return str(next(iter(self.errors), ""))

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def count_id(self) -> str:
        return f"{self.auto_id}-info"

    @property
    def aria_describedby(self) -> str:
        ids = {
            self.count_id: isinstance(self.field.widget, CharacterCount),
            self.hint_id: bool(self.help_text),
            self.error_id: bool(self.errors),
        }
        return "" if self.is_hidden else " ".join(id_ for id_, shown in ids.items() if shown)

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The parts of a date that its error is about; all of them where it does not say."""
        if not self.errors:
            return ()
        error = self.errors.as_data()[0]
        return (error.params or {}).get("parts") or DATE_PARTS

    @property
    def focus_id(self) -> str:
        """The control that a link in the error summary must bring the cursor to."""
        if isinstance(self.field.widget, DateInput):
            return f"{self.auto_id}-{self.wrong_parts[0]}"
        return self.auto_id

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if attrs.pop("aria-invalid", None):
            attrs["invalid"] = " ".join(self.wrong_parts)
        return attrs


class Renderer(DjangoTemplates):
    """Draws fields and widgets from templates/ui/, and whatever is not there as Django does."""

    field_template_name = "ui/field.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        template_name = WIDGET_TEMPLATES.get(template_name, template_name)
        if template_name.startswith("ui/"):
            return get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """The base of every form in the service.

    `label_size` is the size of labels and legends ("s", "m", "l", "xl", or "" for plain ones).
    `heading` names the field whose label is the page's h1. `whole_form_focus` names the field that
    an error about the form as a whole leads to, a wrong password for instance.
    """

    default_renderer = Renderer
    use_required_attribute = False
    label_size: ClassVar[str] = "m"
    heading: ClassVar[str] = ""
    whole_form_focus: ClassVar[str] = ""

    def __getitem__(self, name: str) -> BoundField:
        return cast(BoundField, super().__getitem__(name))  # the renderer's bound_field_class

    def error_list(self) -> list[dict[str, str]]:
        """One entry a field for the summary, in the order of the page: what is wrong, and where."""
        where = f"#{self[self.whole_form_focus].focus_id}" if self.whole_form_focus else ""
        entries = [{"text": str(error), "href": where} for error in self.non_field_errors()]
        for name in self.fields:
            field = self[name]
            if field.errors:
                href = "" if field.is_hidden else f"#{field.focus_id}"
                entries.append({"text": field.message, "href": href})
        return entries


class NumberInput(forms.NumberInput):
    """A number with its unit: `NumberInput(suffix="per 1,000 people", width=5)`."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        width: int = 5,
    ) -> None:
        super().__init__({"class": f"govuk-input--width-{width}"} | (attrs or {}))
        self.prefix = prefix
        self.suffix = suffix

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"prefix": self.prefix, "suffix": self.suffix}
        return context


class CharacterCount(forms.Textarea):
    """Free text with a limit, counted aloud but never cut off while typing.

    Give the field the same `max_length`: it refuses what is too long, the widget only counts.
    """

    template_name = "ui/widgets/character_count.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, max_length: int, rows: int = 5
    ) -> None:
        super().__init__({"rows": rows} | (attrs or {}))
        self.max_length = max_length

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["max_length"] = self.max_length
        return context


class Autocomplete(forms.Select):
    """A select that app.js turns into a type-ahead; without JavaScript it stays a select."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-autocomplete": "true"} | (attrs or {}), choices)

    class Media:
        css: ClassVar[dict[str, list[str]]] = {
            "all": ["vendor/autocomplete/accessible-autocomplete.min.css"]
        }


class _Hinted(forms.widgets.ChoiceWidget):
    """Adds a hint below each choice that has one: `hints={"high": "An improvement target"}`."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}


class Radios(_Hinted, forms.RadioSelect):
    """One of a few, each with an optional hint."""


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of a few, each with an optional hint."""


class DateInput(forms.Widget):
    """Day, month and year as three boxes. Its data are three strings, its value three or a date."""

    template_name = "ui/widgets/date.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        return tuple(data.get(f"{name}-{part}", "").strip() for part in DATE_PARTS)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in DATE_PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        invalid = context["widget"]["attrs"].get("invalid", "").split()
        context["widget"]["parts"] = [
            {"name": part, "value": text, "width": width, "invalid": part in invalid}
            for part, text, width in zip(DATE_PARTS, _typed(value), (2, 2, 4), strict=True)
        ]
        return context


def _typed(value: datetime.date | tuple[str, ...] | None) -> tuple[str, ...]:
    """What stands in the three boxes for a date, for what was typed, or for nothing."""
    if isinstance(value, datetime.date):
        return str(value.day), str(value.month), str(value.year)
    return value or ("", "", "")


class DateField(forms.Field):
    """A date typed as day, month and year; an error names the part that is wrong.

    `called` begins the sentences: "The date of the assessment" gives "The date of the assessment
    must include a month".
    """

    widget = DateInput

    def __init__(self, *, called: str = "The date", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.called = called

    def to_python(self, value: Any) -> datetime.date | None:
        """Refuses a date with parts missing, and one that is not in the calendar."""
        if isinstance(value, datetime.date):
            return value
        typed = _typed(value)
        if not any(typed):
            return None
        missing = [part for part, text in zip(DATE_PARTS, typed, strict=True) if not text]
        if missing:
            self._refuse(f"must include a {' and '.join(missing)}", missing)
        return self._real_date(typed)

    def _real_date(self, typed: tuple[str, ...]) -> datetime.date:
        day, month, year = _whole(typed[0]), _month(typed[1]), _whole(typed[2])
        if year < datetime.MINYEAR or len(typed[2]) != 4:
            self._refuse("must have a year of 4 digits", ["year"])
        if not 1 <= month <= 12:
            self._refuse("must have a real month", ["month"])
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            self._refuse("must have a day that is in the month", ["day"])
        return datetime.date(year, month, day)

    def _refuse(self, what: str, parts: list[str]) -> NoReturn:
        raise ValidationError(
            "%(called)s %(what)s",
            code="invalid",
            params={"called": self.called, "what": what, "parts": tuple(parts)},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _typed(initial) != _typed(data)


def _whole(text: str) -> int:
    """The whole number written in `text`, or -1, which no part of a date can be."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1


def _month(text: str) -> int:
    """The month as a number; people also type "mar" and "March"."""
    names = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    short = {name[:3]: number for name, number in names.items()}
    return (names | short).get(text.lower()) or _whole(text)
