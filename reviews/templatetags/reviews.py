"""What pages of other matters show of reviews."""

from dataclasses import dataclass

from django import template
from django.template import Context

from laa_portal.foundation.verdicts import Verdict
from reviews import policies, queries
from reviews.models import Concern
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
