"""What parameters and bodies of this app name: partnerships, years, records of other apps."""

import re
from collections.abc import Sequence

from indicators.api.catalogue import INDICATOR
from indicators.models import Indicator
from laa_portal.foundation.api import Kind, code
from laa_portal.foundation.api.bodies import Field
from laa_portal.foundation.api.body_fields import one, some
from partnerships.api.organisations import ORGANISATION
from partnerships.models import Organisation, Partnership
from targets.contents import YEARS, year_label

SLUG = "[-A-Za-z0-9_]{1,40}"


def partnerships_by_code(texts: Sequence[str]) -> dict[str, int]:
    """Return the ids of partnerships by their codes."""
    return dict(Partnership.objects.filter(code__in=texts).values_list("code", "pk"))


PARTNERSHIP = code(partnerships_by_code, pattern=SLUG, refusal="is not the code of a partnership.")

YEAR_OF = {year_label(year): year for year in YEARS}
YEAR = Kind(
    read=lambda texts: {text: YEAR_OF[text] for text in texts if text in YEAR_OF},
    refusal=f"is not a financial year from {year_label(YEARS[0])} to {year_label(YEARS[-1])}. "
    "Write it as 2008/09.",
    schema={"type": "string", "enum": list(YEAR_OF)},
    choices=tuple((label, label) for label in YEAR_OF),
)
"""Read as the year in which it begins."""


NUMBER = re.compile("[1-9][0-9]{0,8}")
RECORD = Kind(
    read=lambda texts: {text: int(text) for text in texts if NUMBER.fullmatch(text)},
    refusal="is not the id of a record: a whole number.",
    schema={"type": "integer", "minimum": 1, "maximum": 999_999_999},
)
"""Of which there may be none, or none that the reader sees: then nothing belongs to it."""


def a_partnership(meaning: str) -> Field:
    """A partnership by its code."""
    return one(PARTNERSHIP, meaning).then(lambda pk: Partnership.objects.get(pk=pk))


def an_organisation(meaning: str) -> Field:
    """An organisation by its code."""
    return one(ORGANISATION, meaning).then(lambda pk: Organisation.objects.get(pk=pk))


def organisations(meaning: str) -> Field:
    """Organisations by their codes."""
    field = some(ORGANISATION, meaning, example=["home-office"])
    return field.then(lambda pks: list(Organisation.objects.filter(pk__in=pks)))


def an_indicator(meaning: str) -> Field:
    """An indicator by its code."""
    return one(INDICATOR, meaning, example="NI 16").then(lambda pk: Indicator.objects.get(pk=pk))


def indicators(meaning: str) -> Field:
    """Indicators by their codes."""
    field = some(INDICATOR, meaning, example=["NI 16"])
    return field.then(lambda pks: list(Indicator.objects.filter(pk__in=pks)))
