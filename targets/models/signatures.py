"""What the council decided, and who signed a version in which capacity, over which text."""

from datetime import date, timedelta
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from targets.sides import Side

from .actors import actor
from .adoption import act
from .agreements import Agreement
from .versions import AgreementVersion, OfVersionQuerySet


class SigningCapacity(models.TextChoices):
    """In which capacity somebody signs. They sign in this order."""

    COUNCIL_LEADER = "council_leader", "Leader of the council"
    LSP_CHAIR = "lsp_chair", "Chair of the Local Strategic Partnership"
    GO_DIRECTOR = "go_director", "Director of the Government Office"
    SECRETARY_OF_STATE = "secretary_of_state", "Secretary of State, approval recorded"


class CouncilDecisionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas at whose tables one sits, on either side."""
        if not isinstance(user, User):
            return self.none()
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        return self.filter(agreement__area__in=seats)

    def in_force(self, day: Any) -> Self:
        """Those under which the leader may sign on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), decided_on__lte=day, ended_at=None)


class CouncilDecision(models.Model):
    """What the full council resolved: to approve the submission itself, or to delegate that.

    Approving the submission of an agreement is reserved to the full council (Hampshire County
    Council, refresh of February 2009); it may delegate it to its leader, for a scope and a time.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "The full council approves the agreement"
        DELEGATION = "delegation", "The full council delegates that to its leader"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    minute = models.CharField(max_length=200, help_text="where the minutes of the council have it")
    decided_on = models.DateField()
    scope = models.TextField(blank=True, help_text="of a delegation: what the leader may do")
    ends_on = models.DateField(
        null=True, blank=True, help_text="the first day a delegation no longer holds"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_by = actor()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    objects = CouncilDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "-decided_on", "-id"]
        constraints = [
            act("ended"),
            models.CheckConstraint(
                condition=Q(kind="decision", scope="", ends_on=None)
                | Q(kind="delegation", ends_on__isnull=False) & ~Q(scope=""),
                name="a_delegation_has_its_scope_and_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="")
                | Q(ended_at__isnull=False) & ~Q(ended_because=""),
                name="a_decision_ends_with_its_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="decisions_never_change", exclude=["ended_by", "ended_at", "ended_because"]
            ),
            pgtrigger.Protect(name="decisions_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.minute}, {self.decided_on:%-d %B %Y}"

    def holds_on(self, day: date) -> bool:
        """Whether the leader may sign under it on a day, as `in_force` asks of many."""
        has_begun = self.decided_on <= day
        return has_begun and self.ended_at is None and (self.ends_on is None or self.ends_on > day)


class Signature(models.Model):
    """That somebody signed a version's text in a capacity, having just proved who they are."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    capacity = models.CharField(max_length=20, choices=SigningCapacity)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    post = models.CharField(max_length=300, help_text="the role they signed by, not their name")
    under = models.ForeignKey(
        CouncilDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        help_text="of the council's leader: what the council decided",
    )
    reference = models.CharField(
        max_length=200, blank=True, help_text="of the letter by which ministers approved"
    )
    content_sha256 = models.CharField(max_length=64, help_text="of the text that was shown")
    statement = models.TextField(help_text="what they declared")
    factor_at = models.DateTimeField(help_text="when they last gave their second factor")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "capacity"], name="a_capacity_signs_a_version_once"
            ),
            models.CheckConstraint(
                condition=Q(content_sha256__regex="^[0-9a-f]{64}$"),
                name="a_signature_is_over_a_hash",
            ),
            models.CheckConstraint(
                condition=Q(
                    factor_at__gt=F("signed_at") - timedelta(minutes=10),
                    factor_at__lte=F("signed_at"),
                ),
                name="who_signs_has_just_given_their_second_factor",
            ),
            models.CheckConstraint(
                condition=~Q(capacity="council_leader") | Q(under__isnull=False),
                name="a_leader_signs_under_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(capacity="secretary_of_state") | ~Q(reference=""),
                name="an_approval_names_its_letter",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="signatures_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="signatures_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}, {self.version}"
