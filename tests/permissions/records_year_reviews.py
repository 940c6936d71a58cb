"""Reviews of each county in each state, with what was said, found and written; and how often a
target of it is reviewed in between.

Their years are none of the agreements', so that one can still be scheduled.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from reviews.models import (
    Finding,
    Review,
    ReviewFrequency,
    ReviewLetter,
    ReviewStep,
    TargetReview,
)
from reviews.phases import DUE_FIELDS
from reviews.states import CONCLUDED, FrequencyStatus, ReviewStatus
from targets.models import Agreement, digest
from targets.models import Target as Line
from targets.sides import Side
from targets.states import TargetStatus

from .audiences import DISTRICT_OF, Target
from .world import PLACES, World

AT = datetime(2009, 3, 5, 9, 0, tzinfo=UTC)
HELD_ON = date(2009, 3, 4)
FIRST_YEAR = 2001
OF_THE_AREA_OR_NATION = "those who work for its area or the nation"
S = ReviewStatus
BEFORE_THE_MEETING = (S.SCHEDULED, S.GATHERED)
OF_REVIEWS = (
    *("review", "review by number", "finding", "letter of a review", "frequency"),
    "area of reviews",
)
"""What addresses of these pages lead to."""


def make_year_reviews(world: World) -> None:
    """Make a review of each state for each county, and proposals how often a target is reviewed."""
    for name in OF_REVIEWS:
        world.targets[name] = []
    for county in DISTRICT_OF:
        code = PLACES[county][1]
        area = Target(f"reviews of {county}", {"code": code}, area=county)
        world.targets["area of reviews"].append(area)
        for year, status in enumerate(ReviewStatus, FIRST_YEAR):
            _make_review(world, county, year, status)
        _make_frequencies(world, county)
    world.targets["region"] = [
        Target(f"region {name}", {"code": PLACES[name][1]}, area=name)
        for name in ("upland", "coast")
    ]
    _add_what_is_not_there(world)


def _add_what_is_not_there(world: World) -> None:
    nowhere = {"code": "X10000999"}
    for name, kwargs in (
        ("area of reviews", nowhere),
        ("region", nowhere),
        ("review", nowhere | {"year": 2001}),
        ("review by number", {"id": 987654}),
        ("finding", {"code": "X10000901", "year": FIRST_YEAR, "finding_id": 987654}),
        ("letter of a review", nowhere | {"year": 2001}),
        ("frequency", {"frequency_id": 987654}),
    ):
        world.targets[name].append(Target("none", kwargs, exists=False))


def _make_review(world: World, county: str, year: int, status: ReviewStatus) -> None:
    of = Target(f"{status} review of {county}", area=county, status=status)
    by, plant = world.users["administrator"], world.aviary.text
    is_held = status not in BEFORE_THE_MEETING
    summary = plant("a summary", "everybody, once it is published", of)
    review = Review.objects.create(
        agreement=Agreement.objects.get(area=world.areas[county]),
        year=year,
        status=status,
        held_on=HELD_ON if is_held else None,
        summary=summary if status == S.PUBLISHED else "",
        scheduled_by=by,
        scheduled_at=AT,
        **dict.fromkeys(DUE_FIELDS, HELD_ON),
    )
    ReviewStep.objects.create(
        review=review,
        number=1,
        verb="submit_evidence",
        text=plant("a partnership's evidence", "readers of what a review says", of),
        done_by=by,
        done_at=AT,
    )
    kwargs = {"code": PLACES[county][1], "year": year}
    world.targets["review"].append(replace(of, kwargs=kwargs))
    world.targets["review by number"].append(replace(of, kwargs={"id": review.pk}))
    if is_held:
        found = _find(world, review, of)
        world.targets["finding"].append(replace(of, kwargs=kwargs | {"finding_id": found.pk}))
        _write(world, review, of)
        world.targets["letter of a review"].append(replace(of, kwargs=kwargs))


def _line(world: World, county: str) -> Line:
    """Return a line whose title nobody has to keep to themselves: a published review names it."""
    by = {"left_out_by": world.users["administrator"], "left_out_because": "To be reviewed"}
    return Line.objects.get_or_create(
        agreement=Agreement.objects.get(area=world.areas[county]),
        title="A line that was reviewed",
        defaults={
            "status": TargetStatus.LEFT_OUT,
            "longlisted_by": world.users["administrator"],
            "longlisted_at": AT,
            "left_out_at": AT,
            **by,
        },
    )[0]


def _find(world: World, review: Review, of: Target) -> Finding:
    readers = "readers of the finding"
    return Finding.objects.create(
        review=review,
        target=_line(world, of.area),
        computed="red",
        rule=world.aviary.text("a rule", readers, of),
        rag="amber",
        because=world.aviary.text("why otherwise", readers, of),
        comment=world.aviary.text("a comment", readers, of),
        numbers={
            **dict.fromkeys(("asked", "share", "to_date", "expected", "gap", "p_year", "p_term")),
            "value": world.aviary.number("the figure of a finding", readers, of),
            "is_provisional": False,
            "verdict": "on_the_way",
            "look": 0,
            "looks": 12,
            "decimals": 0,
            "unit": "per 1,000",
        },
        judged_by=world.users["administrator"],
        judged_at=AT,
    )


def _write(world: World, review: Review, of: Target) -> None:
    by = world.users["administrator"]
    text = world.aviary.text("a letter of a review", "readers of the letter", of)
    is_sent = of.status in CONCLUDED
    sent = {"sent_by": by, "sent_at": AT, "sha256": digest(text)}
    ReviewLetter.objects.create(
        review=review, text=text, written_by=by, written_at=AT, **(sent if is_sent else {})
    )


def _make_frequencies(world: World, county: str) -> None:
    """Make a proposal of the office that waits and one that was accepted, and a meeting."""
    line = Line.objects.get(
        agreement__area=world.areas[county], status="agreed", indicator__isnull=True
    )
    by, plant = world.users["administrator"], world.aviary.text
    for status in (FrequencyStatus.ACCEPTED, FrequencyStatus.PROPOSED):
        of = Target(f"{status} frequency of {county}", area=county, status=status)
        answered = {"answered_by": by, "answered_at": AT}
        made = ReviewFrequency.objects.create(
            target=line,
            every=3,
            side=Side.GOVERNMENT.value,
            reason=plant("why more often", OF_THE_AREA_OR_NATION, of),
            proposed_by=by,
            proposed_at=AT,
            status=status.value,
            **(answered if status == FrequencyStatus.ACCEPTED else {}),
        )
        world.targets["frequency"].append(replace(of, kwargs={"frequency_id": made.pk}))
    TargetReview.objects.create(
        target=line,
        held_on=HELD_ON,
        notes=plant("notes about a target", OF_THE_AREA_OR_NATION, Target("notes", area=county)),
        noted_by=by,
        noted_at=AT,
    )
