"""The examples inside the installed GOV.UK Frontend: options, and the HTML they must give."""

import json
from pathlib import Path

from django.utils.safestring import mark_safe

COMPONENTS = Path(__file__).parents[3] / "node_modules/govuk-frontend/dist/govuk/components"


class NotOffered(Exception):
    """The fixture uses an option that our tag does not have."""


def taken(options, *known):
    """The values of the known options, in order; None where not given."""
    if set(options) - set(known):
        raise NotOffered
    return [options.get(name) for name in known]


def words(options, prefix=""):
    """The `text` or `html` of a component, as the macros choose between them."""
    html, text = (f"{prefix}Html", f"{prefix}Text") if prefix else ("html", "text")
    return mark_safe(options[html]) if options.get(html) else options.get(text) or ""


def fixtures_of(component):
    """Name, options and HTML of each example of a component."""
    path = COMPONENTS / component / "fixtures.json"
    for fixture in json.loads(path.read_text(encoding="utf-8"))["fixtures"]:
        yield fixture["name"], fixture["options"], fixture["html"]
