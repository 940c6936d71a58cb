"""What resources have in common on which both sides of a table act: scopes, and JSON alone."""

from collections.abc import Iterable
from typing import Any

from rest_framework.parsers import JSONParser

from partnerships.models import Scope

from .acting import ActedUpon
from .records import Shown


class Acted(ActedUpon):
    """A resource whose acts are told one record at a time, by JSON alone."""

    required_scopes = {
        "GET": (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE, Scope.OFFERS_WRITE),
        "POST": (Scope.ASSESSMENTS_WRITE, Scope.OFFERS_WRITE),
    }
    parser_classes = [JSONParser]

    def shown_one(self, record: Any) -> Shown:
        """Return a record with what its reader may do to it."""
        raise NotImplementedError

    def shown(self, records: Iterable[Any]) -> list[Any]:
        return [self.shown_one(record) for record in records]
