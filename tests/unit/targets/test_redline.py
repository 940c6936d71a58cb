"""What a redline marks, cell by cell: without a database."""

from decimal import Decimal

import pytest

from targets.redline import Change, Said, mark, redline


def value(text, *, name="2010/11"):
    """The value of a year, or none."""
    return Said(name, text, Decimal(text) if text else None, is_value=True)


@pytest.mark.parametrize(
    ("now", "before", "change", "sentence"),
    [
        (value("14.40"), value("14.40"), Change.SAME, "No change"),
        (value("14.4"), value("14.40"), Change.SAME, "No change"),
        (value("14.00"), value("14.40"), Change.LOWER, "0.40 lower than 14.40"),
        (value("15"), value("14.40"), Change.HIGHER, "0.60 higher than 14.40"),
        (value("-2"), value("-2.5"), Change.HIGHER, "0.5 higher than -2.5"),
        (value("0"), value("100"), Change.LOWER, "100 lower than 100"),
        (value("14.40"), value(""), Change.NEW, "New"),
        (value(""), value("14.40"), Change.GONE, "Taken out, was 14.40"),
        (Said("Type", "Local"), Said("Type", "Designated"), Change.OTHER, "Was Designated"),
        (Said("Type", "Local"), Said("Type", "Local"), Change.SAME, "No change"),
        (Said("Type", ""), Said("Type", ""), Change.SAME, "No change"),
    ],
)
def test_mark_says_what_is_other_and_by_how_much(now, before, change, sentence):
    found = mark(now, before)

    assert (found.change, found.sentence) == (change, sentence)
    assert found.symbol


def test_every_change_has_a_symbol_of_its_own():
    assert len({change.symbol for change in Change}) == len(Change)


def test_terms_beside_the_last_round_the_baseline_and_what_was_agreed():
    baseline = Said("Baseline", "18.00", Decimal("18.00"))
    now = [baseline, value("14.00")]
    last = [baseline, value("14.40")]
    agreed = [Said("Baseline", "17.50", Decimal("17.50")), value("14.00")]

    first, second = redline(now, baseline=baseline, last=last, agreed=agreed)

    assert [one.change for one in (first.last, first.agreed)] == [Change.SAME, Change.HIGHER]
    assert first.baseline is None
    assert [one.change for one in (second.last, second.baseline, second.agreed)] == [
        Change.LOWER,
        Change.LOWER,
        Change.SAME,
    ]
    assert (first.is_changed, second.is_changed) == (False, True)


def test_first_offer_has_nothing_to_be_set_beside_but_its_baseline():
    baseline = Said("Baseline", "18.00", Decimal("18.00"))

    (row,) = redline([value("14.40")], baseline=baseline)

    assert (row.last, row.agreed) == (None, None)
    assert row.baseline.sentence == "3.60 lower than 18.00"


def test_what_nobody_says_is_left_out_and_what_was_taken_out_stays():
    rows = redline(
        [Said("Waits for", ""), Said("Gap to", "")],
        last=[Said("Waits for", "The survey"), Said("Gap to", "")],
    )

    assert [(row.said.name, row.last.change) for row in rows] == [("Waits for", Change.GONE)]
