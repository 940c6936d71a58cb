"""The target that a page is about, as far as its reader sees it."""

from django.shortcuts import get_object_or_404

from partnerships.requests import SignedInRequest
from targets.models import Target


def visible_target(request: SignedInRequest, target_id: int) -> Target:
    """Return a target with its agreement, or answer 404."""
    visible = Target.objects.visible_to(request.user)
    related = visible.select_related("agreement__area", "agreement__partnership", "indicator")
    found: Target = get_object_or_404(related, pk=target_id)
    return found
