"""A problem that an indicator has in many areas: raised once, answered once for all of them."""

from typing import Self

from django.db import models
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import NOT_OF_AN_AREA, RoleKind, User, Viewer

from .adoption import act, person

READERS = tuple(kind for kind in RoleKind if kind not in NOT_OF_AN_AREA)
"""Whoever sits at some table, on either side, and the national roles."""


class SharedIssueQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """All of them, for whoever sits at some table and for national roles."""
        if isinstance(user, User) and user.has_role(*READERS):
            return self
        return self.none()

    def open(self) -> Self:
        """Those that nobody has answered yet."""
        return self.filter(answered_at=None)


class SharedIssue(Versioned):
    """What keeps targets by an indicator from being set, wherever they are negotiated."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="shared_issues")
    title = models.CharField(max_length=150)
    text = models.TextField(help_text="what the problem is; all areas read it")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = person()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SharedIssueQuerySet.as_manager()

    class Meta:
        ordering = [models.F("answered_at").desc(nulls_first=True), "-raised_at", "-id"]
        constraints = [
            act("answered"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="")
                | models.Q(answered_at__isnull=False) & ~models.Q(answer=""),
                name="an_answered_issue_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("targets:issue", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
