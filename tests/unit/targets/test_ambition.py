"""What is said of an offered value: every answer, and every reason why there is none."""

from dataclasses import replace
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.ambition import (
    Changes,
    Elsewhere,
    Group,
    Offered,
    Own,
    Peer,
    Projection,
    Seen,
    Subject,
    changes_by_length,
    judge,
    sizes,
)

CRIME = Subject("count_rate", 1000, "low", "offences per 1,000 people", 1)
SURVEY = Subject("survey_proportion", 100, "high", "% who agree", 1)
CASES = Subject("proportion", 100, "high", "% of cases", 1)
RATIO = Subject("observed_over_expected", 1, "low", "observed over expected", 2)

OFFERED = Offered(
    baseline=18.0,
    baseline_year=2007,
    baseline_label="2007/08",
    value=14.4,
    year=2010,
    label="2010/11",
)
ASKED = replace(OFFERED, baseline=50.0, value=54.2)
"""Of a survey: a rise of 4.2 points."""

AHEAD = Projection(year=2010, label="2010/11", median=17.0, variance=0.01, lower=14.0, upper=20.7)
OWN = Own(projection=AHEAD, size=100_000, dispersion=1.5)

A_FIFTH_LESS = log(0.8)
FALLS = Changes.of([A_FIFTH_LESS + 0.01 * step for step in range(-10, 30)])
"""Forty changes over three years: ten fell by more than a fifth, one by a fifth."""

ELSEWHERE = Elsewhere(
    peers=tuple(Peer({2007: 12.0 + place}, 11.0 + place) for place in range(8)),
    groups={2007: Group(mean=log(15), between=0.02)},
    changes_of_peers={3: FALLS},
    changes_of_all={3: FALLS},
)


TYPED = st.integers(0, 100_000_000).map(lambda millionths: millionths / 1e6)
"""Amounts have six decimals at most."""


def judged(subject=CRIME, offered=OFFERED, own=OWN, elsewhere=ELSEWHERE):
    """Return the results by name."""
    return {one.name: one for one in judge(subject, offered, own, elsewhere).results}


# --- Side by side ---------------------------------------------------------------------------------


def test_five_results_stand_side_by_side_with_one_word_and_the_cautions():
    found = judge(CRIME, OFFERED, OWN, ELSEWHERE)

    names = [one.name for one in found.results]
    assert names == ["chance", "precedent", "place", "detectable", "regression"]
    assert all(one.is_given for one in found.results)
    assert found.value == "14.4 offences per 1,000 people"
    assert (found.year, found.word, found.cautions) == ("2010/11", "no precedent in trend", ())


@pytest.mark.parametrize("polarity", ["zero", "range", "none"])
def test_nothing_is_judged_where_neither_way_is_better(polarity):
    found = judge(replace(CRIME, polarity=polarity), OFFERED, OWN, ELSEWHERE)

    assert found.results == ()
    assert found.reason.startswith("Neither a higher nor a lower figure is better")


def test_kinds_without_counts_say_why_they_are_not_judged():
    found = judge(replace(CRIME, kind="score"), OFFERED, OWN, ELSEWHERE)

    assert found.reason == (
        "Targets of this kind are not judged: scores are taken as they are reported."
    )


@pytest.mark.parametrize(
    ("subject", "offered"),
    [
        (CRIME, replace(OFFERED, value=-1.0)),
        (SURVEY, replace(ASKED, value=100.1)),
        (SURVEY, replace(ASKED, baseline=-0.1)),
    ],
)
def test_value_that_cannot_be_is_not_judged(subject, offered):
    found = judge(subject, offered, OWN, ELSEWHERE)

    assert found.reason == f"There is no such figure in {subject.unit}, so it is not judged."


@given(
    subject=st.sampled_from([CRIME, SURVEY, CASES, RATIO]),
    baseline=TYPED,
    value=TYPED,
    size=st.none() | st.floats(0, 1e6),
)
def test_whatever_can_be_typed_is_answered_without_a_number_that_is_none(
    subject, baseline, value, size
):
    offered = replace(OFFERED, baseline=baseline, value=value)

    for one in judge(subject, offered, replace(OWN, size=size), ELSEWHERE).results:
        said = one.sentence + " ".join(number for _, number in one.numbers)
        assert "nan" not in said
        assert "inf" not in said.replace("confidence", "")


