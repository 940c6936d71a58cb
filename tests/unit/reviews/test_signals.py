"""Each of the sixteen kinds fires where it should, and not where it should not."""

from dataclasses import replace
from datetime import date

import pytest

from reviews.progress import Progress, Verdict
from reviews.signals import (
    BY_PERSON,
    JUDGES,
    KINDS,
    MOST_BY_ITSELF,
    Facts,
    Fired,
    Placed,
    Seen,
    Settings,
    fired,
    seriousness,
)

SEEN = Seen("2009/10", "concern", 6, 12, 690, 600, 0.01, 0.2, until="September 2009")
PLACED = Placed("2009/10", value=16.0, events=1200, peers=14)
PLAIN = Facts(
    on=date(2009, 10, 20),
    title="Violence",
    code="NI 20",
    improvement=-1,
    unit="per 1,000",
    last_value=14.4,
    last_year=2010,
    placed=PLACED,
)


def placed(**changes):
    return replace(PLACED, **changes)


FIRING = {
    # kind: facts that fire it, how serious it is, facts beside it that do not
    "OFFTRACK": (
        {"seen": replace(SEEN, level="intervene_review", is_settled=True)},
        2,
        {"seen": replace(SEEN, level="on_path")},
    ),
    "NOPROG": (
        {"final": Progress(Verdict.AWAY, 15.6, 2.0, -0.1), "gone": 0.5},
        2,
        {"final": Progress(Verdict.AWAY, 15.6, 2.0, -0.1), "gone": 0.4},
    ),
    "PEER": ({"placed": placed(grade="far worse")}, 1, {"placed": placed(grade="worse")}),
    "TREND": (
        {"placed": placed(point_type="concern")},
        0,
        {"placed": placed(point_type="improvement")},
    ),
    "PROJ": (
        {"placed": placed(projected_lower=14.6, projected_upper=18.0, projected_year=2010)},
        1,
        {"placed": placed(projected_lower=14.0, projected_upper=18.0, projected_year=2010)},
    ),
    "MISS": (
        {"final": Progress(Verdict.ON_THE_WAY, 16.8, 0.2, 0.2), "final_agreed": 16.8},
        2,
        {"final": Progress(Verdict.ON_THE_WAY, 16.8, 0.2, 0.2), "final_agreed": None},
    ),
    "SIGWORSE": (
        {"placed": placed(is_survey=True, events=None, change="increasing")},
        2,
        {"placed": placed(is_survey=True, events=None, change="decreasing")},
    ),
    "UNMEAS": ({"unmeasurable": "The Place Survey of 2010 was cancelled."}, 1, {}),
    "RATIO": (
        {"parity": 100, "placed": placed(value=110, lower=102)},
        1,
        {"parity": 100, "placed": placed(value=110, lower=99)},
    ),
    "LATE": (
        {"overdue": 70, "allowance": 60, "times_late": 1},
        1,
        {"overdue": 60, "allowance": 60},
    ),
    "MISFIT": ({"unanswered": ("“Burglary” (Oak CDRP, 2008/09)",)}, 1, {}),
    "HALLMARK": ({"not_met": ("No public meeting since April 2008",)}, 2, {}),
    "PARTNER": (
        {
            "partners": ("Oakshire Police (lead)",),
            "newest_out": "Oakshire Police",
            "lead_is_out": True,
        },
        2,
        {},
    ),
    "INSPECT": ({"found": ("A red flag on violent crime.",), "flags": 1}, 3, {}),
    "PSARISK": ({"advice": "Delivery is at risk in this area."}, 2, {}),
    "LOWREF": ({"referred": 20, "repeats": 0.05}, 1, {"referred": 200, "repeats": 0.05}),
}


def test_there_are_sixteen_kinds_each_with_its_judge_and_its_case():
    assert len(KINDS) == 16
    assert set(KINDS) == set(JUDGES) == set(FIRING)
    assert set(KINDS) >= BY_PERSON


