"""Bodies of acts by key: all faults are told at once, and a field is read as it is described."""

from datetime import date
from types import SimpleNamespace

import pytest

from laa_portal.foundation.api import choice
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import (
    by_key,
    day,
    one,
    record_ids,
    some,
    text,
    whole_number,
)
from laa_portal.foundation.problems import InvalidParameters

COLOUR = choice([("red", "Red"), ("blue", "Blue")])
BODY = Body(
    {
        "title": text(10, "What it is called."),
        "note": text(10, "What else.", shortest=0),
        "rank": whole_number(1, 5, "Where it stands.").or_null(),
        "held_on": day("Its day.", date(2008, 4, 1), date(2009, 4, 1)),
        "colour": one(COLOUR, "Its colour."),
        "colours": some(COLOUR, "All of them."),
        "priorities": record_ids("What it is about."),
        "posts": by_key(text(5, "A post."), "By body.", example={"x": "Chief"}),
    },
    "title",
)


def read(sent, body=BODY):
    return body.read(SimpleNamespace(data=sent))


def refused(sent, body=BODY):
    """Return what is said of each field of a body that is refused."""
    with pytest.raises(InvalidParameters) as raised:
        read(sent, body)
    return {one["parameter"]: (one["code"], one["detail"]) for one in raised.value.errors}


def test_what_was_sent_is_read_and_nothing_else():
    sent = {"title": " Noise ", "rank": None, "held_on": "2008-06-30", "colours": ["blue", "blue"]}
    assert read(sent) == {
        "title": "Noise",
        "rank": None,
        "held_on": date(2008, 6, 30),
        "colours": ["blue"],
    }
    assert read({"title": "x", "priorities": [2, 1, 2], "posts": {"a": "Chief"}}) == {
        "title": "x",
        "priorities": [2, 1],
        "posts": {"a": "Chief"},
    }


def test_all_that_is_wrong_is_told_at_once():
    told = refused({"colour": "green", "rank": 9, "size": 1})

    assert told == {
        "size": (
            "unknown_parameter",
            "size: There is only title, note, rank, held_on, colour, colours, priorities, posts.",
        ),
        "title": ("missing", "title: is not a text with something in it."),
        "rank": ("unknown_value", "rank: is not a whole number from 1 to 5."),
        "colour": ("unknown_value", "colour: “green” is not one of red, blue."),
    }


@pytest.mark.parametrize(
    "name, given, words",
    [
        ("title", "  ", "a text with something in it"),
        ("title", 5, "a text with something in it"),
        ("title", "x" * 11, "up to 10 characters"),
        ("title", "a\0b", "up to 10 characters"),
        ("title", "\ud800", "up to 10 characters"),
        ("note", 5, "not a text of up to 10 characters"),
        ("rank", True, "not a whole number from 1 to 5"),
        ("rank", "3", "not a whole number from 1 to 5"),
        ("held_on", "2009-04-01", "not a date from 2008-04-01 until 2009-04-01"),
        ("held_on", "30 June", "Write it as 2008-06-30"),
        ("colour", "\ud800", "“?” is not one of"),
        ("colour", ["red"], "is not one of"),
        ("colours", "red", "not a list of at most 100"),
        ("colours", ["red", 3], "“3” is not one of"),
        ("priorities", [0], "not a whole number from 1"),
        ("priorities", [1] * 101, "not a list of at most 100 ids"),
        ("posts", [], "not an object of at most 1,000, as in"),
        ("posts", {"a": "Too long"}, "“a” is not a text of up to 5 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, given, words):
    assert words in refused({"title": "x", name: given})[name][1]


@pytest.mark.parametrize("sent", [[], "text", None])
def test_a_body_of_another_shape_is_refused(sent):
    assert refused(sent) == {"body": ("unknown_value", "body: is not an object of JSON.")}


def test_a_body_that_changes_a_part_says_something():
    partial = Body({"title": text(10, "")}, is_partial=True)

    assert refused({}, partial)["body"][0] == "empty"
    assert partial.schema["minProperties"] == 1


def test_the_description_is_of_the_same_fields():
    assert BODY.schema["required"] == ["title"]
    assert BODY.schema["properties"]["rank"]["type"] == ["integer", "null"]
    assert BODY.schema["properties"]["colour"]["enum"] == ["red", "blue"]
    assert "minProperties" not in BODY.schema
