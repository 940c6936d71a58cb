"""What each statistic is worked out by: formula, method, where it comes from, what it cannot tell.

In plain words, for pages and programs alike; `docs/methods.md` has each at length.
"""

from dataclasses import dataclass

from indicators.summaries.kinds import Counting, Projecting, TrendTest


@dataclass(frozen=True, slots=True)
class Method:
    """How a statistic is worked out."""

    name: str
    formula: str
    source: str
    cannot_tell: str


CHANCE_ONLY = "The interval is for chance alone: not for how well events were recorded, nor why."

VALUES = {
    Counting.EVENTS: Method(
        "Rate with Byar’s interval, exact below ten events",
        "events ÷ base × factor",
        "APHO Technical Briefing 3 (March 2008); PHDS Technical Guide: Confidence Intervals (2018)",
        CHANCE_ONLY,
    ),
    Counting.CASES: Method(
        "Proportion with Wilson’s interval",
        "cases ÷ all cases × factor",
        "E. B. Wilson (1927), JASA 22:209-212; APHO Technical Briefing 3 (March 2008)",
        CHANCE_ONLY,
    ),
    Counting.ANSWERS: Method(
        "Survey proportion with Wilson’s interval on the effective sample size",
        "answers ÷ sample × factor; effective size = sample ÷ design effect",
        "E. B. Wilson (1927), JASA 22:209-212; L. Kish (1965), Survey Sampling, 11.7",
        "Who did not answer, and whether they would have answered alike.",
    ),
    Counting.EXPECTED: Method(
        "Observed against expected",
        "observed ÷ expected × factor",
        "Breslow and Day (1987), Statistical Methods in Cancer Research II, 2.3",
        "How wrong the expected number may be: it is taken as known.",
    ),
    None: Method(
        "As it was reported",
        "no formula: the value is taken as it was reported",
        "The return it came in",
        "How exact it is: no interval came with it.",
    ),
}

TRENDS = {
    TrendTest.FIVE_RATES: Method(
        "Weighted line through five yearly rates",
        "chi-squared = (slope ÷ its standard error)²; a trend where it is above 9.55 and the slope "
        "keeps its sign whichever year is left out",
        "Fingertips technical guidance, Trend markers",
        "Why it rises or falls, and whether it will go on. Slow changes of small numbers stay "
        "hidden.",
    ),
    TrendTest.FIVE_SHARES: Method(
        "Cochran and Armitage’s test of five yearly shares",
        "chi-squared for a straight line through the shares; a trend where it is above 9.55 and "
        "the slope keeps its sign whichever year is left out",
        "Fingertips technical guidance, Trend markers",
        "Why it rises or falls, and whether it will go on.",
    ),
    TrendTest.TWO_SURVEYS: Method(
        "z test of the difference between two surveys",
        "z = (p2 − p1) ÷ √(p(1 − p)(1/n1 + 1/n2)), p of both together, n effective sizes; "
        "chi-squared = z²; a change where z lies beyond 1.96",
        "R. G. Newcombe (1998), Statistics in Medicine 17:873-890",
        "A trend: two points have none. Only whether the two differ by more than chance.",
    ),
}

CHANGE = Method(
    "Quasi-Poisson regression with months",
    "log of the expected count = level + b × time + month + log of the base; change a year = "
    "exp(b × periods a year) − 1",
    "McCullagh and Nelder (1989), Generalized Linear Models, 6 and 9",
    "Whether the change was even: it is the one steady change that fits best over five years.",
)

CONTROL = Method(
    "Control chart of single values (XmR)",
    "limits = mean ± 2.66 × mean moving range, screened; a point is special beyond a limit, in a "
    "run of seven on one side, in a trend of seven, or as one of two in three near a limit",
    "NHS England, Making Data Count; L. S. Nelson (1982) for screening",
    "Why a point is special. Of areas where nothing happened about one in a hundred shows a "
    "concern each month, so a chart never opens a case by itself.",
)

PEERS = Method(
    "Random effects among the most similar areas, the area itself left out",
    "z = (own − mean of peers) ÷ √(own variance + variance between peers + variance of their "
    "mean), on logarithms (log odds for shares), held against t with two fewer than the peers; "
    "group average as published = sum of rates ÷ number of areas, the area itself included",
    "DerSimonian and Laird (1986); Higgins, Thompson and Spiegelhalter (2009); HMIC comparator, "
    "About the data, for the average",
    "What makes an area differ. A slight difference is no evidence yet, and a ranking of few "
    "areas is mostly chance.",
)

NO_NEW_ACTION = (
    "It assumes no new action. What is agreed, begun or stopped after the last figure is not in "
    "it, nor any change of recording."
)

PROJECTIONS = {
    Projecting.EVENTS: Method(
        "Recent level, damped trend shrunk towards all areas, pooled random walk",
        "median = last year × growth of the trend, fading by 4% a month; 95% from "
        "median × exp(−1.96 s) to median × exp(1.96 s), s the root of the variance",
        "E. S. Gardner and E. McKenzie (1985), Management Science 31:1237-1246, with shrinkage of "
        "our own",
        NO_NEW_ACTION,
    ),
    Projecting.SHARES: Method(
        "The same on log odds, by years",
        "log odds of the last year + the trend, fading by 39% a year; the interval is even on log "
        "odds",
        "E. S. Gardner and E. McKenzie (1985), Management Science 31:1237-1246",
        NO_NEW_ACTION,
    ),
    Projecting.SURVEYS: Method(
        "The last survey held, since two tell no trend",
        "median = the last survey; its variance grows by what such shares change between surveys "
        "beyond chance",
        "Pooled over all areas of the indicator",
        NO_NEW_ACTION,
    ),
    Projecting.RATIOS: Method(
        "The last ratio, on its way back to 1",
        "median = exp(0.61^years × log of the last ratio)",
        "Regression to the mean; pooled over all areas of the indicator",
        NO_NEW_ACTION,
    ),
}

NOT_APPLIED = Method("None", "none", "none", "Nothing: it is not worked out for this measure.")
