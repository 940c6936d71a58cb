"""What a child writes is taken whole or not at all."""

import pytest

from indicators.parsing import read
from indicators.parsing.wire import Incomplete, lines_of, reading_of

CONTENT = b"indicator,area_code,period,numerator\nNI 16,E07000901,2008/09,5\nNI 16,E1,oops,5\n"
NO_FIGURES = ", null" * 7


def test_lines_that_break_off_are_refused():
    lines = list(lines_of(read(CONTENT, "return.csv")))
    for length in range(len(lines)):
        with pytest.raises(Incomplete):
            reading_of(lines[:length])


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "{}",
        "1",
        '["row", 2]',
        '["problem", 2]',
        f'["row", 2, "NI 16", "", "E1", "", "five"{NO_FIGURES}, "", "", []]',
        f'["row", 2, "NI 16", "", "E1", "oops", "5"{NO_FIGURES}, "", "", []]',
    ],
)
def test_lines_that_make_no_reading_are_refused(line):
    first, *others = lines_of(read(CONTENT, "return.csv"))
    with pytest.raises(Incomplete):
        reading_of([first, line, *others])
    with pytest.raises(Incomplete):
        reading_of([line, *others])
