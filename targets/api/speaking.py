"""How a side speaks by key: what is no move now is refused with what can be done instead."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import JSONParser

from laa_portal.foundation import problems
from laa_portal.foundation.api import choice
from laa_portal.foundation.api.fields import LinkField, SharedSerializer
from laa_portal.foundation.problems import Refusal
from partnerships.models import Scope
from targets import actions, rules
from targets.models import Agreement, Target
from targets.sides import SIDES, Side

from .acting import ActedUpon, Numbered

READERS = (Scope.AGREEMENTS_READ, Scope.OFFERS_WRITE)
SCOPES = {"GET": READERS, "POST": (Scope.OFFERS_WRITE,)}
SIDE = choice(SIDES)
SIDE_CHOICES = [side.value for side in Side]

Moves = Callable[[], list[dict[str, Any]]]
"""What can be done now, as records list it under `actions`."""


class ReadAtTheTable(Numbered):
    """A resource that keys read, and on which only people act, in the browser."""

    required_scopes = {"GET": READERS}


class SpokenByKey(ActedUpon):
    """A resource by which a side speaks."""

    required_scopes = SCOPES
    parser_classes = [JSONParser]

    @contextmanager
    def in_turn(self, agreement: Agreement, moves: Moves) -> Iterator[None]:
        """Refuse what is not allowed now with `moves`, and what breaks rules with each of them.

        Whoever may never do it has been refused before. Raises Refusal.
        """
        try:
            yield
        except actions.BreaksRules as broken:
            raise self._broken(agreement, broken.findings) from broken
        except (actions.NotPossible, PermissionDenied) as refused:
            open_ = [move for move in moves() if move["allowed"]]
            told = [{name: move[name] for name in ("name", "method", "href")} for move in open_]
            raise Refusal(problems.NO_SUCH_MOVE, str(refused), moves=told) from refused

    def _broken(self, agreement: Agreement, findings: list[rules.Finding]) -> Refusal:
        """Return the refusal that names each rule that is not kept, and by which target."""
        titles = {one.title for one in findings}
        visible = Target.objects.visible_to(self.user)
        named = visible.filter(agreement=agreement, title__in=titles).values_list("title", "pk")
        origin = self.get_serializer_context()["origin"]
        places = {
            title: {"href": origin + reverse("api-targets-detail", args=[pk])}
            for title, pk in named
        }
        errors = [_error(one) | places.get(one.title, {}) for one in findings]
        return Refusal(
            problems.BREAKS_RULES, " ".join(one["detail"] for one in errors), errors=errors
        )


def _error(finding: rules.Finding) -> dict[str, str]:
    return {
        "parameter": finding.title or "the package",
        "code": "broken_rule",
        "detail": finding.sentence,
        "rule": finding.rule.code,
        "says": finding.rule.says,
        "source": finding.rule.source,
    }


@extend_schema_field({"type": "string", "format": "uri"})
class ListLinkField(serializers.Field[Any, Any, str, Any]):
    """The absolute address of the list of what belongs to a record."""

    def __init__(self, name: str, parameter: str, key: Callable[[Any], object]) -> None:
        super().__init__(source="*", read_only=True)
        self.name, self.parameter, self.key = name, parameter, key

    def to_representation(self, record: Any) -> str:
        path = reverse(f"api-{self.name}-list")
        return f"{self.context['origin']}{path}?{self.parameter}={self.key(record)}"


class NamedTargetSerializer(SharedSerializer):
    """A target in passing."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    href = LinkField("api-targets-detail", lambda target: target.pk)


class NamedOfferSerializer(SharedSerializer):
    """An offer in passing."""

    id = serializers.IntegerField(source="pk")
    number = serializers.IntegerField(help_text="In the agreement, from 1.")
    side = serializers.ChoiceField(choices=SIDE_CHOICES, help_text="Who made it.")
    href = LinkField("api-offers-detail", lambda offer: offer.pk)
