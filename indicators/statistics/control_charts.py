"""Control charts of single values (XmR): limits from a series' own moving range, and four rules.

The rules are those of NHS England's "Making Data Count": a point beyond the limits, a shift, a
trend, and two points of three close to a limit. Left to themselves they also call things special
that are not, so `guard` adds four cautions of ours: no limits from fewer than twelve points, from
points that hardly vary, or from counts below five a period, and none across a gap.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import MISSING, Floats, Words, floats
from indicators.statistics.runs import (
    Bools,
    near_in_threes,
    points_in_runs,
    run_starts,
    steps_between,
)
from indicators.statistics.segments import Segments, segments

LIMIT = 2.66  # mean moving ranges from the mean to a limit: 3 standard deviations, over 1.128
NEAR = LIMIT * 2 / 3
SCREEN = 3.267  # a moving range this many times their mean lies beyond its own upper limit
RUN_STEPS = 6  # from the first of seven points to the last
REBASE_STEPS = 8
FEWEST_POINTS, FEWEST_FOR_FIRM_LIMITS = 12, 20
FEWEST_EVENTS = 5  # a period, on average

TOO_FEW_POINTS = "too few points"
NO_VARIATION = "no variation"
TOO_FEW_EVENTS = "too few events"
TRIAL = "trial"

RULES = {  # the weaker first, with the side of the mean that each speaks of
    "shift_high": 1,
    "shift_low": -1,
    "two_in_three_high": 1,
    "two_in_three_low": -1,
    "trend_up": 1,
    "trend_down": -1,
    "above_limit": 1,
    "below_limit": -1,
}
CAUSES, DIRECTIONS = np.array(["", *RULES]), np.array([0, *RULES.values()])
POINT_TYPES = np.array(["concern", "neutral", "improvement", "common_cause"])
COMMON_CAUSE = 3
OUTCOMES = np.array(["consistent_fail", "inconsistent", "consistent_pass"])


class XmR(NamedTuple):
    """Arrays of the shape of the values. `reason` says why a point has no limits, or "trial"."""

    mean: Floats
    lower: Floats
    upper: Floats
    cause: Words
    point_type: Words
    reason: Words


def xmr(
    values: ArrayLike,
    *,
    segment: ArrayLike | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    improvement: ArrayLike = -1,
    guard: bool = True,
    count: ArrayLike | None = None,
) -> XmR:
    """Return the limits of each series and, for each point, the rule that calls it special.

    A point under several rules has the first of: beyond a limit, trend (the later, where one ends
    and another begins), two in three, shift. Every point of a run is named, also looking back.

    Shapes: `values` has equally long periods along the last axis and series along any others;
    `segment` (limits start afresh wherever it changes) and `count` broadcast to it; `improvement`
    has one entry a series, or is one for all.
    Units: any, the same in and out, but of separate periods: rolling totals give false signals in
    97 series of 100. The first `fix_after` points of a segment set its limits; `improvement` is
    -1 where low is good, 1 where high is, 0 where neither; `count` is the events behind a value.
    Missing: a NaN or infinite value has no cause and the reason "missing", and ends every run.
    With `guard` it ends its segment too, and a segment keeps its mean but has no limits and no
    causes for "too few points" (fewer than 12 that set them), "no variation" (a mean moving range
    of 0) or "too few events" (a mean `count` below 5); limits from 12 to 19 points are "trial".
    Without it only limits that no moving range is left for are NaN.
    Errors: ValueError where `improvement` is not -1, 0 or 1, or `fix_after` is below 1.
    Source: NHS England, Making Data Count, and without `guard` as NHSRplotthedots 0.2.2 has it;
    screening by L. S. Nelson (1982), Journal of Quality Technology 14:172-173.
    """
    values = _finite(values)
    better = _directions(improvement)[..., np.newaxis]
    parts = segments(values, segment, break_at_gaps=guard)
    setting = np.isfinite(values) & _among_first(parts, fix_after)
    moving_range = _mean_moving_range(values, parts, setting, screen=screen)
    points = parts.total(setting)
    if guard:
        events = None if count is None else _mean_events(count, parts, setting)
        reason = _caution(points, moving_range, events)
        moving_range[(reason != "") & (reason != TRIAL)] = np.nan
    else:
        reason = _reason(points, moving_range)
    mean, width = parts.spread(parts.mean(values, setting)), parts.spread(moving_range)
    code = _code(values, parts.joined, mean, width)
    if guard:
        code[np.isnan(width)] = 0  # without limits no rule speaks, not even of the mean
    return XmR(
        mean,
        mean - LIMIT * width,
        mean + LIMIT * width,
        CAUSES[code],
        POINT_TYPES[np.where(code > 0, 1 + DIRECTIONS[code] * better, COMMON_CAUSE)],
        np.where(np.isnan(values), MISSING, parts.spread(reason)),
    )


def suggest_rebase(
    values: ArrayLike, mean: ArrayLike, *, segment: ArrayLike | None = None
) -> Bools:
    """Return the points at which a person might start a new segment, since a shift has lasted.

    Such a point begins nine or more on one side of the mean, does not begin its segment already,
    and leaves at least twelve points up to the segment's end for new limits. It is only ever a
    suggestion: limits that move by themselves hide what they should show.

    Shapes: `mean` (as `xmr` gives it) and `segment` broadcast to `values`; so does the result.
    Units: those of the values.
    Missing: a NaN value or mean ends every run, and a NaN value its segment.
    Errors: none.
    Source: a rule of this project: two points more than a shift, and room for firm enough limits.
    """
    values = _finite(values)
    parts = segments(values, segment, break_at_gaps=True)
    room = parts.spread(parts.length) - parts.places() >= FEWEST_POINTS
    from_mean = values - np.asarray(mean, np.float64)
    starts = np.zeros(values.shape, bool)
    for side in (from_mean > 0, from_mean < 0):
        steps = steps_between(side, parts.joined)
        starts |= run_starts(steps, REBASE_STEPS) & ~steps
    return starts & room & parts.joined


def assurance(
    target: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, improvement: ArrayLike = -1
) -> Words:
    """Return whether the target is met, or missed, whatever chance does within the limits.

    Shapes: all four broadcast; the result has the broadcast shape.
    Units: those of the chart; `improvement` is -1 where low is good, 1 where high is, else 0.
    Missing: "" where a number is NaN or neither direction is good.
    Errors: ValueError where `improvement` is not -1, 0 or 1.
    Source: NHS England, Making Data Count: "consistent_pass" where the target lies beyond the
    limit that is worse, "consistent_fail" beyond the one that is better, else "inconsistent".
    """
    better = _directions(improvement)
    target, lower, upper = floats(target, lower, upper)
    side = (target < lower).astype(int) - (target > upper)
    known = np.isfinite(target + lower + upper) & (better != 0)
    return np.where(known, OUTCOMES[1 + side * better], "")


def _finite(values: ArrayLike) -> Floats:
    array = np.atleast_1d(np.asarray(values, np.float64))
    return np.where(np.isfinite(array), array, np.nan)


def _directions(improvement: ArrayLike) -> NDArray[np.int_]:
    directions = np.asarray(improvement)
    if not np.isin(directions, (-1, 0, 1)).all():
        raise ValueError(f"improvement must be -1, 0 or 1, not {directions}")
    return directions.astype(int)


def _among_first(parts: Segments, fix_after: int | None) -> Bools:
    if fix_after is None:
        return np.ones(parts.starts.shape, bool)
    if fix_after < 1:
        raise ValueError(f"fix_after must be 1 or more, not {fix_after}")
    return parts.places() < fix_after


def _mean_moving_range(values: Floats, parts: Segments, setting: Bools, *, screen: bool) -> Floats:
    """Return each segment's mean step, sizes only, without outlying ones where screened."""
    moved = np.abs(np.diff(values, prepend=np.nan))
    steps = steps_between(setting, parts.joined)
    moving_range = parts.mean(moved, steps)
    if screen:
        steps &= moved < SCREEN * parts.spread(moving_range)
        moving_range = parts.mean(moved, steps)
    return moving_range


