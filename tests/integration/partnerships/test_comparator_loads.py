"""Comparator groups from a file, and those of the portal's own."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from laa_portal.foundation.models import AuditEvent
from partnerships import actions
from partnerships.actions.default_comparators import EDITIONS, PEERS, SOURCE
from partnerships.models import LAA_DAY, Area, ComparatorGroup, Level, Population
from partnerships.reading.likeness import facts_on
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db

APRIL_2008, APRIL_2009 = date(2008, 4, 1), date(2009, 4, 1)
HEADING = "area,starts_on,ends_on,source,position,peer"
FIRST = ("X07000911,2008-04-01,,Ours,1,X07000912", "X07000911,2008-04-01,,Ours,2,X07000913")


@pytest.fixture
def areas(db):
    return [make_area(f"X0700091{number}", name=f"Area {number}") for number in range(1, 5)]


@pytest.fixture
def load(areas, at):
    def act(*rows, by=None):
        content = "\n".join([HEADING, *rows]).encode()
        return actions.load_comparators(content=content, by=by, at=at)

    return act


def counts(tally):
    return (tally.made, tally.ended, tally.there)


def refused(load, *rows):
    """What a file is refused for; it changes nothing."""
    before = list(ComparatorGroup.objects.values())
    with pytest.raises(actions.ComparatorsUnsound) as unsound:
        load(*rows)
    assert list(ComparatorGroup.objects.values()) == before
    return [str(fault) for fault in unsound.value.faults]


def test_groups_are_loaded_as_the_file_has_them(load, areas, at):
    tally = load(*FIRST, "X07000912,2008-04-01,2009-04-01,Ours,1,X07000914")

    assert counts(tally) == (2, 0, 0)
    group, other = ComparatorGroup.objects.all()
    assert (group.area, group.source, group.starts_on, group.ends_on) == (
        areas[0],
        "Ours",
        APRIL_2008,
        None,
    )
    assert [member.area for member in group.members.all()] == areas[1:3]
    assert (other.area, other.ends_on) == (areas[1], APRIL_2009)
    assert not ComparatorGroup.objects.filter(area=areas[2]).exists(), "groups are directed"
    event = AuditEvent.objects.get(area_id=areas[0].pk)
    assert (event.verb, event.made_by_id, event.made_at) == ("load_comparators", None, at)
    assert event.details == {"source": "Ours", "peers": ["X07000912", "X07000913"]}


def test_a_file_loaded_again_changes_nothing(load):
    load(*FIRST)

    assert counts(load(*FIRST)) == (0, 0, 1)
    assert ComparatorGroup.objects.count() == AuditEvent.objects.count() == 1


def test_a_group_gets_the_end_that_it_did_not_have_and_another_follows(load, areas):
    load(*FIRST)

    ended = [row.replace("2008-04-01,,", "2008-04-01,2009-04-01,") for row in FIRST]
    tally = load(*ended, "X07000911,2009-04-01,,Ours,1,X07000914")

    assert counts(tally) == (1, 1, 0)
    on = {day: ComparatorGroup.objects.on(day).get() for day in (APRIL_2008, APRIL_2009)}
    assert [member.area for member in on[APRIL_2008].members.all()] == areas[1:3]
    assert [member.area for member in on[APRIL_2009].members.all()] == areas[3:]
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {
        "load_comparators",
        "end_comparators",
    }
    assert counts(load(*ended)) == (0, 0, 1)


def test_what_is_there_is_never_edited(load):
    load(*FIRST, "X07000912,2008-04-01,2009-04-01,Ours,1,X07000914")

    swapped = [FIRST[0].replace(",1,", ",2,"), FIRST[1].replace(",2,", ",1,")]
    assert refused(load, *swapped) == [
        "Line 2: Area 1 has a group of this source from 1 April 2008 with other areas or another "
        "order. A group is never edited: end that one, and let this start on another day."
    ]
    assert refused(load, "X07000912,2008-04-01,,Ours,1,X07000914") == [
        "Line 2: Area 2 has a group of this source from 1 April 2008 that ends on 1 April 2009."
    ]


def test_two_groups_of_a_source_never_hold_on_one_day(load):
    load(*FIRST)

    assert refused(load, "X07000911,2009-04-01,,Ours,1,X07000914") == [
        "Line 2: Area 1 has a group of this source from 1 April 2008 that has not ended then. "
        "Put it into the file with its end, or end it first."
    ]
    assert counts(load("X07000911,2009-04-01,,Theirs,1,X07000914")) == (1, 0, 0)
    assert counts(load("X07000911,2007-04-01,2008-04-01,Ours,1,X07000914")) == (1, 0, 0)


def test_every_fault_is_told_and_nothing_is_loaded(load):
    assert refused(load, *FIRST, "X07000912,2008-04-01,,Ours,1,X09", "X07,soon,,,1,X07000911") == [
        "Line 4: No area has the code “X09” (peer).",
        "Line 5: No area has the code “X07” (area).",
        "Line 5: The source must have from 1 to 200 characters.",
        "Line 5: “soon” is no day as in 2008-04-01 (starts_on).",
    ]
    assert not AuditEvent.objects.exists()


def test_administrators_may_load_and_others_may_not(load, administrator, stranger):
    with pytest.raises(PermissionDenied):
        load(*FIRST, by=stranger)
    assert not ComparatorGroup.objects.exists()

    load(*FIRST, by=administrator)

    assert AuditEvent.objects.get().made_by_id == administrator.pk


def test_the_command_loads_tries_and_complains(areas, tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("\n".join([HEADING, *FIRST]))

    def run(*arguments):
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "load_comparators", path, *arguments, stdout=out, stderr=err, no_color=True
            )
        except CommandError as refusal:
            return f"{refusal}", err.getvalue()
        return out.getvalue().strip(), err.getvalue()

    tried, _ = run("--dry-run")
    assert tried.startswith("Nothing was changed: this was a dry run. Groups made: 1, ")
    assert not ComparatorGroup.objects.exists()
    assert run() == ("Groups made: 1, ended: 0, there already: 0.", "")
    path.write_text("\n".join([HEADING, FIRST[0].replace("X07000912", "X1")]))
    assert run() == (
        "Nothing was loaded: groups.csv has 1 fault.",
        "Line 2: No area has the code “X1” (peer).\n",
    )
    path.unlink()
    assert run()[0].startswith("Nothing was loaded. ")


# --- The portal's own ----------------------------------------------------------------------------


@pytest.fixture
def defaults(england, at):
    return actions.make_default_comparators(at=at)


def test_every_area_of_an_agreement_and_every_district_has_fourteen_peers(defaults):
    there = ComparatorGroup.objects.on(LAA_DAY).filter(source=SOURCE)

    for level, number in ((Level.LAA_AREA, 150), (Level.DISTRICT, 354)):
        areas = Area.objects.real().at_level(level).on(LAA_DAY)
        assert there.filter(area__in=areas).count() == areas.count() == number
    assert {group.members.count() for group in there} == {PEERS}
    assert there.count() == 388
    assert ComparatorGroup.objects.on(APRIL_2009).count() == 27 + 125 + 201


def test_default_groups_say_whose_they_are_and_when_they_hold(defaults):
    assert len(SOURCE) <= 200
    assert SOURCE.startswith("Portal default, version 1: ")
    assert SOURCE.endswith("Not iQuanta's groups")
    assert set(ComparatorGroup.objects.values_list("source", "starts_on", "ends_on")) == {
        (SOURCE, *edition) for edition in EDITIONS
    }


def test_no_area_is_its_own_default_peer_and_peers_are_of_its_tier_and_day(defaults):
    for group in ComparatorGroup.objects.prefetch_related("members__area").select_related("area"):
        peers = [member.area for member in group.members.all()]
        assert group.area not in peers
        assert len(set(peers)) == PEERS
        assert {peer.levels for peer in peers} == {group.area.levels}
        assert all(peer.holds_on(group.starts_on) for peer in peers)
        assert not any(peer.is_invented for peer in peers)


def test_no_default_peer_is_without_a_population(defaults):
    peers = Area.objects.filter(pk__in=ComparatorGroup.objects.values("members__area"))
    known = Population.objects.filter(year=2008).values("area")

    assert peers.exists()
    assert not peers.exclude(pk__in=known).exists()


def test_large_cities_are_beside_large_cities(defaults):
    birmingham = ComparatorGroup.objects.on(LAA_DAY).get(area__name="Birmingham")
    nearest = [member.area.name for member in birmingham.members.all()[:4]]

    assert {"Leeds", "Sheffield", "Bradford"} <= set(nearest)


def test_making_defaults_again_changes_nothing(defaults, at):
    rows = list(ComparatorGroup.objects.order_by("pk").values_list("pk", "area_id", "version"))

    again = actions.make_default_comparators(at=at)

    assert (again.made, again.there) == (0, defaults.made)
    rows_now = ComparatorGroup.objects.order_by("pk").values_list("pk", "area_id", "version")
    assert list(rows_now) == rows
    (event,) = AuditEvent.objects.filter(verb="make_default_comparators")
    assert (event.target_name, event.made_by_id) == ("England", None)
    assert event.details == {"source": SOURCE, "groups": defaults.made}


def test_only_missing_defaults_are_made(defaults, at):
    ComparatorGroup.objects.filter(area__name="Birmingham").delete()

    again = actions.make_default_comparators(at=at)

    assert (again.made, again.there) == (2, defaults.made - 2)


def test_groups_of_others_stand_beside_the_defaults(england, areas, load, at):
    birmingham, leeds = "E08000025", "E08000035"
    load(f"{birmingham},2008-04-01,,Home Office,1,{leeds}")

    actions.make_default_comparators(at=at)

    on_the_day = ComparatorGroup.objects.on(LAA_DAY).filter(area__gss_code=birmingham)
    assert sorted(on_the_day.values_list("source", flat=True)) == ["Home Office", SOURCE]


def test_districts_that_went_in_2009_share_what_is_left_of_their_county(england):
    facts = {one.area_id: one for one in facts_on(APRIL_2008)}
    county = Area.objects.get(gss_code="E10000001")
    parts = [facts[area.pk] for area in Area.objects.filter(wholes__whole=county)]

    assert [one.is_estimated for one in parts].count(True) == 2
    assert sum(one.residents for one in parts) == pytest.approx(facts[county.pk].residents)
    assert sum(one.is_estimated for one in facts.values()) == 36
    assert not any(one.is_estimated for one in facts_on(APRIL_2009))


def test_the_command_makes_defaults(england):
    out = StringIO()

    call_command("make_default_comparators", stdout=out, no_color=True)

    made = ComparatorGroup.objects.count()
    assert out.getvalue() == f"Groups made: {made:,}, there already: 0.\n"


def test_defaults_of_nowhere_are_none(db, at):
    assert actions.make_default_comparators(at=at).made == ComparatorGroup.objects.count()
