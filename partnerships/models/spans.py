"""Records that hold from one day to another. Spans are half-open; an open side is null."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

DAWN, DUSK = date(1, 1, 1), date(9999, 12, 31)


class SpanQuerySet(models.QuerySet[Any]):
    """Rows with `starts_on` and `ends_on`."""

    def on(self, day: date) -> Self:
        """Those in force on `day`."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gt=day)
        )


class Span(models.Model):
    """A record that holds from `starts_on` up to but not including `ends_on`."""

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="the first day it no longer holds")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]

    def holds_on(self, day: date) -> bool:
        return (self.starts_on or DAWN) <= day < (self.ends_on or DUSK)
