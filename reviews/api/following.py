"""What resources on what follows have in common: scopes, and what actions refuse."""

from collections.abc import Callable
from typing import Any

from rest_framework.parsers import JSONParser

from laa_portal.foundation.api.bodies import invalid
from partnerships.models import Scope
from reviews import actions
from targets.api.acting import ActedUpon

REFUSALS: dict[type[Exception], str] = {
    actions.DoesNotBelong: "body",
    actions.SetsTarget: "text",
    actions.TooEarly: "day",
}
"""As the fault of which part of what was sent."""


class Following(ActedUpon):
    """A resource that bodies of government write, each for itself."""

    required_scopes = {
        "GET": (Scope.CONCERNS_READ, Scope.CONCERNS_WRITE),
        "POST": (Scope.CONCERNS_WRITE,),
    }
    parser_classes = [JSONParser]

    def attempt(self, act: Callable[..., Any], **given: Any) -> Any:
        """Carry out an act. Raises InvalidParameters for what it will not take."""
        try:
            return super().attempt(act, **given)
        except tuple(REFUSALS) as refusal:
            raise invalid(REFUSALS[type(refusal)], "unknown_value", str(refusal)) from refusal
