"""What comes with an act upon a record of consulting, read as its action takes it."""

from django.db import models

from laa_portal.foundation.api import choice
from laa_portal.foundation.api.bodies import Body, Field
from laa_portal.foundation.api.body_fields import (
    by_key,
    day,
    one,
    record_ids,
    some,
    text,
    whole_number,
)
from partnerships.forms.fields import REASON_LENGTH
from targets.forms.engagements import DAY_AFTER, FIRST_DAY, MOST_PEOPLE, TEXT_LENGTH
from targets.forms.seats import POST_LENGTH
from targets.models import AskedGroup, ConsultingDuty, EngagementKind

from .kinds import a_partnership, organisations


def _said(longest: int, meaning: str) -> Field:
    """A text that may be emptied."""
    return text(longest, meaning, shortest=0)


def _people(meaning: str) -> Field:
    return whole_number(0, MOST_PEOPLE, f"{meaning} Null: not known.").or_null()


def _words(choices: type[models.TextChoices], meaning: str) -> Field:
    """Some of a few words, in their own order."""
    field = some(choice(choices.choices), meaning)
    return field.then(lambda given: [word for word in choices.values if word in given])


ABOUT = {
    "kind": one(choice(EngagementKind.choices), "How people were asked."),
    "title": text(150, "What it was."),
    "began_on": day("Its first day.", FIRST_DAY, DAY_AFTER),
    "ended_on": day(
        "Its last day. Null: it took one day, or goes on.", FIRST_DAY, DAY_AFTER
    ).or_null(),
    "source": _said(300, "Whose it was, if somebody else’s, and where it can be read."),
}
HEARING = {
    "heard": text(TEXT_LENGTH, "What people said. Name nobody."),
    "number_taking_part": _people("How many took part."),
}
NUMBER_ASKED = _people("How many were asked.")
WHY = text(REASON_LENGTH, "Why, in a sentence.", missing="Say why, in a sentence.")

NEW = Body(
    {"partnership": a_partnership("The CDRP’s code."), **ABOUT},
    *("partnership", "kind", "title", "began_on"),
)
DESCRIPTION = Body(
    {
        **ABOUT,
        "groups": _words(AskedGroup, "Who was asked in particular."),
        "asked": _said(TEXT_LENGTH, "How they were chosen or found."),
        "number_asked": NUMBER_ASKED,
        "duties": _words(ConsultingDuty, "Which duties it meets."),
        "announced_on": day("When people were told of a public meeting.").or_null(),
        "announced_how": _said(300, "How they were told."),
        "discussed": _said(TEXT_LENGTH, "What a public meeting spoke about."),
        "organisations": organisations(
            "All the partnership’s bodies that took part, by their codes."
        ),
        "priorities": record_ids("All the partnership’s priorities it bears on, by their ids."),
    },
    is_partial=True,
)
HEARD = Body(HEARING, "heard")
CHANGED = Body({"changed": text(TEXT_LENGTH, "What changed because of it.")}, "changed")
ATTENDANCE = Body(
    {
        "positions": by_key(
            text(POST_LENGTH, "The post."),
            "The post of whoever came, by the code of each responsible authority.",
            example={"wold-council": "Chief Executive"},
        )
    },
    "positions",
)
REASON = Body({"reason": WHY}, "reason")
CORRECTION = Body(
    {
        "title": ABOUT["title"],
        "number_asked": NUMBER_ASKED,
        "changed": _said(TEXT_LENGTH, "What changed because of it."),
        **HEARING,
        "reason": WHY,
    },
    "reason",
)
