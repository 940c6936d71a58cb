import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from partnerships.actions import load_reference
from partnerships.models import (
    LAA_DAY,
    Area,
    AreaPart,
    Capacity,
    Level,
    Organisation,
    Partnership,
    Population,
    Seat,
)
from partnerships.reference.files import FOLDER, ReferenceUnsound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england")]

LAST_DAY = date(2009, 3, 31)
NEXT_DAY = date(2009, 4, 1)
MODELS = (Area, AreaPart, Population, Organisation, Partnership, Seat)


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to be spoilt."""
    return shutil.copytree(FOLDER, tmp_path / "reference", ignore=shutil.ignore_patterns("*.py"))


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments):
    out = StringIO()
    call_command("load_reference", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def areas(level, on):
    return Area.objects.real().at_level(level).on(on)


def residents(chosen, year=2008):
    return Population.objects.filter(area__in=chosen, year=year).aggregate(n=Sum("count"))["n"]


def part_names(area, level, on):
    parts = area.parts.on(on).filter(part__in=areas(level, on))
    return set(parts.values_list("part__name", flat=True))


@pytest.mark.parametrize(
    ("level", "on", "expected"),
    [
        (Level.REGION, LAA_DAY, 9),
        (Level.LAA_AREA, LAA_DAY, 150),
        (Level.DISTRICT, LAST_DAY, 354),
        (Level.LAA_AREA, NEXT_DAY, 152),
        (Level.DISTRICT, NEXT_DAY, 326),
        (Level.POLICE_FORCE, LAA_DAY, 39),
        (Level.FIRE_AUTHORITY, LAA_DAY, 46),
        (Level.PCT, LAA_DAY, 152),
    ],
)
def test_england_has_its_areas(level, on, expected):
    assert areas(level, on).count() == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("cdrp", 348), ("lsp", 150), ("county_strategy_group", 34)]
)
def test_england_has_its_partnerships(kind, expected):
    assert Partnership.objects.filter(kind=kind).on(LAST_DAY).count() == expected


def test_residents_of_the_150_areas_are_englands():
    assert residents(areas(Level.LAA_AREA, LAA_DAY)) == 51_815_853
    assert residents(areas(Level.COUNTRY, LAA_DAY)) == 51_815_853


@pytest.mark.parametrize(
    ("county", "unitaries"),
    [
        ("E10000004", {"Cheshire East", "Cheshire West and Chester"}),
        ("E10000001", {"Bedford", "Central Bedfordshire"}),
    ],
)
def test_two_unitaries_follow_a_county(county, unitaries):
    county = Area.objects.get(gss_code=county)

    successors = county.successors.all()

    assert {area.name for area in successors} == unitaries
    assert residents(successors) == residents([county])
    assert county.holds_on(LAST_DAY)
    assert not county.holds_on(NEXT_DAY)
    assert not any(area.holds_on(LAST_DAY) for area in successors)
    for area in successors:
        assert county in area.predecessors.all()


def test_parts_follow_the_reorganisation():
    force = Area.objects.get(gss_code="E23000006")
    old, new = {"Cheshire"}, {"Cheshire East", "Cheshire West and Chester"}
    throughout = {"Halton", "Warrington"}

    assert part_names(force, Level.LAA_AREA, LAST_DAY) == old | throughout
    assert part_names(force, Level.LAA_AREA, NEXT_DAY) == new | throughout
    assert len(part_names(force, Level.DISTRICT, LAST_DAY)) == 8


def test_areas_are_found_by_either_code():
    assert Area.objects.with_code("15UH").get() == Area.objects.with_code("E07000025").get()
    assert Area.objects.with_code("5C3").get().name == "City and Hackney Teaching"


def test_trusts_are_never_summed():
    parts = AreaPart.objects.filter(whole__kind="pct")

    assert parts.exists()
    assert not parts.filter(is_exact=True).exists()


def test_a_cdrp_over_two_districts_seats_both_and_their_county():
    seats = Partnership.objects.get(code="E22000005").seats.select_related("organisation")

    assert {seat.capacity for seat in seats} == {Capacity.RESPONSIBLE_AUTHORITY}
    assert {seat.organisation.name for seat in seats} == {
        "Mendip Council",
        "South Somerset Council",
        "Somerset County Council",
        "Avon & Somerset Constabulary",
        "Avon and Somerset Police Authority",
        "Devon and Somerset Fire and Rescue Authority",
        "Somerset Primary Care Trust",
    }


def test_a_county_strategy_group_seats_the_county_its_districts_and_their_services():
    group = Partnership.objects.get(code="county-strategy-group-E10000027")
    seats = group.seats.select_related("organisation")

    assert {seat.capacity for seat in seats} == {Capacity.RESPONSIBLE_AUTHORITY}
    assert {seat.organisation.name for seat in seats} == {
        "Mendip Council",
        "Sedgemoor Council",
        "South Somerset Council",
        "Taunton Deane Council",
        "West Somerset Council",
        "Somerset County Council",
        "Avon & Somerset Constabulary",
        "Avon and Somerset Police Authority",
        "Devon and Somerset Fire and Rescue Authority",
        "Somerset Primary Care Trust",
    }


def test_each_lsp_has_one_responsible_local_authority():
    seats = Seat.objects.filter(capacity=Capacity.RESPONSIBLE_LOCAL_AUTHORITY)

    assert seats.count() == seats.values("partnership").distinct().count() == 150


def test_loading_again_changes_nothing():
    before = {model: list(model.objects.order_by("pk").values()) for model in MODELS}

    tallies = load_reference()

    assert len(tallies) == 9
    assert not any(tally.is_change for tally in tallies)
    assert sum(tally.unchanged for tally in tallies) > 16_000
    assert {model: list(model.objects.order_by("pk").values()) for model in MODELS} == before


def test_loading_mends_what_has_gone_wrong():
    area = Area.objects.get(gss_code="E06000023")
    Area.objects.filter(pk=area.pk).update(name="Brigstowe")
    area.populations.filter(year=2008).delete()
    stray = AreaPart.objects.create(whole=Area.objects.get(gss_code="E10000027"), part=area)

    changes = {tally.table: tally for tally in load_reference() if tally.is_change}

    area.refresh_from_db()
    assert area.name == "Bristol, City of"
    assert not AreaPart.objects.filter(pk=stray.pk).exists()
    assert {table: (t.inserted, t.updated, t.removed) for table, t in changes.items()} == {
        "partnerships_area": (0, 1, 0),
        "partnerships_areapart": (0, 0, 1),
        "partnerships_population": (1, 0, 0),
    }


def test_loading_leaves_what_people_and_the_demonstration_added():
    invented = Area.objects.create(
        kind="unitary", name="Wexham", gss_code="X06000001", is_invented=True
    )
    part = AreaPart.objects.create(whole=Area.objects.get(gss_code="E12000009"), part=invented)
    seat = Seat.objects.filter(partnership__code="E22000005").first()
    Seat.objects.filter(pk=seat.pk).update(is_senior=True)
    guest = Seat.objects.create(
        partnership=seat.partnership,
        organisation=Organisation.objects.get(code="probation-E23000036"),
        capacity=Capacity.COOPERATING_BODY,
    )

    assert not any(tally.is_change for tally in load_reference())

    seat.refresh_from_db()
    assert seat.is_senior
    assert AreaPart.objects.filter(pk=part.pk).exists()
    assert Seat.objects.filter(pk=guest.pk).exists()


def test_a_dry_run_reports_and_changes_nothing():
    Area.objects.filter(gss_code="E12000007").update(name="Londinium")

    out = run("--dry-run")

    assert "Nothing was changed: this was a dry run." in out
    assert "1 updated" in out
    assert Area.objects.get(gss_code="E12000007").name == "Londinium"


def test_the_command_says_when_it_loaded_and_when_there_was_nothing_to_do():
    Area.objects.filter(gss_code="E12000007").update(name="Londinium")

    assert "England is loaded." in run()
    assert "Everything was there already." in run()


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("regions.csv", "E12000009,K", "E12000010,Z,Wessex,GO,x\nE12000009,K", "should be 9"),
        ("populations.csv", "51815853", "51815854", r"level country should sum to 51,815,853"),
        ("local_authorities.csv", "E22000005", "E22999999", "Mendip should lie in 1 CDRP, not 0"),
        ("local_authorities.csv", "E31000011", "E31999999", "mention 'E31999999'"),
        ("local_authorities.csv", ",E10000027,", ",,", "Mendip should lie in 1 county, not 0"),
        ("local_authorities.csv", ",E10000012,", ",,", r"1 county, not 0\. And \d+ more\.$"),
        ("police_forces.csv", "E23000002", "E23000001", "area .*E23000001.* is there twice"),
    ],
)
def test_files_that_do_not_add_up_are_refused_whole(folder, file, old, new, complaint):
    spoil(folder / "bodies.csv", "HM Inspectorate of Prisons", "HM Inspectorate of Gaols")
    spoil(folder / file, old, new)

    with pytest.raises(ReferenceUnsound, match=complaint):
        load_reference(folder=folder)

    assert not Organisation.objects.filter(name="HM Inspectorate of Gaols").exists()


def test_the_command_fails_with_a_sentence(folder):
    spoil(folder / "populations.csv", "51815853", "51815854")

    with pytest.raises(CommandError, match=r"^Nothing was loaded. The mid-2008 populations"):
        run("--folder", str(folder))


def test_the_command_fails_where_there_are_no_files(tmp_path):
    with pytest.raises(CommandError, match=r"^Nothing was loaded.*regions.csv"):
        run("--folder", str(tmp_path))
