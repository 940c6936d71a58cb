"""Progress counted from the baseline in the right direction, whichever that is."""

import pytest

from reviews.assessing import Path, progress_of
from reviews.progress import Verdict

V = Verdict


def path(**changes):
    """Arson per 10,000: from 18.0 in 2007/08 to 14.4 in 2010/11, which is lower and better."""
    values = {
        "baseline": 18.0,
        "baseline_year": 2007,
        "first_year": 2008,
        "values": (None, None, 14.4),
        "improvement": -1,
        "decimals": 1,
    }
    return Path(**values | changes)


def test_path_asks_for_the_line_between_where_no_year_was_agreed():
    assert [path().asks(year) for year in (2008, 2009, 2010)] == [16.8, 15.6, 14.4]


def test_year_that_was_agreed_goes_before_the_line():
    stepped = path(values=(17.5, None, 14.4))

    assert [stepped.asks(year) for year in (2008, 2009, 2010)] == [17.5, 16.0, 14.4]


@pytest.mark.parametrize("year", [2007, 2011])
def test_path_asks_for_nothing_outside_its_years(year):
    assert path().asks(year) is None


@pytest.mark.parametrize(
    ("figure", "verdict", "gap", "share"),
    [
        (16.8, V.MET, 0.0, 1 / 3),
        (16.84, V.MET, 0.0, 1 / 3),  # as it is printed
        (16.0, V.MET, -0.8, 2 / 3.6 * 1.0),
        (17.0, V.ON_THE_WAY, 0.2, 1 / 3.6),
        (18.0, V.NO_PROGRESS, 1.2, 0.0),
        (19.0, V.AWAY, 2.2, -1 / 3.6),
    ],
)
def test_where_a_figure_stands_when_lower_is_better(figure, verdict, gap, share):
    found = progress_of(path(), 2008, figure)

    assert (found.verdict, found.asked) == (verdict, 16.8)
    assert found.gap == pytest.approx(gap)
    assert found.share == pytest.approx(share)


def test_where_a_figure_stands_when_higher_is_better():
    up = path(baseline=25.0, values=(None, None, 28.0), improvement=1)

    assert progress_of(up, 2008, 26.0).verdict == V.MET
    assert progress_of(up, 2008, 25.5).gap == pytest.approx(0.5)
    assert progress_of(up, 2008, 24.0).verdict == V.AWAY


def test_what_cannot_be_said_says_why():
    assert progress_of(path(), 2008, None).verdict == V.NOT_YET
    assert progress_of(path(unmeasured=frozenset({2009})), 2009, 15.0).verdict == V.NOT_MEASURED
    assert progress_of(path(improvement=0), 2008, 16.0).verdict == V.UNTOLD
    assert progress_of(path(values=(None, 15.0, None)), 2010, 16.0).verdict == V.UNTOLD
    still = progress_of(path(values=(None, None, 18.0)), 2008, 18.0)
    assert (still.verdict, still.share) == (V.MET, None)
    assert "stay where the baseline was" in still.because
    bare = progress_of(path(baseline=None), 2010, 15.0)
    assert (bare.verdict, bare.share) == (V.ON_THE_WAY, None)