def test_no_sentence_says_what_a_target_has_to_be():
    for offered in (OFFERED, replace(OFFERED, value=17.9), replace(OFFERED, value=5.0)):
        found = judge(CRIME, offered, OWN, ELSEWHERE)
        said = " ".join([one.sentence + one.caution for one in found.results]).lower()
        assert not {"should", "must", "ought", "has to"} & set(said.split())


# --- Would it be met anyway -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("errors_below", "said", "word"),
    [
        (-1.0, "about 85%", "already expected"),
        (0.0, "about 50%", "in line with trend"),
        (0.5, "about 30%", "stretching"),
        (1.3, "about 10%", "very stretching"),
        (2.0, "under 5%", "no precedent in trend"),
        (-3.0, "over 95%", "already expected"),
    ],
)
def test_chance_is_given_to_the_nearest_5_per_cent_with_its_word(errors_below, said, word):
    """The error of the projection is a tenth on the log scale: its variance is 0.01."""
    value = AHEAD.median * exp(-0.1 * errors_below)
    found = judge(CRIME, replace(OFFERED, value=value), OWN, ELSEWHERE)

    assert f"is {said}: {word}." in found.results[0].sentence
    assert found.word == word


def test_chance_of_a_share_is_worked_out_on_log_odds():
    """From 50% to 54.2% is 0.168 in log odds, 1.68 errors: 4.6% lie beyond."""
    ahead = replace(AHEAD, median=50.0, lower=45.1, upper=54.9)

    found = judged(SURVEY, ASKED, replace(OWN, projection=ahead))["chance"]

    assert "is about 5%: no precedent in trend." in found.sentence
    assert ("95% range of the projection", "45.1 to 54.9") in found.numbers


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"change": "What is counted changes."}, "What is counted changes. So the projection"),
        (
            {"projection": None, "why_no_projection": "too few years"},
            "There is no projection: too few years.",
        ),
        (
            {"projection": replace(AHEAD, year=2009, label="2009/10")},
            "The projection is for 2009/10 alone, and the last value offered is for 2010/11.",
        ),
        ({"projection": replace(AHEAD, variance=-1.0)}, "outside what the projection can speak of"),
    ],
)
def test_without_a_chance_its_reason_is_given_and_no_word(changes, reason):
    found = judge(CRIME, OFFERED, replace(OWN, **changes), ELSEWHERE)

    assert reason in found.results[0].sentence
    assert not found.results[0].is_given
    assert found.word == ""


# --- Has anybody done as much ---------------------------------------------------------------------


def test_precedent_counts_the_changes_that_were_at_least_as_good():
    """Ten of forty fell by more, and half of the equal one counts."""
    found = judged()["precedent"]

    assert found.sentence == (
        "It asks for a fall of 20.0% in three years. Of 40 changes over as long in other areas, "
        "26% were at least as good. Of 40 changes over as long in its most similar areas, 26% were "
        "at least as good."
    )
    assert ("Change asked for", "a fall of 20.0%") in found.numbers


@pytest.mark.parametrize(
    ("value", "said", "caution"),
    [
        (10.0, "none were at least as good", "Few areas have improved as much in as long"),
        (20.0, "all were at least as good", "Most areas have improved as much in as long"),
        (14.4, "26% were at least as good", ""),
    ],
)
def test_precedent_cautions_where_few_or_most_did_as_well(value, said, caution):
    found = judged(offered=replace(OFFERED, value=value))["precedent"]

    assert said in found.sentence
    assert found.caution == caution


def test_precedent_says_where_too_few_changes_were_seen():
    few = {3: Changes.of([0.0] * 29)}
    one_sided = judged(elsewhere=replace(ELSEWHERE, changes_of_peers=few))["precedent"]
    neither = judged(elsewhere=Elsewhere(changes_of_all=few))["precedent"]

    assert "In its most similar areas only 29 were seen, too few to say." in one_sided.sentence
    assert one_sided.is_given
    assert not neither.is_given
    assert "Only 29 changes over three years" in neither.sentence


@pytest.mark.parametrize(
    ("offered", "own", "elsewhere", "reason"),
    [
        (OFFERED, replace(OWN, change="It changes."), ELSEWHERE, "It changes. So changes seen"),
        (replace(OFFERED, baseline_year=2010), OWN, ELSEWHERE, "is not before 2010/11"),
        (replace(OFFERED, value=0.0), OWN, ELSEWHERE, "from nought or to nought"),
        (OFFERED, OWN, None, "was not kept with this evidence"),
    ],
)
def test_precedent_says_why_there_is_none(offered, own, elsewhere, reason):
    found = judged(offered=offered, own=own, elsewhere=elsewhere)["precedent"]

    assert reason in found.sentence
    assert not found.is_given


