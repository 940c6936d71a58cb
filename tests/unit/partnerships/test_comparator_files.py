"""Files of comparator groups: read in any order, and every fault told with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.comparator_files import COLUMNS, Place, read_groups

HEADING = ",".join(COLUMNS)
APRIL_2008, APRIL_2009 = date(2008, 4, 1), date(2009, 4, 1)

ASHMERE = Place(1, "Ashmere", None, None)
COLDWELL = Place(2, "Coldwell", None, None)
FERNLEY = Place(3, "Fernley", None, APRIL_2009)
NETHERBY = Place(4, "Netherby", APRIL_2009, None)
PLACES = {"X01": ASHMERE, "00AA": ASHMERE, "X02": COLDWELL, "X03": FERNLEY, "X04": NETHERBY}


def read(*rows, heading=HEADING):
    return read_groups("\n".join([heading, *rows]).encode(), PLACES)


def faults(*rows):
    groups, found = read(*rows)
    assert groups == [] or found
    return [(fault.line, fault.message) for fault in found]


def test_rows_with_one_area_source_and_first_day_are_a_group():
    groups, found = read(
        "X01,2008-04-01,2009-04-01,iQuanta,2,X03",
        "X02,2008-04-01,,iQuanta,1,X01",
        "X01,2008-04-01,2009-04-01,iQuanta,1,X02",
        "X01,2009-04-01,,iQuanta,1,X04",
        "X01,2008-04-01,,CIPFA,1,X02",
    )

    assert found == []
    assert [(g.line, g.area.name, g.source, g.starts_on, g.ends_on) for g in groups] == [
        (2, "Ashmere", "iQuanta", APRIL_2008, APRIL_2009),
        (3, "Coldwell", "iQuanta", APRIL_2008, None),
        (5, "Ashmere", "iQuanta", APRIL_2009, None),
        (6, "Ashmere", "CIPFA", APRIL_2008, None),
    ]
    assert groups[0].peers == (COLDWELL, FERNLEY)


def test_columns_may_stand_in_any_order_and_a_spreadsheet_may_have_written_the_file():
    text = (
        "\ufeffpeer , position,source,ends_on,starts_on,area\r\n"
        'X02,1,"Audit Commission, nearest neighbours",,2008-04-01, 00aa\r\n,,,,,\r\n'
    )

    groups, found = read_groups(text.encode(), PLACES)

    assert found == []
    assert (groups[0].area, groups[0].source) == (ASHMERE, "Audit Commission, nearest neighbours")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("X09,2008-04-01,,A,1,X02", "No area has the code “X09” (area)."),
        ("X01,2008-04-01,,A,1,", "No area has the code “” (peer)."),
        ("X01,2008-04-01,,A,1,X01", "Ashmere cannot be among its own comparators."),
        ("X01,2008-04-01,,A,1,00AA", "Ashmere cannot be among its own comparators."),
        ("X01,01/04/2008,,A,1,X02", "“01/04/2008” is no day as in 2008-04-01 (starts_on)."),
        ("X01,,,A,1,X02", "“” is no day as in 2008-04-01 (starts_on)."),
        ("X01,2008-04-01,soon,A,1,X02", "“soon” is no day as in 2008-04-01 (ends_on)."),
        ("X01,2008-04-01,2008-04-01,A,1,X02", "The group must end after it starts."),
        ("X01,2008-04-01,,,1,X02", "The source must have from 1 to 200 characters."),
        (f"X01,2008-04-01,,{'A' * 201},1,X02", "The source must have from 1 to 200 characters."),
        ("X01,2008-04-01,,A,0,X02", "“0” is no position: 1 is the nearest area, then 2."),
        ("X01,2008-04-01,,A,1.0,X02", "“1.0” is no position: 1 is the nearest area, then 2."),
        ("X01,2008-04-01,,A,²,X02", "“²” is no position: 1 is the nearest area, then 2."),
        ("X01,2008-04-01,,A,1,X04", "Netherby is no area of 1 April 2008."),
        ("X03,2009-04-01,,A,1,X04", "Fernley is no area of 1 April 2009."),
        ("X01,2008-04-01,,A,1", "There are 5 cells, not 6."),
        ("X01,2008-04-01,,A,1,X02,", "There are 7 cells, not 6."),
    ],
)
def test_a_row_says_what_is_wrong_with_it(row, message):
    assert faults(row) == [(2, message)]


def test_every_fault_is_told_at_once_in_the_order_of_lines():
    assert faults(
        "X01,2008-04-01,,A,1,X02",
        "X09,yesterday,,,first,X08",
        "X02,2008-04-01,,A,1,X02",
    ) == [
        (3, "No area has the code “X08” (peer)."),
        (3, "No area has the code “X09” (area)."),
        (3, "The source must have from 1 to 200 characters."),
        (3, "“first” is no position: 1 is the nearest area, then 2."),
        (3, "“yesterday” is no day as in 2008-04-01 (starts_on)."),
        (4, "Coldwell cannot be among its own comparators."),
    ]


def test_a_peer_or_a_position_is_not_in_a_group_twice():
    assert faults("X01,2008-04-01,,A,1,X02", "X01,2008-04-01,,A,2,X02") == [
        (2, "Coldwell is in the group twice."),
        (3, "Coldwell is in the group twice."),
    ]
    assert faults("X01,2008-04-01,,A,1,X02", "X01,2008-04-01,,A,1,X03") == [
        (2, "Position 1 is in the group twice."),
        (3, "Position 1 is in the group twice."),
    ]


def test_positions_leave_no_gap():
    assert faults("X01,2008-04-01,,A,1,X02", "X01,2008-04-01,,A,3,X03") == [
        (2, "The positions of the group must run from 1 to 2.")
    ]


def test_a_group_has_one_end():
    assert faults("X01,2008-04-01,,A,1,X02", "X01,2008-04-01,2009-04-01,A,2,X03") == [
        (3, "The group ends on another day in line 2.")
    ]


def test_groups_of_one_area_and_source_do_not_overlap():
    long, short = "X01,2008-04-01,,A,1,X02", "X01,2008-06-01,2008-07-01,A,1,X02"

    assert faults(long, short, "X01,2009-04-01,,A,1,X02", "X01,2009-04-01,,B,1,X02") == [
        (3, "The group in line 2 has not ended when this one starts."),
        (4, "The group in line 2 has not ended when this one starts."),
    ]


@pytest.mark.parametrize("heading", ["", "area,peer", HEADING + ",note", HEADING + ",area"])
def test_another_heading_is_refused(heading):
    groups, (fault,) = read("X01,2008-04-01,,A,1,X02", heading=heading)

    assert groups == []
    assert str(fault).startswith("The first line must name the columns area, starts_on,")


@pytest.mark.parametrize("content", [b"", HEADING.encode(), HEADING.encode() + b"\n,,,,,\n\n"])
def test_a_file_without_rows_is_refused(content):
    groups, (fault,) = read_groups(content, PLACES)

    assert groups == []
    assert fault.line == 0


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'area,"peer', b"PK\x03\x04\xa0"])
def test_what_is_no_csv_is_refused(content):
    _, (fault,) = read_groups(content, PLACES)

    assert "no CSV in UTF-8" in fault.message


@given(st.binary(max_size=300))
def test_no_bytes_bring_the_reader_down(content):
    read_groups(content, PLACES)
    groups, found = read_groups(HEADING.encode() + b"\n" + content, PLACES)

    assert groups == []
    assert found


def test_a_fault_of_one_group_leaves_the_others_readable():
    groups, found = read("X01,2008-04-01,,A,2,X02", "X02,2008-04-01,,A,1,X01")

    assert [group.area for group in groups] == [COLDWELL]
    assert len(found) == 1
