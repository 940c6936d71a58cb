"""Indicators, areas, organisations and partnerships of England in 2008."""

import pytest

from tests.factories.partnerships import make_organisation, make_partnership
from tests.integration.api.conftest import codes, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

V1 = "/api/v1/"


def test_root_leads_to_every_resource(api):
    addresses = api.get(V1).json()
    known_only = [
        *("returns", "assessments", "priorities", "evidence", "escalations", "targets"),
        *("hallmarks", "partnership-plans", "plan-steps", "community-safety-agreements"),
        *("attachments", "standard-records"),
        *("agreements", "drafts", "offers", "messages", "commitments", "shared-issues"),
        *("versions", "revisions"),
        *("interventions", "judgements", "progress", "concerns", "reviews"),
    ]

    assert [name for name in addresses if name not in known_only] == [
        "indicators",
        "areas",
        "organisations",
        "partnerships",
        "populations",
        "figures",
        "summaries",
        "exports",
        "releases",
        "engagements",
        "designations",
        "memoranda",
        "changes",
        "dictionary",
        "openapi",
        "documentation",
    ]
    for name, address in addresses.items():
        assert api.get(address).status_code == (401 if name in known_only else 200), name


@pytest.mark.parametrize(
    "asked, expected",
    [
        ({"code": ["NI 16", "ni-20"]}, ["NI 16", "NI 20"]),
        ({"q": "arson"}, ["NI 33"]),
        ({"q": "arson", "in_source_note": "false"}, []),
    ],
)
def test_indicators_by_code_and_words(api, asked, expected):
    assert codes(api.get(f"{V1}indicators/", asked)) == expected


def test_indicators_by_framework_and_note(api):
    in_note = codes(api.get(f"{V1}indicators/", {"in_source_note": "true"}))
    in_psa = codes(api.get(f"{V1}indicators/", {"framework": "PSA"}))

    assert len(in_note) == 25
    assert len(set(in_psa)) == len(in_psa)
    assert "NI 15" in in_psa


def test_indicator_has_its_measures_definitions_and_frameworks(api):
    record = api.get(f"{V1}indicators/ni-33/").json()

    assert (record["code"], record["name"]) == ("NI 33", "Arson incidents")
    assert [measure["code"] for measure in record["measures"]] == ["NI 33i", "NI 33ii"]
    versions = record["measures"][0]["definitions"]
    assert [(v["version"], v["valid_from"], v["valid_to"]) for v in versions] == [
        ("back-series", None, "2008-03-31"),
        ("2008-05", "2008-04-01", "2009-03-31"),
        ("irs", "2009-04-01", None),
    ]
    assert versions[2]["comparable"] is False
    assert {membership["framework"] for membership in record["memberships"]} >= {"NIS", "APACS"}


@pytest.mark.parametrize("code", ["E10000016", "29"])
def test_area_under_either_code(api, code):
    record = api.get(f"{V1}areas/{code}/").json()

    assert (record["code"], record["ons_2008_code"], record["name"]) == ("E10000016", "29", "Kent")
    assert (record["type"], record["levels"]) == ("county", ["laa_area"])
    assert "E12000008" in {whole["area"]["code"] for whole in record["within"]}


@pytest.mark.parametrize(
    "asked, number",
    [
        ({"level": "laa_area", "on": "2008-06-30"}, 150),
        ({"level": "region"}, 9),
        ({"kind": "county", "on": "2008-06-30"}, 34),
        ({"code": ["29", "E12000008"]}, 2),
        ({"q": "kent", "kind": "county"}, 1),
        ({"within": "29", "level": "district"}, 12),
        ({"within": ["29", "30"], "level": "district"}, 24),
    ],
)
def test_areas_can_be_chosen(api, asked, number):
    answer = api.get(f"{V1}areas/", {"count": "exact"} | asked)

    assert answer.json()["meta"]["count"] == number, codes(answer)


def test_standing_is_of_the_day_asked_for(api):
    make_organisation("x-probation", kind="probation")
    address = f"{V1}organisations/x-probation/"

    at_first = api.get(address).json()["standing"]
    later = api.get(address, {"on": "2010-04-01"}).json()["standing"]

    assert (at_first["on"], at_first["responsible_authority"]) == ("2008-06-30", False)
    assert (later["on"], later["responsible_authority"]) == ("2010-04-01", True)
    assert "Crime and Disorder Act 1998" in later["duties"][0]["source"]


def test_organisations_can_be_chosen(api):
    kent = codes(api.get(f"{V1}organisations/", {"area": "29", "kind": "county_council"}))
    forces = api.get(f"{V1}organisations/", {"kind": "police_force", "count": "exact"})
    words = codes(api.get(f"{V1}organisations/", {"q": "home office"}))

    assert len(kent) == 1
    assert forces.json()["meta"]["count"] == 39
    assert "home-office" in words


def test_partnership_lists_who_sits_on_it(api):
    council = make_organisation("x-council")
    make_partnership("x-partnership", members=[council])

    found = api.get(f"{V1}partnerships/", {"organisation": "x-council"})
    record = api.get(f"{V1}partnerships/x-partnership/").json()

    assert codes(found) == ["x-partnership"]
    assert record["seats"][0]["organisation"]["code"] == "x-council"
    assert record["seats"][0]["capacity"] == "cooperating_body"


def test_partnerships_can_be_chosen(api):
    lsps = codes(api.get(f"{V1}partnerships/", {"kind": "lsp", "area": "E10000016"}))

    assert len(lsps) == 1


@pytest.mark.parametrize(
    "resource, number",
    [("indicators", 4), ("areas", 4), ("organisations", 2), ("partnerships", 3)],
)
def test_list_takes_a_few_queries_however_long(api, resource, number):
    short = queries(lambda: api.get(f"{V1}{resource}/", {"limit": 2}))
    long = queries(lambda: api.get(f"{V1}{resource}/", {"limit": 200}))

    assert len(long) == len(short) == number
