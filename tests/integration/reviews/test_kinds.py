"""Each of the sixteen kinds fires by the real way of what it rests on, and not just beside that.

A situation goes step by step: a return is confirmed, somebody acts, or a day goes by. After each it
says how serious the signals of its kind are that have ever fired; None: nothing has.
"""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from partnerships.models import AreaKind, ComparatorGroup, Peer
from reviews import actions
from reviews.models import Assessment, Signal
from reviews.signals import KINDS
from targets import actions as of_targets
from tests.conftest import person
from tests.factories.collation import adopt
from tests.factories.followed import STEADY, TITLE
from tests.factories.partners import answer, ask, make_partner
from tests.factories.partnerships import make_area
from tests.factories.targets import make_cdrp, make_chair, make_officer

pytestmark = pytest.mark.django_db

IN_2009 = datetime(2009, 6, 1, 9, tzinfo=UTC)
IN_2010 = datetime(2010, 6, 21, 9, tzinfo=UTC)
IN_2011 = datetime(2011, 6, 20, 9, tzinfo=UTC)


def off_track(follow):
    """On its path; then 60% above it: not final yet, with a return still to come, and firm."""
    case = follow("NI 16")
    case.report([*STEADY, *[100] * 9], "2005-04")
    yield case, None
    case.report([160] * 9, "2008-04", status="provisional")
    yield case, 0
    assert not case.has_concern()
    (due, *_) = case.expect(date(2008, 12, 1))
    case.report([160] * 9, "2008-04", status="final")
    yield case, 1
    case.come_to(date(2009, due.due_on.month + 1, 1))
    yield case, 2


def no_progress(follow):
    """A year as at the baseline, before half-way and after it."""
    case = follow("NI 16", at=datetime(2009, 9, 21, 9, tzinfo=UTC), in_2008_09=11, in_2010_11=10)
    case.report([100] * 12, "2008-04")
    yield case, None
    case.come_to(date(2009, 10, 5))
    yield case, 2


def peers(follow):
    """As its peers; worse than they are; far worse, and with that off its path as well."""
    case = follow("NI 16", at=IN_2009, in_2008_09=15)
    group = ComparatorGroup.objects.create(area=case.area, source="Made for this")
    rows = []
    for position in range(1, 13):
        peer = make_area(f"X0600{position:04}", kind=AreaKind.UNITARY)
        Peer.objects.create(group=group, area=peer, position=position)
        rows += case.rows([1200 + 4 * position], "2008/09", area=peer)
    case.send(rows)
    case.report([*STEADY, *[100] * 12], "2005-04")
    yield case, None
    case.report([113] * 12, "2008-04")
    yield case, None
    case.report([160] * 12, "2008-04")
    yield case, 2


def trend(follow):
    """A month that is better than its history explains, then one that is worse."""
    case = follow("NI 16", in_2008_09=30)
    case.report([*STEADY, *[100] * 8, 60], "2005-04")
    yield case, None
    case.report([160], "2009-01")
    yield case, 0
    assert not case.has_concern()


def projected(follow):
    """A projection whose range has the target in it, and one that lies beyond it."""
    for last, expected in ((11.5, None), (5, 1)):
        case = follow("NI 16", in_2008_09=12, in_2009_10=12, in_2010_11=last)
        case.report([*STEADY, *[100] * 9], "2005-04")
        yield case, expected


def missed(follow):
    """A year that is not final, one exactly as agreed, and one event more."""
    case = follow("NI 16", at=IN_2009, baseline=18, in_2008_09=12, in_2010_11=10)
    case.report([101] * 12, "2008-04", status="provisional")
    yield case, None
    case.report([100] * 12, "2008-04", status="final")
    yield case, None
    case.report([101], "2009-03")
    yield case, 2


def survey_worse(follow):
    """Two surveys that differ by no more than chance, and by more."""
    case = follow("NI 17", at=IN_2011, baseline=20, in_2008_09=20, in_2009_10=None, in_2010_11=18)
    case.report([200], "2008/09", area=case.area, base=1000)
    case.report([215], "2010/11", area=case.area, base=1000)
    yield case, None
    case.report([290], "2010/11", area=case.area, base=1000)
    yield case, 2


def unmeasurable(follow):
    """A value for a year in which it is defined, and one for the year before that alone."""
    none = dict.fromkeys(("in_2008_09", "in_2009_10", "in_2010_11"))
    for year, expected in (("in_2009_10", None), ("in_2008_09", 1)):
        case = follow("NI 26", type="local", **none | {"baseline": 40, year: 50})
        case.look()
        yield case, expected


def ratio(follow):
    """As many as predicted, more than chance explains; and more where nothing is predicted."""
    case = follow("NI 18", baseline=100, in_2008_09=98, in_2009_10=97, in_2010_11=95)
    for number, quarter, expected in ((205, "2008/09 Q1", None), (270, "2008/09 Q2", 1)):
        case.report([number], quarter, area=case.area, base=2000, expected=200)
        yield case, expected
    own = follow("NI 30", at=IN_2010, baseline=100, in_2008_09=95, in_2009_10=90, in_2010_11=80)
    own.report([270], "2008/09", area=own.area, base=2000, expected=200)
    yield own, None


def late(follow):
    """The last day on which a return is in time, and the day after."""
    case = follow("NI 16")
    case.report([*STEADY, *[100] * 9], "2005-04")
    (due, *_) = case.expect(date(2009, 1, 1))
    case.come_to(due.due_on)
    yield case, None
    case.come_to(due.due_on.replace(day=1, month=due.due_on.month + 1))
    yield case, 1