def _reason(points: Floats, moving_range: Floats) -> Words:
    """Return for each segment why no limits can be worked out, or ""."""
    reason = np.where(np.isnan(moving_range), NO_VARIATION, "")
    return np.where(points < 2, TOO_FEW_POINTS, reason)


def _caution(points: Floats, moving_range: Floats, events: Floats | None) -> Words:
    """Return for each segment why it should have no limits, or "trial", or "" for firm ones."""
    reason = np.where(points < FEWEST_FOR_FIRM_LIMITS, TRIAL, "")
    reason = np.where(moving_range > 0, reason, NO_VARIATION)
    if events is not None:
        reason = np.where(events < FEWEST_EVENTS, TOO_FEW_EVENTS, reason)
    return np.where(points < FEWEST_POINTS, TOO_FEW_POINTS, reason)


def _mean_events(count: ArrayLike, parts: Segments, setting: Bools) -> Floats:
    events = np.broadcast_to(np.asarray(count, np.float64), setting.shape)
    return parts.mean(events, setting & np.isfinite(events))


def _code(values: Floats, joined: Bools, mean: Floats, width: Floats) -> NDArray[np.int8]:
    """Return for each point the place of its cause in `CAUSES`."""
    above, below = values > mean + LIMIT * width, values < mean - LIMIT * width
    near_upper = (values > mean + NEAR * width) & ~above
    near_lower = (values < mean - NEAR * width) & ~below
    high = steps_between(values > mean, joined)
    low = steps_between(values < mean, joined)
    up, down = _trends(values, joined)
    points = {
        "shift_high": points_in_runs(high, RUN_STEPS),
        "shift_low": points_in_runs(low, RUN_STEPS),
        "two_in_three_high": near_in_threes(near_upper, high),
        "two_in_three_low": near_in_threes(near_lower, low),
        "trend_up": up,
        "trend_down": down,
        "above_limit": above,
        "below_limit": below,
    }
    code = np.zeros(values.shape, np.int8)
    for place, rule in enumerate(RULES, start=1):
        code[points[rule]] = place
    return code


def _trends(values: Floats, joined: Bools) -> tuple[Bools, Bools]:
    """Return the points of rising and of falling runs; a turning point is of the later run."""
    change = np.diff(values, prepend=np.nan)
    rising, falling = joined & (change > 0), joined & (change < 0)
    up, down = points_in_runs(rising, RUN_STEPS), points_in_runs(falling, RUN_STEPS)
    turn = up & down
    ends_up = turn & np.roll(rising, -1, axis=-1)  # rises from here, so fell to it
    return up & (~turn | ends_up), down & ~ends_up
