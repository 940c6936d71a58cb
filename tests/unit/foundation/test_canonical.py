"""The same content is the same text, whatever order it came in and however exact its numbers."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from laa_portal.foundation.canonical import canonical


def test_keys_are_sorted_and_nothing_is_spaced():
    assert canonical({"b": 1, "a": {"d": [1, None], "c": True}}) == (
        '{"a":{"c":true,"d":[1,null]},"b":1}'
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (Decimal("640.000000"), "640"),
        (Decimal("0.50"), "0.5"),
    ],
)
def test_numbers_are_texts_that_read_back_the_same(number, text):
    assert canonical({"n": number}) == f'{{"n":"{text}"}}'
    assert float(text) == float(number)


def test_moments_are_in_utc_and_letters_stand_as_they_are():
    at = datetime(2008, 7, 1, 10, tzinfo=timezone(timedelta(hours=1)))

    assert canonical({"at": at}) == canonical({"at": at.astimezone(UTC)})
    assert canonical({"on": date(2008, 7, 1), "of": "Zoë"}) == '{"of":"Zoë","on":"2008-07-01"}'


def test_what_has_no_one_form_is_refused():
    with pytest.raises(TypeError, match="set has no canonical form"):
        canonical({"some": {1, 2}})