def misfit(follow):
    """A CDRP that has adopted nothing; what comes first bears on the target; something else."""
    case = follow("NI 16")
    cdrp = make_cdrp("x-misfit", areas=[case.district])
    people = make_officer(cdrp, "officer-misfit"), make_chair(cdrp, "chair-misfit")
    case.look()
    yield case, None
    adopt(cdrp, *people, "Theft", indicators={"Theft": [case.measure.indicator]})
    case.come_to(date(2009, 2, 21))
    yield case, None
    adopt(cdrp, *people, "Arson", year=2009)
    case.come_to(date(2009, 2, 22))
    yield case, 1
    told = Signal.objects.get(target=case.target, kind="MISFIT")
    assert "“Arson” (Partnership x-misfit, 2009/10)" in told.sentence
    assert told.sentence.startswith("No CDRP of the area has a priority that bears on it")


def hallmark(follow):
    """A CDRP of which nothing is on record, and one that has begun its checklist."""
    case = follow("NI 16")
    cdrp = make_cdrp("x-hallmark", areas=[case.district])
    make_chair(cdrp, "chair-hallmark")
    case.look()
    yield case, None
    of_targets.record_standard(
        partnership=cdrp,
        kind="skills-review",
        happened_on=date(2008, 5, 1),
        text="All have been trained",
        by=make_officer(cdrp, "officer-hallmark"),
        at=case.at,
    )
    case.come_to(date(2009, 3, 30))
    yield case, 2


def partner(follow):
    """Who has signed up, and who objects."""
    case = follow("NI 16")
    organisation, speaker = make_partner(case.area, "x-agrees")
    (named,) = ask(case.talks, TITLE, organisation)
    answer("agree_to_target", named, speaker)
    case.look()
    yield case, None
    organisation, speaker = make_partner(case.area, "x-objects")
    (named,) = ask(case.talks, TITLE, organisation)
    answer("object_to_target", named, speaker)
    case.look()
    yield case, 2


def judged(kind, role, body, follow):
    """A judgement on another indicator of the area, and one on the target's."""
    case = follow("NI 16")
    other = follow("NI 33i").measure.indicator
    by = person(f"judge-{role}", role)
    for indicator, expected in ((other, None), (case.measure.indicator, LEVEL_OF[kind])):
        actions.enter_judgement(
            area=case.area,
            kind=kind,
            body=body,
            weight="concern",
            text="Too few checks of second-hand shops",
            report="What was found",
            published_on=date(2009, 2, 2),
            indicators=[indicator],
            by=by,
            at=case.at,
        )
        case.look()
        yield case, expected


LEVEL_OF = {"inspection": 3, "at_risk": 2}


def low_referrals(follow):
    """Few repeats among many cases, and among few."""
    case = follow("NI 32", at=IN_2010, type="local", baseline=30, in_2008_09=None, in_2010_11=25)
    case.report([2], "2009/10", area=case.area, base=60)
    yield case, None
    case.report([2], "2009/10", area=case.area, base=30)
    yield case, 1


SITUATIONS = {
    "OFFTRACK": off_track,
    "NOPROG": no_progress,
    "PEER": peers,
    "TREND": trend,
    "PROJ": projected,
    "MISS": missed,
    "SIGWORSE": survey_worse,
    "UNMEAS": unmeasurable,
    "RATIO": ratio,
    "LATE": late,
    "MISFIT": misfit,
    "HALLMARK": hallmark,
    "PARTNER": partner,
    "INSPECT": partial(judged, "inspection", "inspector", "hmic"),
    "PSARISK": partial(judged, "at_risk", "ho_analyst", "home_office"),
    "LOWREF": low_referrals,
}


def test_every_kind_has_its_situation():
    assert set(SITUATIONS) == set(KINDS)


@pytest.mark.parametrize("kind", SITUATIONS)
def test_kind_fires_by_the_real_way_and_not_beside_it(kind, following):
    told = []
    for case, expected in SITUATIONS[kind](following):
        assert case.fired(kind) == expected, f"after {told}"
        told.append(expected)

    fired = Signal.objects.filter(kind=kind).count()
    assert fired, "and not one step was seen to fire"
    case.look()
    assert Signal.objects.filter(kind=kind).count() == fired, "the same data fires once"


def test_nothing_is_told_across_a_break_of_the_series(following):
    case = following("NI 20", at=IN_2009, baseline_period="2007/08")  # counted anew from April 2008
    case.report([*STEADY, *[160] * 12], "2005-04")

    assert not Signal.objects.filter(target=case.target).exists()


def test_gap_to_another_area_is_not_held_against_the_area_s_own_figure(following):
    case = following("NI 16", at=IN_2009, gap_to=make_area("X06000771", kind=AreaKind.UNITARY))
    case.report([*STEADY, *[160] * 12], "2005-04")

    row = Assessment.objects.get(target=case.target, year=2008)
    assert (row.verdict, row.value, row.level) == ("untold", None, "unknown")
    assert row.because.startswith("Its values are a gap to another area")
    assert case.fired("MISS") is None


def test_partner_that_signs_up_after_all_is_nothing_new(following):
    case = following("NI 16")
    named = []
    for number in range(3):
        made = make_partner(case.area, f"x-{number}", name=f"{number} {'of a long name ' * 9}")
        (one,) = ask(case.talks, TITLE, made[0])
        named.append((answer("object_to_target", one, made[1]), made[1]))
    case.look()
    assert case.fired("PARTNER") == 2

    answer("agree_to_target", *named[1])
    case.look()
    assert Signal.objects.filter(target=case.target, kind="PARTNER").count() == 1