@pytest.mark.parametrize("kind", FIRING)
def test_kind_fires_where_it_should(kind):
    told, serious, _ = FIRING[kind]

    (one,) = [each for each in fired(replace(PLAIN, **told), Settings()) if each.kind == kind]

    assert one.seriousness == serious
    assert one.sentence.endswith(".")


@pytest.mark.parametrize("kind", FIRING)
def test_kind_does_not_fire_beside_that(kind):
    _, _, told = FIRING[kind]

    assert kind not in {one.kind for one in fired(replace(PLAIN, **told), Settings())}


TESTED = ("OFFTRACK", "NOPROG", "PEER", "TREND", "PROJ", "SIGWORSE", "RATIO")


@pytest.mark.parametrize("kind", TESTED)
@pytest.mark.parametrize(
    "precondition",
    [{"is_placeholder": True}, {"has_break": True}, {"improvement": 0}, {"is_rare": True}],
    ids=str,
)
def test_nothing_is_tested_without_its_preconditions(kind, precondition):
    told, _, _ = FIRING[kind]

    facts = replace(PLAIN, **told | precondition)

    assert kind not in {one.kind for one in fired(facts, Settings())}


@pytest.mark.parametrize("kind", ["PEER", "TREND", "PROJ"])
def test_few_events_are_not_tested(kind):
    told, _, _ = FIRING[kind]
    few = replace(told["placed"], events=19)

    assert kind not in {one.kind for one in fired(replace(PLAIN, placed=few), Settings())}


@pytest.mark.parametrize("kind", ["OFFTRACK", "PEER", "PROJ", "SIGWORSE", "RATIO"])
def test_what_is_provisional_is_watched_and_alarms_nobody(kind):
    told, _, _ = FIRING[kind]

    signals = fired(replace(PLAIN, **told, is_provisional=True), Settings())

    assert seriousness(signals).level == 0


def test_firm_level_waits_for_the_months_returns():
    early = replace(PLAIN, seen=replace(SEEN, level="intervene_review", is_settled=False))

    (one,) = fired(early, Settings())

    assert one.seriousness == 1


def test_what_is_missing_is_said():
    (one,) = fired(replace(PLAIN, seen=replace(SEEN, missing=2)), Settings())

    assert "Both leave out 2 months that are missing." in one.sentence


def test_same_data_is_the_same_look_though_it_was_revised():
    once = fired(replace(PLAIN, seen=SEEN), Settings())
    revised = fired(replace(PLAIN, seen=replace(SEEN, to_date=700)), Settings())

    assert [one.look for one in once] == [one.look for one in revised] == ["2009/10 6 of 12"]


def signal(kind, serious):
    return Fired(kind, serious, "Said.")


@pytest.mark.parametrize(
    ("signals", "more", "level", "suggested"),
    [
        ([], {}, 0, 0),
        ([signal("TREND", 0), signal("OFFTRACK", 0)], {"code": "NI 15"}, 0, 0),
        ([signal("OFFTRACK", 1)], {}, 1, 1),
        ([signal("OFFTRACK", 1), signal("PROJ", 1)], {}, 1, 1),  # one family
        ([signal("OFFTRACK", 1), signal("PEER", 1)], {}, 2, 2),
        ([signal("OFFTRACK", 1), signal("LATE", 1)], {}, 1, 1),  # data is no witness
        ([signal("OFFTRACK", 1)], {"code": "NI 15"}, 2, 2),
        ([signal("OFFTRACK", 2), signal("PEER", 2)], {"is_designated": True}, 2, 4),
        ([signal("INSPECT", 3)], {}, 2, 3),
        ([signal("INSPECT", 3), signal("MISS", 2)], {"code": "NI 15"}, 2, 4),
    ],
)
def test_seriousness_of_a_case(signals, more, level, suggested):
    found = seriousness(signals, **more)

    assert (found.level, found.suggested) == (level, suggested)
    assert found.level <= MOST_BY_ITSELF


def test_settings_are_changed_by_name_only():
    assert Settings().changed(fewest_events=30).fewest_events == 30
    with pytest.raises(ValueError, match="no such setting: fewest"):
        Settings().changed(fewest=30)
