"""What is known when somebody decides what follows a concern."""

from django.db.models import QuerySet

from partnerships.models import Area
from reviews.models import Concern, ResponseDecision, Standing
from reviews.states import ResponseStatus

LIVE = (ResponseStatus.WAITING, ResponseStatus.DECIDED)


def standing_of(area: Area) -> Standing | None:
    """Return what was judged last of what a partnership can and will do."""
    return Standing.objects.filter(area=area).order_by("-judged_at", "-id").first()


def live_responses(concern: Concern) -> QuerySet[ResponseDecision]:
    """Return the decision that is in effect, or waits for a second person; one at most."""
    return ResponseDecision.objects.filter(
        concern=concern, status__in=[status.value for status in LIVE]
    )
