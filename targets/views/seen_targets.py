"""The target that a page is about, as far as its reader sees it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.requests import SignedInRequest
from targets import policies, queries
from targets.models import Target


def visible_target(request: SignedInRequest, target_id: int) -> Target:
    """Return a target with its agreement, or answer 404."""
    visible = queries.saying_whether_other_plans_speak(Target.objects.visible_to(request.user))
    related = visible.select_related("agreement__area", "indicator")
    found: Target = get_object_or_404(related, pk=target_id)
    return found


def table_target(request: SignedInRequest, target_id: int) -> Target:
    """Return a target at whose table the reader sits, on either side, or answer 404."""
    found = visible_target(request, target_id)
    if policies.sits_on(request.user, found.agreement) is None:
        raise Http404("Only the two sides of its table read this.")
    return found
