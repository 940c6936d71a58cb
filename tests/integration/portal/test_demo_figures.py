"""What the demonstration's figures tell: each story in its summary, and nothing of real places."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Sum

from indicators import actions
from indicators.models import Figure, Observation, SeriesSummary, Status
from indicators.periods import Period
from indicators.policies import WITHHELD, release
from laa_portal.demo.bodies import make_bodies
from laa_portal.demo.comparators import PEERS, SOURCE, make_comparators
from laa_portal.demo.places import make_places
from laa_portal.demo.returns import send_returns
from laa_portal.demo.stories import STORIES
from partnerships.models import Area, ComparatorGroup, Level, Partnership, PartnershipKind
from tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def invented(catalogue, django_db_blocker):
    """The invented places and their returns: made once for this module, and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_places()
        make_bodies()
        make_comparators(at=AT)
        send_returns(at=AT)
        yield
        transaction.set_rollback(True)


def compute(*codes):
    """Work out what some measures come to."""
    for code in codes:
        actions.recompute(measure_code=code, at=AT)
        actions.summarise(measure_code=code, at=AT)


def figure(measure, place, period):
    found = Period.parse(period)
    return Figure.objects.get(
        measure__code=measure,
        area__name=place,
        period_kind=found.kind,
        period_start=found.start,
    )


def second_half(measure, place, year):
    """Return the events from July to December."""
    found = Figure.objects.filter(
        measure__code=measure,
        area__name=place,
        period_kind="month",
        period_start__range=(f"{year}-07-01", f"{year}-12-01"),
    )
    return float(found.aggregate(events=Sum("numerator"))["events"])


TOLD = {
    ("NI 16", "Coldwell"): {"cause": "shift_high", "point_type": "concern"},
    ("NI 16", "Fernley"): {"cause": "below_limit", "point_type": "improvement"},
    ("NI 20", "Ashmere"): {"upper_limit": None, "grade": "in line"},
    ("NI 15", "Netherby"): {"grade": "far worse", "percentile": 0},
    ("NI 15", "Ashmere"): {"grade": "in line"},
}


def test_every_story_is_told_by_its_summary():
    compute("NI 15", "NI 16", "NI 20")

    assert {(story.measure, story.place) for story in STORIES} == set(TOLD)
    for (measure, place), said in TOLD.items():
        found = SeriesSummary.objects.get(measure__code=measure, area__name=place)
        assert {name: getattr(found, name) for name in said} == said, (measure, place)
    like_peers = SeriesSummary.objects.get(measure__code="NI 15", area__name="Ashmere")
    assert abs(like_peers.z) < 0.3
    before, after = (second_half("NI 20", "Ashmere", year) for year in (2007, 2008))
    assert after > 1.15 * before


def test_most_series_are_as_usual_and_projected():
    compute("NI 16")

    of_districts = SeriesSummary.objects.filter(area__gss_code__startswith="X07")
    usual = of_districts.filter(point_type="common_cause").count()
    assert usual >= 10, "too many alarms tell nothing"
    assert of_districts.exclude(grade="").count() == of_districts.count() == 16
    assert not SeriesSummary.objects.filter(projected=None).exists()


def test_gaps_suppression_and_provisional_figures_are_shown_as_such():
    compute("NI 20", "NI 33i", "NI 34")

    missing = figure("NI 20", "Eskerby", "2003-11")
    assert (missing.status, missing.value) == (Status.MISSING, None)
    assert figure("NI 20", "Tarnshire", "2003/04").reason == "part missing"
    newest = figure("NI 33i", "Ashmere", "2008/09 Q3")
    assert newest.status == Status.PROVISIONAL
    assert newest not in Figure.objects.visible_to(AnonymousUser())
    homicides = Figure.objects.filter(measure__code="NI 34", area__kind="police_force")
    reasons = {release(one, AnonymousUser()).reason for one in homicides}
    assert reasons >= {"", WITHHELD}


def test_casualties_are_changes_of_averages_and_add_up_to_counties():
    compute("NI 47")

    for place in ("Ashmere", "Greyshire"):
        first, newest = (figure("NI 47", place, year) for year in ("2003", "2008"))
        assert first.value is None, "there are no three years before"
        assert newest.lower < newest.value < newest.upper


def test_real_places_get_no_figure_of_invented_ones():
    compute("NI 16", "NI 17", "NI 18", "NI 34")

    assert Figure.objects.filter(area__kind="region", area__is_invented=True).exists()
    assert not Figure.objects.filter(area__is_invented=False).exists()
    assert not SeriesSummary.objects.filter(area__is_invented=False).exists()
    assert not Observation.objects.filter(area__is_invented=False).exists()


def test_invented_region_has_two_tiers_of_places_and_their_partnerships():
    made = Area.objects.filter(is_invented=True)

    assert made.at_level(Level.DISTRICT).count() == 20
    assert made.at_level(Level.LAA_AREA).count() == 8
    partnerships = Partnership.objects.filter(is_invented=True)
    assert partnerships.filter(kind=PartnershipKind.CDRP).count() == 20
    assert partnerships.filter(kind=PartnershipKind.LSP).count() == 8
    assert not partnerships.filter(seats=None).exists()


def test_no_invented_place_has_the_name_of_a_real_one():
    real = set(Area.objects.real().values_list("name", flat=True))

    assert not real.intersection(
        Area.objects.filter(is_invented=True).values_list("name", flat=True)
    )


def test_invented_places_are_held_beside_each_other_alone():
    groups = ComparatorGroup.objects.filter(source=SOURCE).annotate(size=Count("members"))

    assert dict(groups.values_list("area__kind").annotate(Count("pk", distinct=True))) == {
        "non_metropolitan": 16,
        "county": 4,
        "unitary": 4,
    }
    for group in groups.prefetch_related("peers"):
        is_district = group.area.kind == "non_metropolitan"
        assert group.size == (PEERS if is_district else 7)
        assert group.area not in group.peers.all()
        assert all(peer.is_invented for peer in group.peers.all())