def test_changes_are_of_one_area_one_stretch_and_one_length():
    figures = [Seen(1, 2004 + year, 0, 100 * 0.9**year) for year in range(3)]
    figures += [Seen(2, 2004, 0, 50.0), Seen(2, 2005, 1, 10.0), Seen(2, 2006, 1, 11.0)]
    figures += [Seen(3, 2004, 0, 0.0), Seen(3, 2005, 0, 5.0)]

    found = changes_by_length(figures)

    assert found[1].number == 3
    assert found[1].logs == pytest.approx([log(0.9), log(0.9), log(1.1)], abs=1e-6)
    assert found[2].logs == pytest.approx([log(0.81)], abs=1e-6)
    assert set(found) == {1, 2}
    assert changes_by_length([]) == {}


def test_many_changes_are_kept_as_quantiles_that_place_a_change_as_well():
    many = Changes.of([step / 1000 - 0.5 for step in range(1001)])
    elsewhere = Elsewhere(changes_of_all={3: many})

    found = judged(offered=replace(OFFERED, value=18 * exp(-0.25)), elsewhere=elsewhere)

    assert (many.number, len(many.logs)) == (1001, 201)
    assert "Of 1,001 changes over as long in other areas, 25% were" in found["precedent"].sentence


# --- Where would it put the area ------------------------------------------------------------------


def test_place_says_from_where_to_where_if_the_others_follow_their_trends():
    """Peers stand at 12 to 19 and head for 11 to 18: better than 18 are six, than 14.4 four."""
    found = judged()["place"]

    assert found.sentence == (
        "It would move from 7th to 5th of 9, if the others follow their trends."
    )
    assert ("Projections of others that it betters", "50%") in found.numbers


@pytest.mark.parametrize(
    ("value", "said", "caution"),
    [
        (16.5, "It would stay 7th of 9", ""),
        (17.5, "It would move from 7th to 8th of 9", "It would fall behind similar areas"),
        (11.0, "It would move from 7th to 1st of 9", ""),
    ],
)
def test_place_cautions_where_the_area_would_fall_behind(value, said, caution):
    found = judged(offered=replace(OFFERED, value=value))["place"]

    assert found.sentence.startswith(said)
    assert found.caution == caution


def test_place_among_few_is_given_without_a_judgement():
    found = judged(elsewhere=replace(ELSEWHERE, peers=ELSEWHERE.peers[:3]))["place"]

    assert found.sentence.startswith("It would stay 4th of 4")
    assert found.sentence.endswith("They are fewer than 6, too few to judge by.")
    assert "z" not in {name[0] for name, _ in found.numbers}


@pytest.mark.parametrize(
    ("changes", "elsewhere", "reason"),
    [
        ({}, None, "were not kept with this evidence"),
        ({}, Elsewhere(), "no group of most similar areas"),
        ({}, Elsewhere(peers=(Peer({2007: 12.0}),)), "None of its most similar areas has both"),
        ({"change": "It changes."}, ELSEWHERE, "It changes. So its place before and after"),
    ],
)
def test_place_says_why_there_is_none(changes, elsewhere, reason):
    found = judged(own=replace(OWN, **changes), elsewhere=elsewhere)["place"]

    assert reason in found.sentence
    assert not found.is_given


def test_there_is_no_place_at_nought():
    found = judged(offered=replace(OFFERED, value=0.0))["place"]

    assert found.sentence == "Ranks are worked out on a scale that has no nought."


# --- Could it be shown ----------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "is_shown"), [(54.1, False), (54.2, True)])
def test_survey_of_1100_shows_4_18_points_at_half(value, is_shown):
    """As published of agreements in 2008: 4.1 points, which is 4.18 at 50% with 1,100 answers."""
    offered = replace(ASKED, value=value)

    found = judged(SURVEY, offered, replace(OWN, size=1100))["detectable"]

    assert "two surveys of this size could show is 4.2 percentage points" in found.sentence
    assert found.sentence.endswith(
        "meeting it could be told from no change."
        if is_shown
        else "meeting it could not be told from no change."
    )
    assert found.caution == ("" if is_shown else "It could not be shown to be met")
    assert ("Answers that the survey is worth", "1,100") in found.numbers


def test_cases_are_held_against_as_many_cases_and_not_a_survey():
    found = judged(CASES, ASKED, replace(OWN, size=1100))["detectable"]

    assert "as many cases could show" in found.sentence
    assert ("Cases", "1,100") in found.numbers


