"""What is known when somebody decides what follows a concern."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from partnerships.models import Area, Organisation, Viewer
from reviews.models import (
    Advice,
    Concern,
    ImprovementAction,
    ImprovementPlan,
    ResponseDecision,
    Standing,
    areas_touching,
)
from reviews.states import ResponseStatus

LIVE = (ResponseStatus.WAITING, ResponseStatus.DECIDED)


def standing_of(area: Area) -> Standing | None:
    """Return what was judged last of what a partnership can and will do."""
    judged = Standing.objects.filter(area=area).select_related("judged_by")
    return judged.order_by("-judged_at", "-id").first()


def live_responses(concern: Concern) -> QuerySet[ResponseDecision]:
    """Return the decision that is in effect, or waits for a second person; one at most."""
    found: QuerySet[ResponseDecision] = ResponseDecision.objects.filter(
        concern=concern, status__in=[status.value for status in LIVE]
    )
    return found.select_related("decided_by", "agreed_by")


def advice_on(concern: Concern, reader: Viewer) -> Sequence[Advice]:
    """Return what bodies advised on a concern, as far as `reader` may know of it."""
    return list(Advice.objects.visible_to(reader).filter(concern=concern).order_by("given_at"))


def plans_of(concern: Concern, reader: Viewer) -> list[ImprovementPlan]:
    """Return the plans of a concern with their actions, the newest first, in two queries."""
    actions = ImprovementAction.objects.select_related("organisation", "done_by").order_by("number")
    plans = ImprovementPlan.objects.visible_to(reader).filter(concern=concern)
    related = plans.select_related("concern__area", "proposed_by", "agreed_by")
    return list(related.prefetch_related(Prefetch("actions", actions)).order_by("-proposed_at"))


def organisations_near(area: Area) -> QuerySet[Organisation]:
    """Return the organisations that answer for an area, for what lies in it, or around it."""
    near = Organisation.objects.filter(areas__in=areas_touching(area))
    return near.distinct().order_by("name")
