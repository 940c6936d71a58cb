import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from indicators.statistics.value_projection import project_ratio, project_share, project_survey

DAMPING = 0.96**12


def same(actual, expected, *, rtol=1e-9):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-12)


def shares(seed, *, areas=40, years=6, size=2000, yearly=0.05, wander=0.0):
    """Return yearly shares of areas, their log odds rising and wandering."""
    random = np.random.default_rng(seed)
    walk = np.cumsum(random.normal(0, wander, (areas, years)), axis=1)
    odds = random.normal(-1, 0.3, (areas, 1)) + yearly * np.arange(years) + walk
    return random.binomial(size, expit(odds)) / size


def test_a_trend_on_the_log_odds_fades():
    share = np.tile(expit(-1 + 0.1 * np.arange(6)), (5, 1))

    ours = project_share(share, 1000, years_ahead=2)

    assert set(ours.reason) == {""}
    same(logit(ours.median), -0.5 + 0.1 * (DAMPING + DAMPING**2), rtol=1e-6)
    by_chance = 1 / (1000 * expit(-0.5) * expit(0.5))
    assert (ours.variance > 2 * by_chance).all()
    same(logit(ours.upper_95) - logit(ours.median), 1.959963984540054 * np.sqrt(ours.variance))


def test_two_surveys_hold_the_level_and_learn_the_wandering_from_other_areas():
    share = shares(1, areas=2000, years=2, wander=0.2)

    ours = project_survey(share, 2000, years_between=1, years_ahead=2)

    same(ours.median, share[:, 1])
    by_chance = 1 / (2000 * share[:, 1] * (1 - share[:, 1]))
    same(ours.variance - 2 * by_chance, 0.04 * (2 + 8 / 12), rtol=0.1)


def test_two_surveys_further_apart_wander_less_a_year():
    share = shares(2, areas=100, years=2, wander=0.2)

    near, far = (
        project_survey(share, 2000, years_between=years, years_ahead=2) for years in (1, 4)
    )

    assert (far.variance < near.variance).all()


def test_one_area_of_two_surveys_teaches_nothing():
    ours = project_survey([[0.4, 0.5]], 1000, years_between=2, years_ahead=2)

    assert ours.reason.tolist() == ["too few"]
    assert np.isnan(ours.median).all()
    none = project_survey([[np.nan, np.nan]], 1000, years_between=2, years_ahead=2)
    assert none.reason.tolist() == ["missing"]


def test_years_with_gaps_between_them_all_do_not_tell_the_wandering():
    every_other = np.tile([0.4, np.nan], (3, 4))[:, :7]

    ours = project_share(every_other, 1000, years_ahead=1)

    assert set(ours.reason) == {"too few"}


@pytest.mark.parametrize(
    ("share", "between", "ahead"), [([[0.5] * 3], 1, 1), ([[0.5] * 2], 0, 1), ([[0.5] * 2], 1, 0)]
)
def test_what_are_no_two_surveys_is_refused(share, between, ahead):
    with pytest.raises(ValueError, match="two surveys"):
        project_survey(share, 1000, years_between=between, years_ahead=ahead)


def test_a_ratio_goes_back_towards_one():
    observed = np.array([[150.0, 150, 150, 150], [50, 50, 50, 50], [100, 100, 100, 100]])

    soon, late = (project_ratio(observed, 100, years_ahead=years) for years in (1, 5))

    same(np.log(soon.median), np.log([1.5, 0.5, 1]) * DAMPING)
    assert late.median[0] < soon.median[0] < 1.5
    assert late.median[1] > soon.median[1] > 0.5
    same(late.median[2], 1)


def test_the_dispersion_of_offences_widens_a_ratio():
    observed = np.random.default_rng(3).poisson(100, (20, 5))

    plain, clustered = (
        project_ratio(observed, 100, years_ahead=1, dispersion=dispersion) for dispersion in (1, 9)
    )

    assert (clustered.variance > plain.variance).all()


def test_none_and_all_can_be_projected():
    share = np.tile([[0.0], [0.5], [1.0]], (1, 5))

    ours = project_share(share, 100, years_ahead=1)
    nothing = project_ratio(np.zeros((1, 4)), 10, years_ahead=1)

    assert set(ours.reason) | set(nothing.reason) == {""}
    assert (ours.lower_95 < ours.upper_95).all()
    same(np.log(nothing.median), np.log(0.5 / 10) * DAMPING)


BAD_SHARES = [
    ("missing", [np.nan] * 5, 100),
    ("negative count", [0.5, -0.1, 0.5, 0.5, 0.5], 100),
    ("no base", [0.5] * 5, [100, 100, 100, 0, 100]),
    ("count above base", [0.5, 1.1, 0.5, 0.5, 0.5], 100),
    ("too few", [np.nan, np.nan, 0.5, 0.5, 0.5], 100),
    ("part missing", [0.5, 0.5, 0.5, 0.5, np.nan], 100),
]


@pytest.mark.parametrize(("reason", "share", "size"), BAD_SHARES)
def test_a_share_that_cannot_be_projected_says_why(reason, share, size):
    good = shares(4, years=5)
    sizes = np.vstack([np.full(good.shape, 2000), np.broadcast_to(size, 5)])

    ours = project_share(np.vstack([good, share]), sizes, years_ahead=1)

    assert ours.reason.tolist() == [""] * 40 + [reason]
    assert np.isnan(ours.median[-1])
    assert np.isfinite(ours.median[:-1]).all()


def test_a_ratio_that_cannot_be_projected_says_why():
    observed = np.full((5, 4), 100.0)
    expected = np.full((5, 4), 90.0)
    observed[0], observed[1, 2], expected[2, 0], observed[3, 3] = np.nan, -1, 0, np.nan

    ours = project_ratio(observed, expected, years_ahead=1)
    short = project_ratio(observed[4:, :2], 90, years_ahead=1)

    assert ours.reason.tolist() == ["missing", "negative count", "no expected", "part missing", ""]
    assert short.reason.tolist() == ["too few"]


@pytest.mark.parametrize("project", [project_share, project_ratio])
def test_a_target_that_is_not_ahead_is_refused(project):
    with pytest.raises(ValueError, match="at least a year ahead"):
        project([[0.5] * 5], 100, years_ahead=0)


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_what_is_left_over_is_projected_as_what_is_left(seed, years_ahead):
    share = shares(seed)

    ours = project_share(share, 2000, years_ahead=years_ahead)
    rest = project_share(1 - share, 2000, years_ahead=years_ahead)

    same(ours.median, 1 - rest.median, rtol=1e-6)
    same(ours.lower_95, 1 - rest.upper_95, rtol=1e-6)


@given(st.integers(0, 10**6), st.permutations(range(40)))
def test_order_does_not_matter_and_further_is_wider(seed, order):
    share, order = shares(seed, yearly=0.0), list(order)

    ours, shuffled = (project_share(x, 2000, years_ahead=1) for x in (share, share[order]))
    later = project_share(share, 2000, years_ahead=3)

    same(shuffled.median, ours.median[order], rtol=1e-6)
    assert (later.variance > ours.variance).all()
    assert (ours.lower_95 < ours.lower_50).all()
    assert (ours.lower_50 < ours.median).all()
