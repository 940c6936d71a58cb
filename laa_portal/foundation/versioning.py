"""Records that several people may act on: claimed at the version the person was shown."""

from typing import Any, Self

from django.db import models

MOVED_ON = "This has changed since you opened it. Check the latest and try again."


class Stale(Exception):
    """The record has moved on since it was read. The message is for the person acting."""


class VersionedQuerySet(models.QuerySet[Any]):
    def claim(self, pk: int, version: int) -> Any:
        """Lock one record for the rest of the transaction, at the version it was read.

        Others may meanwhile write rows that point at it. Raises Stale when somebody acted on it in
        between, and the model's DoesNotExist.
        """
        record = self.select_for_update(of=("self",), no_key=True).get(pk=pk)
        if record.version != version:
            raise Stale(MOVED_ON)
        return record


class Versioned(models.Model):
    """A record with a version that grows by one with every act upon it.

    Its model's manager is made of a VersionedQuerySet, so that it can be claimed.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def advance(self, **changes: object) -> Self:
        """Write `changes` to a claimed record and make the version others hold stale."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=[*changes, "version"])
        return self
