"""Amounts as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from targets.forms.amounts import AmountField

RATE, SHARE = "offences per 1,000 people", "% who agree"


def read(typed, *units):
    return AmountField(called="The baseline", units=units).clean(typed)


@pytest.mark.parametrize(
    ("typed", "is_read_as"),
    [
        ("14.4", "14.4"),
        ("1,234.5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("−3.2", "-3.2"),
        ("–3.2", "-3.2"),
        ("+.5", "0.5"),
        (" 12 ", "12"),
        ("0.000001", "0.000001"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, is_read_as):
    assert read(typed, RATE) == Decimal(is_read_as)


def test_nothing_typed_is_no_amount():
    assert read("") is None
    assert read(None) is None
    assert read("   ") is None


def test_a_percent_sign_goes_with_a_share_and_with_a_unit_of_ones_own():
    assert read("12.5 %", SHARE) == Decimal("12.5")
    assert read("12.5%") == Decimal("12.5")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12.5%", "is in offences per 1,000 people, not in %"),
        ("14,4", "as in 14.4"),
        ("1,23,456", "must be a number"),
        ("12 per 1,000", "must be a number"),
        ("about 12", "must be a number"),
        ("1e5", "must be a number"),
        ("NaN", "must be a number"),
        ("Infinity", "must be a number"),
        ("-", "must be a number"),
        (".", "must be a number"),
        ("--5", "must be a number"),
        ("٣", "must be a number"),
        ("0.0000001", "6 decimals or fewer"),
        ("1000000000000", "less than a million million"),
    ],
)
def test_what_is_no_amount_of_its_unit_is_refused_with_how_to_mend_it(typed, says):
    with pytest.raises(ValidationError) as refused:
        read(typed, RATE)

    (sentence,) = refused.value.messages
    assert sentence.startswith("The baseline ")
    assert says in sentence


def test_an_amount_of_the_database_is_shown_as_it_was_typed():
    field = AmountField(called="The baseline", units=[RATE])

    assert field.prepare_value(Decimal("14.400000")) == "14.4"
    assert field.prepare_value(Decimal("100.000000")) == "100"
    assert field.prepare_value("14,4") == "14,4"
