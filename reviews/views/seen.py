"""What a page may lead to: concerns and areas, for those who may see them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.models import Area
from partnerships.requests import SignedInRequest
from reviews import policies
from reviews.models import Concern


def visible_concern(request: SignedInRequest, concern_id: int) -> Concern:
    """Return a concern that the reader may see, or answer 404."""
    visible = Concern.objects.visible_to(request.user).select_related("area", "target")
    found: Concern = get_object_or_404(visible, pk=concern_id)
    return found


def watched_area(request: SignedInRequest, gss_code: str) -> Area:
    """Return an area whose progress the reader may see, or answer 404."""
    found: Area = get_object_or_404(Area, gss_code=gss_code)
    if not policies.may_see_progress(request.user, found):
        raise Http404("Only those who work for it see how its targets are going.")
    return found