def test_change_that_no_survey_could_show_says_so():
    offered = replace(ASKED, baseline=99.0, value=99.9)

    found = judged(SURVEY, offered, replace(OWN, size=50))["detectable"]

    assert "no change that way could be shown by two surveys of this size" in found.sentence
    assert found.caution


def test_counts_are_told_apart_by_their_square_roots():
    """2 (√1800 − √1440) / √1.5 is 7.3."""
    found = judged()["detectable"]

    assert found.sentence.startswith("It asks for a change from 1,800 to 1,440 a year: ")
    assert ("How far beyond chance it is (z)", "7.3") in found.numbers
    assert found.caution == ""


def test_small_counts_cannot_show_a_small_change():
    """2 (√18 − √14.4) / √1.5 is 0.73."""
    found = judged(own=replace(OWN, size=1000))["detectable"]

    assert ("How far beyond chance it is (z)", "0.7") in found.numbers
    assert found.caution == "It could not be shown to be met"


def test_ratios_are_counted_of_what_was_expected():
    offered = replace(OFFERED, baseline=1.1, value=0.9)

    found = judged(RATIO, offered, replace(OWN, size=200))["detectable"]

    assert found.sentence.startswith("It asks for a change from 220 to 180 a year of as many exp")


@pytest.mark.parametrize(("subject", "what"), [(CRIME, "count"), (SURVEY, "size of the survey")])
def test_nothing_is_shown_where_it_is_not_known_what_the_figure_rests_on(subject, what):
    found = judged(subject, own=replace(OWN, size=None))["detectable"]

    assert found.sentence == f"The {what} behind the baseline is not known, so it cannot be told."


def test_size_of_a_survey_is_read_from_its_interval():
    """Wilson's interval of 550 in 1,100."""
    size = sizes(SURVEY, value=50.0, lower=47.0513, upper=52.9487, denominator=1430.0, expected=0.0)

    assert float(size) == pytest.approx(1100, abs=1)


# --- Was the baseline an unusual year -------------------------------------------------------------


def test_baseline_is_drawn_to_its_peers_as_far_as_it_may_be_chance():
    """v = 1.5 / 1800.5 against 0.02 between peers: the baseline keeps 96% of its own weight."""
    found = judged()["regression"]

    assert found.sentence == (
        "Measured again, the baseline of 18.0 would likely be nearer 17.9. That alone would not "
        "meet 14.4."
    )
    assert ("Mean of its most similar areas", "15.0") in found.numbers


def test_baseline_of_few_events_may_meet_the_target_by_itself():
    """With 18 events v is 0.081, four times what lies between peers: 0.2 × 18 and 0.8 × 15."""
    found = judged(offered=replace(OFFERED, value=15.8), own=replace(OWN, size=1000))["regression"]

    assert "would likely be nearer 15.6, which meets 15.8 already" in found.sentence
    assert found.caution == "The baseline may have been an unusual year"


def test_value_that_the_baseline_meets_makes_it_no_unusual_year():
    found = judged(offered=replace(OFFERED, value=19.0))["regression"]

    assert found.sentence.endswith("As it was measured it meets 19.0 already.")
    assert found.caution == ""


def test_share_is_drawn_on_log_odds():
    group = {2007: Group(mean=0.0, between=0.01)}  # of 50%
    offered = replace(ASKED, baseline=40.0, value=45.0)

    found = judged(SURVEY, offered, replace(OWN, size=400), replace(ELSEWHERE, groups=group))[
        "regression"
    ]

    assert ("Mean of its most similar areas", "50.0") in found.numbers
    assert ("Baseline drawn towards them", "45.0") in found.numbers


@pytest.mark.parametrize(
    ("offered", "size", "elsewhere", "reason"),
    [
        (OFFERED, 1000, None, "were not kept with this evidence"),
        (OFFERED, 1000, Elsewhere(), "Too few of its most similar areas have a figure"),
        (OFFERED, None, ELSEWHERE, "What is behind the baseline is not known"),
        (replace(OFFERED, value=0.0), 1000, ELSEWHERE, "at the very end of the scale"),
    ],
)
def test_regression_says_why_there_is_none(offered, size, elsewhere, reason):
    found = judged(offered=offered, own=replace(OWN, size=size), elsewhere=elsewhere)

    assert reason in found["regression"].sentence
    assert not found["regression"].is_given
