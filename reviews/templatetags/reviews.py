"""What pages of other matters show of reviews."""

from dataclasses import dataclass

from django import template
from django.template import Context

from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Area
from reviews import policies, queries
from reviews.models import Concern, Review
from reviews.queries import Frequent

register = template.Library()


@dataclass(frozen=True, slots=True)
class NextReview:
    """How often the target of a concern is reviewed, and whether the reader may change that."""

    often: Frequent
    may_propose: Verdict


@register.simple_tag(takes_context=True)
def next_review(context: Context, concern: Concern) -> NextReview | None:
    """When the target of a concern is reviewed next; None where it is about no one target."""
    target, user = concern.target, context["request"].user
    if target is None:
        return None
    (often,) = queries.frequent([target], user)
    return NextReview(often, policies.may_propose_frequency(user, target))


@register.simple_tag(takes_context=True)
def regions_looked_over(context: Context) -> list[Area]:
    """The regions of which the reader sees all areas at a glance, by name."""
    return queries.regions_looked_over(context["request"].user)


@register.simple_tag
def published_reviews(area: Area) -> list[Review]:
    """The reviews of an area whose summaries everybody reads, the newest first."""
    return queries.published_reviews(area)
