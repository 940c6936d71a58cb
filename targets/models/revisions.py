"""Proposals to change what was signed: on which ground, line by line, and who consents."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Organisation, User, Viewer
from targets.sides import Side
from targets.states import UNDER_WAY, RevisionStatus

from .actors import actor
from .adoption import act
from .agreements import Agreement, Target
from .partners import own_organisations
from .terms import Terms
from .versions import AgreementVersion


class RevisionGround(models.TextChoices):
    """Why what was signed may be changed. Of designated targets no other ground is permitted."""

    DEFINITION = "definition", "The indicator's definition was not final"
    BASELINE = "baseline", "The baseline was missing or provisional"
    PLACEHOLDER = "placeholder", "What a placeholder waited for has come"
    DEFERRED = "deferred", "The indicator was deferred and has begun"
    MINISTERS = "ministers", "Ministers have listed the indicator for renegotiation"
    LOCAL = "local", "Partners agree on a local target (2007 Act s.110)"


class RevisionProposalQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the tables at which one sits, those one's organisation must consent to, and
        what was accepted, for those who look at every area; drafts for the partnership alone."""
        if not isinstance(user, User):
            return self.none()
        asked = RevisionConsent.objects.filter(organisation__in=own_organisations(user))
        proposed = Q(agreement__area__in=areas_on_side(user, Side.GOVERNMENT))
        proposed |= Q(pk__in=asked.values("line__proposal"))
        if user.sees_all_areas:
            proposed |= Q(status=RevisionStatus.ACCEPTED.value)
        own = Q(agreement__area__in=areas_on_side(user, Side.PARTNERSHIP))
        return self.filter(own | proposed & ~Q(status=RevisionStatus.DRAFT.value))

    def under_way(self) -> Self:
        """Those that are prepared or proposed, and not decided on."""
        return self.filter(status__in=[status.value for status in UNDER_WAY])


class RevisionProposal(Versioned):
    """What the partnership would change in the version that is in force: 2007 Act ss.110-112."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="revisions")
    revises = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField(help_text="of the agreement, from 1")
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in RevisionStatus],
        default=RevisionStatus.DRAFT.value,
    )
    reason = models.TextField(help_text="why anything is revised")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(help_text="while it is a draft: when it was begun")
    decided_by = actor()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.TextField(blank=True)
    led_to = models.OneToOneField(
        AgreementVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revised_by",
    )

    objects = RevisionProposalQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            act("decided"),
            models.UniqueConstraint(fields=["agreement", "number"], name="proposals_are_numbered"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=[status.value for status in UNDER_WAY]),
                name="one_revision_is_under_way_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status=RevisionStatus.ACCEPTED.value, led_to__isnull=False)
                | ~Q(status=RevisionStatus.ACCEPTED.value) & Q(led_to=None),
                name="an_accepted_revision_leads_to_a_version",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="revisions_are_never_deleted",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=RevisionStatus.DRAFT.value),
            )
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of the {self.agreement}"

    def get_absolute_url(self) -> str:
        return reverse("targets:revision", args=[self.agreement.area.gss_code, self.number])


class OfProposalQuerySet(models.QuerySet[Any]):
    """Rows of a `proposal`."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the proposals that `user` sees."""
        return self.filter(proposal__in=RevisionProposal.objects.visible_to(user))


def _only_of_a_draft(row: str) -> str:
    """Return the body of a trigger that keeps the lines of whatever is no draft any more."""
    return f"""
        IF EXISTS (
            SELECT 1 FROM targets_revisionproposal AS p
            WHERE p.id = {row}.proposal_id AND p.status <> '{RevisionStatus.DRAFT.value}'
        ) THEN
            RAISE EXCEPTION 'what is proposed never changes';
        END IF;
        RETURN {row};
    """


class RevisionLine(Terms):
    """What a revision would do to one target: change its terms, take it out, or add it."""

    class Act(models.TextChoices):
        CHANGE = "change", "Change"
        REMOVE = "remove", "Remove"
        ADD = "add", "Add"

    proposal = models.ForeignKey(RevisionProposal, on_delete=models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="revision_lines")
    act = models.CharField(max_length=6, choices=Act)
    ground = models.CharField(max_length=12, choices=RevisionGround)
    reason = models.TextField()

    objects = OfProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposal", "target__title"]
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "target"], name="a_revision_has_a_target_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="revision_lines_never_change", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="lines_of_what_is_proposed_are_never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=_only_of_a_draft("OLD"),
            ),
            pgtrigger.Trigger(
                name="what_is_proposed_gets_no_more_lines",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_only_of_a_draft("NEW"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.target}"


class RevisionConsentQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the proposals that `user` sees."""
        return self.filter(line__proposal__in=RevisionProposal.objects.visible_to(user))


class RevisionConsent(Versioned):
    """An organisation that is named in a revision's line, and what its own people answered."""

    class Answer(models.TextChoices):
        ASKED = "asked", "Asked"
        CONSENTED = "consented", "Consented"
        REFUSED = "refused", "Refused"

    line = models.ForeignKey(RevisionLine, on_delete=models.PROTECT, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.ASKED)
    reason = models.TextField(blank=True)
    answered_by = actor()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionConsentQuerySet.as_manager()

    class Meta:
        ordering = ["line", "organisation__name"]
        constraints = [
            act("answered"),
            models.UniqueConstraint(
                fields=["line", "organisation"], name="a_revision_asks_an_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="asked", answered_at=None)
                | ~Q(answer="asked") & Q(answered_at__isnull=False),
                name="a_consent_is_asked_or_answered",
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(reason=""),
                name="a_refused_consent_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.line}"

    def get_absolute_url(self) -> str:
        return f"{self.line.proposal.get_absolute_url()}#consent-{self.pk}"
