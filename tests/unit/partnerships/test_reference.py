from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from partnerships.models import Area, AreaKind, Organisation, OrganisationKind, Partnership
from partnerships.reference import geography, organisations, seats
from partnerships.reference.files import FOLDER, ReferenceUnsound, read_england, read_populations


@pytest.fixture(scope="module")
def files():
    return read_england()


@pytest.fixture(scope="module")
def by_code(files):
    return {authority.gss_code: authority for authority in files.authorities}


def names(authorities):
    return {authority.name for authority in authorities}


def test_every_fact_names_its_source(files):
    records = [
        *geography.areas(files),
        *geography.parts(files),
        *organisations.organisations(files),
        *organisations.partnerships(files),
        *seats.seats(files),
    ]

    assert all(record.source for record in records)


def test_every_record_fits_its_column(files):
    bodies = [
        (Organisation, organisations.organisations(files)),
        (Partnership, organisations.partnerships(files)),
        (Area, geography.areas(files)),
    ]
    for model, records in bodies:
        limits = {f.name: f.max_length for f in model._meta.concrete_fields if f.max_length}
        for record in records:
            for column, limit in limits.items():
                assert len(getattr(record, column, "")) <= limit, (record, column)


def test_every_kind_is_one_we_know(files):
    assert {area.kind for area in geography.areas(files)} <= set(AreaKind.values)
    bodies = {body.kind for body in organisations.organisations(files)}
    assert bodies == set(OrganisationKind.values) - {"yot", "other"}


def test_a_districts_2008_code_begins_with_its_countys(files, by_code):
    districts = [district for district in files.authorities if district.county]

    assert len(districts) == 238
    for district in districts:
        assert district.ons_code.startswith(by_code[district.county].ons_code)


def test_populations_of_cdrps_are_those_of_their_districts(files):
    residents = {(one.gss_code, one.year): one.count for one in files.populations}
    districts = defaultdict(list)
    for authority in files.authorities:
        districts[authority.cdrp].append(authority.gss_code)

    published = read_populations(FOLDER / "populations_of_cdrps.csv")

    assert len(published) == 312 * 18
    for cdrp in published:
        parts = [residents[code, cdrp.year] for code in districts[cdrp.gss_code]]
        assert sum(parts) == cdrp.count


def test_new_unitaries_hold_the_residents_of_their_predecessors(files):
    mid_2008 = {one.gss_code: one.count for one in files.populations if one.year == 2008}
    ended = [one for one in files.authorities if one.kind == "county" and one.successors]

    assert len(ended) == 7
    for county in ended:
        assert mid_2008[county.gss_code] == sum(mid_2008[code] for code in county.successors)


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        ("E07000097", {"East and North Hertfordshire"}),
        ("E07000037", {"Derbyshire County", "Tameside and Glossop"}),
        ("E06000034", {"South West Essex"}),
        ("E10000004", {"Western Cheshire", "Central and Eastern Cheshire"}),
        ("E06000049", {"Central and Eastern Cheshire"}),
        ("E06000053", {"Cornwall and Isles of Scilly"}),
    ],
)
def test_trusts_serve_districts_counties_and_successors(files, by_code, authority, expected):
    assert names(geography.trusts_of(files, by_code[authority])) == expected


def test_every_authority_has_a_trust(files):
    assert all(geography.trusts_of(files, authority) for authority in files.authorities)


def test_force_and_fire_areas_lie_in_one_region_each(files):
    parts = Counter(
        part.part
        for part in geography.parts(files)
        if part.source == geography.ALL_DISTRICTS_IN_REGION
    )

    assert len(parts) == 39 + 46
    assert set(parts.values()) == {1}


def test_a_force_across_two_regions_is_part_of_neither(files):
    halton, *_ = (one for one in files.authorities if one.name == "Halton")
    moved = replace(halton, region="E12000005")
    others = tuple(one for one in files.authorities if one is not halton)

    parts = geography.parts(replace(files, authorities=(*others, moved)))

    assert not [part for part in parts if part.part == halton.police_force]


def test_every_cdrp_seats_all_its_responsible_authorities(files):
    kinds = {body.code: body.kind for body in organisations.organisations(files)}
    seated = defaultdict(set)
    for seat in seats.seats(files):
        seated[seat.partnership].add(kinds[seat.organisation])

    rest = {
        OrganisationKind.POLICE_FORCE,
        OrganisationKind.POLICE_AUTHORITY,
        OrganisationKind.FIRE_AUTHORITY,
        OrganisationKind.PCT,
    }
    for cdrp in files.cdrps:
        councils = seated[cdrp.code] - rest
        assert rest <= seated[cdrp.code]
        assert councils in (
            {OrganisationKind.UNITARY_COUNCIL},
            {OrganisationKind.COUNTY_COUNCIL, OrganisationKind.DISTRICT_COUNCIL},
        )


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("cdrps.csv", "2012-04-01", "2012-04-31", "day is out of range"),
        ("cdrps.csv", "ends_on", "ended", "unexpected keyword argument 'ended'"),
        ("regions.csv", "E12000009,K,", "E12000009,", "line 10 and the heading differ"),
        ("populations.csv", "51815853", "many", "'many'"),
        ("populations.csv", "gss_code", "code", "'gss_code'"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, file, old, new, complaint):
    for path in FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / file
    path.write_text(path.read_text().replace(old, new))

    with pytest.raises(ReferenceUnsound, match=f"^{file} cannot be read: .*{complaint}"):
        read_england(tmp_path)
