"""Resources of which somebody counts how often they change: their answers have ETags."""

from functools import cached_property
from typing import Any

from indicators.models import Edition, State
from laa_portal.foundation.api import caching
from laa_portal.foundation.api.resources import Resource
from partnerships.models import Viewer


class Counted(Resource):
    """What is made of figures. It changes when an edition is counted, and at no other time."""

    has_editions = True

    def standing(self) -> caching.Standing:
        """Return which edition the caller sees, in one query."""
        state = self.state
        return caching.Standing(state.number, state.changed_at, scope_of(self.request.user))

    @cached_property
    def state(self) -> State:
        """Which edition the caller sees, looked up once for an answer."""
        viewer: Any = self.request.user
        return Edition.objects.state_for(viewer)


def scope_of(viewer: Viewer) -> str:
    """Return what tells readers apart who see different figures; "" for what everybody sees."""
    if getattr(viewer, "sees_all_areas", False):
        return "nation"
    areas: frozenset[int] = getattr(viewer, "area_ids", frozenset())
    return caching.digest(map(str, sorted(areas))) if areas else ""
