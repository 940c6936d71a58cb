"""What two states of the catalogue differ in, record by record."""

from dataclasses import replace
from decimal import Decimal

from indicators.catalogue.changes import Record, Table, compare, records
from indicators.catalogue.schema import Catalogue, read_catalogue

CRIME = Record(Table.INDICATOR, "NI 16", ("NI 16",))
NEWER = Record(Table.DEFINITION, "NI 16", ("NI 16", "2008-05"))


def acquisitive_crime():
    """The records of NI 16 alone."""
    return records(Catalogue(tuple(read_catalogue().among(16))))


def test_every_record_of_a_file_is_there_under_its_name():
    assert [str(record) for record in acquisitive_crime()] == [
        "NI 16",
        "NI 16 in NIS from 2008-04-01",
        "NI 16 in APACS from 2008-04-01",
        "NI 16 in PSA 23 from 2008-04-01",
        "Measure NI 16",
        "NI 16 (back-series)",
        "NI 16 (2008-05)",
    ]


def test_a_catalogue_does_not_differ_from_itself():
    assert compare(acquisitive_crime(), acquisitive_crime()) == []


def test_each_field_that_differs_is_a_change():
    stored = acquisitive_crime()
    wanted = stored | {CRIME: stored[CRIME] | {"theme": "Theft", "lag_months": None}}

    assert [str(change) for change in compare(stored, wanted)] == [
        "NI 16: theme: 'Acquisitive crime' becomes 'Theft'",
        "NI 16: lag_months: 2 becomes None",
    ]


def test_records_are_added_and_removed_whole():
    full = acquisitive_crime()
    less = {record: row for record, row in full.items() if record != NEWER}

    (added,) = compare(less, full)
    (removed,) = compare(full, less)

    assert (str(added), added.is_removal) == ("NI 16 (2008-05): added", False)
    assert (str(removed), removed.is_removal) == ("NI 16 (2008-05): removed", True)


def test_bounds_are_exact_as_the_database_has_them():
    (crime,) = read_catalogue().among(16)
    bounded = replace(crime.measures[0], polarity="range", best_from=0.1, best_to=2)
    rows = records(Catalogue((replace(crime, measures=(bounded,)),)))

    row = rows[Record(Table.MEASURE, "NI 16", ("NI 16",))]
    assert (row["best_from"], row["best_to"]) == (Decimal("0.1"), 2)
