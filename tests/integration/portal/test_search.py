"""Search: forgiving of slips, exact with codes, and never at a loss for what to say."""

import pytest
from django.urls import reverse

from tests.factories.collation import make_county
from tests.factories.targets import add, start

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "home_office")]


@pytest.fixture
def look(client):
    def look(words, **more):
        return client.get(reverse("search"), {"q": words, **more})

    return look


def found(page, kind):
    """What was found of a kind, best first."""
    groups = {group.kind.name: group for group in page.context["outcome"].groups}
    return [one.text for one in groups[kind].found] if kind in groups else []


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("hartlepol", "areas", "Hartlepool"),
        ("seriuos violent crime", "indicators", "NI 15 Serious violent crime rate"),
        ("grater manchester", "areas", "Greater Manchester"),
        ("grater manchester polise", "organisations", "Greater Manchester Police"),
        ("leicster", "partnerships", "Leicester"),
        ("  LEEDS ", "areas", "Leeds"),
        ("clevland police", "organisations", "Cleveland Police"),
    ],
)
def test_slip_in_the_spelling_does_no_harm(look, words, kind, expected):
    page = look(words)

    assert found(page, kind)[0] == expected
    assert not page.context["outcome"].is_near


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("E06000001", "areas", ["Hartlepool"]),
        ("e06000001", "areas", ["Hartlepool"]),
        ("00FF", "areas", ["York"]),
        ("NI 15", "indicators", ["NI 15 Serious violent crime rate"]),
        ("ni15", "indicators", ["NI 15 Serious violent crime rate"]),
        ("15", "indicators", ["NI 15 Serious violent crime rate"]),
        ("home-office", "organisations", ["Home Office"]),
    ],
)
def test_code_finds_what_it_stands_for_and_nothing_like_it(
    look, home_office, words, kind, expected
):
    assert found(look(words), kind) == expected


def test_kind_with_the_best_match_comes_first(look):
    page = look("serious violent crime rate")

    assert page.context["outcome"].groups[0].kind.name == "indicators"


def test_every_link_that_is_found_leads_to_a_page(look, client):
    for words in ("Cleveland", "serious crime", "Home Office"):
        for group in look(words).context["outcome"].groups:
            for one in group.found:
                assert client.get(one.link).status_code == 200


def test_group_is_cut_and_leads_to_all_of_its_kind(look, client):
    page = look("yorkshire")

    assert len(found(page, "areas")) == 5
    assert "kind=areas" in page.text
    whole = look("yorkshire", kind="areas")
    assert whole.context["page"].paginator.count > 5
    assert {one.text for one in whole.context["found"]} > set(found(page, "areas"))


def test_what_is_nearest_is_offered_where_nothing_matches(look):
    page = look("ledes")

    assert "Did you mean one of these?" in page.text
    assert "Leeds" in found(page, "areas")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "A slip in the spelling does no harm"),
        (" \t ", "A slip in the spelling does no harm"),
        ("zzzzqqqq", "Try fewer words"),
        ("!!!", "Try fewer words"),
    ],
)
def test_nothing_asked_or_found_says_what_to_try(look, words, said):
    page = look(words)

    assert page.status_code == 200
    assert said in page.text


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "hartlepool " * 900,
        "a\x00b",
        "%_'\"\\;--",
        "９９９",
        "ni 99999999999",
        "😀" * 50,
    ],
)
def test_no_words_are_an_error(look, words):
    page = look(words)

    assert page.status_code == 200
    assert len(page.context["words"]) <= 100


def test_kind_nobody_knows_is_no_kind(look):
    assert found(look("Leeds", kind="people"), "areas")[0] == "Leeds"


def test_what_was_typed_is_shown_as_text(look):
    page = look("<script>alert(1)</script>")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_search_asks_as_much_for_many_as_for_few(look, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        look("police")
    with django_assert_max_num_queries(12):
        look("hartlepol")


def test_search_box_is_on_every_page(client):
    page = client.get(reverse("help"))

    assert f'action="{reverse("search")}"' in page.text
    assert 'name="q"' in page.text


def test_priorities_and_assessments_are_found_by_those_who_may_see_them(client, look):
    county = make_county()
    county.adopt("ash", "Arson at farms")
    draft = start(county.cdrps["birch"], county.officers["birch"])
    add(draft, county.officers["birch"], "Arson at schools")

    assert found(look("arson at"), "priorities") == []
    client.force_login(county.officer)
    assert found(look("arson att"), "priorities") == ["Arson at farms"]
    client.force_login(county.officers["birch"])
    assert found(look("arson at"), "priorities") == ["Arson at schools"]
    assert found(look("birch"), "assessments") == [str(draft)]
    assert client.get("/search/", {"q": "arson at", "kind": "priorities"}).context["found"]
