"""What the letter of a review is drafted from: only what both sides read."""

from partnerships.models import User
from reviews.letter import Found, Record
from reviews.models import Concern, Finding, Review
from reviews.rag import Rag

from .packs import actions_for
from .reviewed import findings_of, level_name


def letter_record(review: Review, writer: User) -> Record:
    """Return the record of a review whose meeting was held."""
    assert review.held_on  # as whoever may write its letter has made sure
    findings = findings_of(review, writer)
    area = review.agreement.area
    actions = actions_for(area, [one.target for one in findings], writer)
    steps = {one.pk: one for of in actions.values() for one in of if one.due_on >= review.held_on}
    return Record(
        area=str(area),
        year=review.year_label,
        held_on=review.held_on,
        found=[_found(one) for one in findings],
        concerns=[f"{one}: {level_name(one.level)}" for one in _shared(review, writer)],
        actions=[
            f"{one.step}, led by {one.lead}, by {one.due_on:%-d %B %Y}"
            for one in sorted(steps.values(), key=lambda one: one.due_on)
        ],
    )


def _found(one: Finding) -> Found:
    return Found(
        title=one.target.title,
        rag=Rag(one.rag),
        rule=one.rule,
        because=one.because,
        comment=one.comment,
        ground=one.get_ground_display() if one.ground else "",
        numbers=one.numbers,
    )


def _shared(review: Review, writer: User) -> list[Concern]:
    """Return the open concerns that the partnership reads along."""
    visible = Concern.objects.visible_to(writer).filter(
        area=review.agreement.area, shared_at__isnull=False
    )
    return list(visible.alive().select_related("target", "area"))
