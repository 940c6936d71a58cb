"""The letter says what the record says, and nothing else."""

from datetime import date

from reviews.letter import Found, Record, draft
from reviews.rag import Rag

NUMBERS = {
    "asked": 16.8,
    "value": 17.2,
    "is_provisional": True,
    "verdict": "on_the_way",
    "share": 0.25,
    "look": 9,
    "looks": 12,
    "to_date": 940.0,
    "expected": 904.2,
    "decimals": 1,
    "unit": "per 1,000",
}


def letter(*found, **more):
    return draft(Record("Northshire", "2008/09", date(2009, 3, 4), found, **more))


def test_letter_counts_the_ratings_and_says_each_with_its_figures():
    said = letter(
        Found("Burglary", Rag.AMBER, "It is short of the path.", numbers=NUMBERS),
        Found("Arson", Rag.GREEN, "It is on its path."),
    )

    assert "the review meeting of 4 March 2009" in said
    assert "2 targets were reviewed: 1 amber, 1 green." in said
    assert (
        "Burglary: amber. 17.2 per 1,000 in the year, provisional, where the path asks for 16.8. "
        "25% of the way from the baseline to the last value has been made. It is short of the path."
    ) in said


def test_letter_says_why_a_reviewer_finds_otherwise():
    said = letter(
        Found("Burglary", Rag.GREEN, "It is short of the path.", because="One gang, now arrested")
    )

    assert "the rule says: It is short of the path. We find otherwise because:" in said
    assert "One gang, now arrested." in said


def test_letter_tells_of_the_year_so_far_until_the_year_is_in():
    so_far = NUMBERS | {"value": None, "share": None}
    said = letter(Found("Burglary", Rag.AMBER, "It is behind.", numbers=so_far))

    assert "940 events in the 9 months that are in, where the path has 904." in said


def test_what_moves_away_from_its_target_has_made_none_of_the_way():
    away = NUMBERS | {"share": -0.4}
    said = letter(Found("Burglary", Rag.RED, "It is worse.", numbers=away))

    assert "It has gone from the baseline by 40% of the way in the wrong direction." in said


def test_letter_lists_concerns_actions_and_what_may_be_refreshed_only_where_there_are_any():
    bare = letter(Found("Burglary", Rag.GREEN, "It is on its path."))
    assert not any(word in bare for word in ("Concerns", "Actions", "refreshed"))

    said = letter(
        Found("Burglary", Rag.UNRATED, "It cannot be told.", ground="The baseline was missing"),
        concerns=["Arson, Northshire: query"],
        actions=["Alley gates, by 1 June 2009"],
    )
    assert "- Arson, Northshire: query." in said
    assert "- Alley gates, by 1 June 2009." in said
    assert "- Burglary: The baseline was missing." in said
