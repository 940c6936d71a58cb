"""What comes with an act upon a partnership plan or a step of one, read as its action takes it."""

from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import day, one, record_id, text
from targets.forms.plans import MEASURE_LENGTH, NOTE_LENGTH, STEP_LENGTH
from targets.forms.texts import TEXT_LENGTH

from .kinds import YEAR, a_partnership, an_indicator, an_organisation
from .parts import why

NEW = Body(
    {
        "partnership": a_partnership("The CDRP’s code."),
        "first_year": one(YEAR, "The first of its three financial years, as in 2008/09."),
    },
    *("partnership", "first_year"),
)
TEXTS = Body(
    {
        "strategy": text(TEXT_LENGTH, "How crime, disorder and substance misuse are reduced."),
        "engagement": text(TEXT_LENGTH, "How the community is engaged, and what its views did."),
        "summary": text(TEXT_LENGTH, "What everybody should know of it. Name nobody."),
    },
    is_partial=True,
)
REFRESHING = Body(
    {
        "year": one(YEAR, "The year of its term for which it is revised, as in 2008/09."),
        "reason": why("What has changed since the edition before, for everybody who reads it."),
    },
    *("year", "reason"),
)
STEP = {
    "priority": record_id("The id of the priority that it serves, one of the plan’s assessment."),
    "step": text(STEP_LENGTH, "What will be done."),
    "lead": an_organisation("Who leads it: the code of a body on the partnership."),
    "resources": text(STEP_LENGTH, "With what money, people or other resources."),
    "indicator": an_indicator("That shows its success. Null: “measure” says it.").or_null(),
    "measure": text(MEASURE_LENGTH, "Of success, in words.", shortest=0),
    "due_on": day("By when."),
}
NEW_STEP = Body(STEP, "priority", "step", "lead", "resources", "due_on")
CHANGED_STEP = Body(STEP, is_partial=True)
PROGRESS = Body(
    {"progress": text(NOTE_LENGTH, "What is done, what is late and why. Name nobody.")},
    "progress",
)
