"""An agreement put together to be signed: its lines copied, its text canonical and then frozen."""

from typing import Any, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, Organisation, User, Viewer
from targets.sides import Side
from targets.states import HELD_FAST, CommitmentStatus, VersionStatus

from .actors import actor
from .adoption import act
from .agreements import Agreement, Target
from .offers import OfferLine
from .terms import Terms

S = VersionStatus
FROZEN = (S.APPROVED, S.SIGNED, S.SUPERSEDED, S.LAPSED)
"""Of these nothing changes any more but how far they have come, and until when they hold."""

HELD = ", ".join(f"'{status.value}'" for status in FROZEN)
"""The same, as SQL."""

ON_ITS_WAY = [S.DRAFT.value, S.SUBMITTED.value, S.APPROVED.value]
EVER_SIGNED = [S.SIGNED.value, S.SUPERSEDED.value]

RETURN_FIELDS = ("returned_by", "returned_at", "returned_because")
LIFE_FIELDS = ("status", "version", "starts_on", "ends_on", *RETURN_FIELDS)
"""All of an approved version that is written later."""


class ApprovalRoute(models.TextChoices):
    """Who approves a target."""

    GOVERNMENT_OFFICE = "government_office", "Government Office"
    MINISTER = "minister", "Ministers"


class LineStanding(models.TextChoices):
    """How a target stands in a version: signed with it, or only listed."""

    AGREED = "agreed", "Agreed"
    OPEN = "open", "Still negotiated"
    PLACEHOLDER = "placeholder", "Placeholder"


class During(Func):
    """The days on which a version holds, as PostgreSQL compares them."""

    function = "DATERANGE"
    output_field = DateRangeField()


class AgreementVersionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """What was signed is public; what is on its way is for both sides of its table."""
        public = Q(status__in=EVER_SIGNED)
        if not isinstance(user, User):
            return self.filter(public)
        if user.sees_all_areas:
            return self.filter(public | Q(status=S.APPROVED.value))
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        return self.filter(public | Q(area__in=seats))

    def live(self) -> Self:
        """Those on their way to be signed."""
        return self.filter(status__in=ON_ITS_WAY)

    def holding_fast(self) -> Self:
        """Those whose agreed targets are not put on the table again."""
        return self.filter(status__in=[status.value for status in HELD_FAST])

    def in_force(self, day: Any) -> Self:
        """Those that hold on a day, of each area one at most."""
        signed = self.filter(status__in=EVER_SIGNED, starts_on__lte=day)
        return signed.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def last_in_force(self, day: Any) -> Self:
        """Of each agreement the one that holds on a day, or that held last where it has ended."""
        begun = self.filter(status__in=EVER_SIGNED, starts_on__lte=day)
        later = begun.filter(agreement=OuterRef("agreement"), number__gt=OuterRef("number"))
        return begun.filter(~Exists(later))


class AgreementVersion(Versioned):
    """What both sides sign at one round: the targets as agreed, and what is listed beside them."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", help_text="the agreement's"
    )
    number = models.PositiveIntegerField(help_text="in the agreement, from 1")
    status = models.CharField(max_length=12, choices=[(s.value, s.label) for s in S])
    content = models.TextField(help_text="canonical JSON, of which content_sha256 is the digest")
    content_sha256 = models.CharField(max_length=64)
    statement = models.TextField(blank=True, help_text="of the partnership, sent along with it")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    returned_by = actor()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(
        blank=True, help_text="which modification is required, or why it was taken back"
    )
    approved_by = actor()
    approved_at = models.DateTimeField(null=True, blank=True)
    starts_on = models.DateField(
        null=True, blank=True, help_text="when the last signature was in; null: not yet"
    )
    ends_on = models.DateField(null=True, blank=True, help_text="the first day it no longer holds")

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="versions_are_numbered"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=ON_ITS_WAY),
                name="one_version_is_on_its_way",
            ),
            act("returned"),
            act("approved"),
            models.CheckConstraint(
                condition=Q(content_sha256__regex="^[0-9a-f]{64}$"),
                name="a_version_has_its_hash",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=EVER_SIGNED)
                | Q(starts_on__isnull=False, approved_at__isnull=False),
                name="what_is_signed_was_approved_and_begins",
            ),
            ExclusionConstraint(
                name="one_version_holds_an_area_and_day",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (During("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=EVER_SIGNED),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="versions_are_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="what_is_approved_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(LIFE_FIELDS)),
                func=f"""
                    IF OLD.status IN ({HELD}) THEN
                        RAISE EXCEPTION 'what is approved never changes';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("targets:version", args=[self.area.gss_code, self.number])

    @property
    def short_hash(self) -> str:
        """As much of the hash as people compare by eye."""
        return self.content_sha256[:12]

    @property
    def is_frozen(self) -> bool:
        return self.status in FROZEN


def _frozen_with(parent: str, condition: str) -> str:
    """Return the body of a trigger that refuses to change rows of a version that is frozen."""
    return f"""
        IF EXISTS (
            SELECT 1 FROM targets_agreementversion AS v {parent}
            WHERE {condition} AND v.status IN ({HELD})
        ) THEN
            RAISE EXCEPTION 'what is approved never changes';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """


class OfVersionQuerySet(models.QuerySet[Any]):
    """Rows of a `version`."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the versions that `user` sees."""
        return self.filter(version__in=AgreementVersion.objects.visible_to(user))


class VersionLine(Terms):
    """One target as a version has it: its terms with those who are named for it, or only listed."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="version_lines")
    position = models.PositiveSmallIntegerField(help_text="in the text, from 1")
    standing = models.CharField(max_length=12, choices=LineStanding)
    title = models.CharField(max_length=200, help_text="as it was then")
    code = models.CharField(max_length=10, blank=True, help_text="as in NI 16")
    definition = models.CharField(
        max_length=40, blank=True, help_text="version of the measure's definition"
    )
    definition_digest = models.CharField(
        max_length=12, blank=True, help_text="of the definition's text: it may be corrected"
    )
    approval_route = models.CharField(max_length=20, choices=ApprovalRoute)
    in_reward = models.BooleanField(help_text="whether it counts towards the reward grant")
    agreed_in = models.ForeignKey(
        OfferLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the offer's line whose terms these are; null where it is only listed",
    )
    revised_in = models.ForeignKey(
        "RevisionLine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the line of a revision whose terms these are, where they were revised",
    )
    pack_sha256 = models.CharField(
        max_length=64, blank=True, help_text="of the evidence frozen with the offer's line"
    )

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "target"], name="a_version_has_a_target_once"
            ),
            models.UniqueConstraint(fields=["version", "position"], name="a_version_is_in_order"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lines_of_what_is_approved_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_frozen_with("", "v.id = OLD.version_id"),
            ),
            pgtrigger.Trigger(
                name="what_is_approved_gets_no_more_lines",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_frozen_with("", "v.id = NEW.version_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    @property
    def is_signed_for(self) -> bool:
        """Whether a signature covers its terms; what is only listed is not signed."""
        return self.standing == LineStanding.AGREED


class OfLineQuerySet(models.QuerySet[Any]):
    """Rows of a version's `line`."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the versions that `user` sees."""
        return self.filter(line__version__in=AgreementVersion.objects.visible_to(user))


class VersionPartner(models.Model):
    """An organisation named for a target, with what it had said when the version was made."""

    line = models.ForeignKey(VersionLine, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="as it was then")
    is_lead = models.BooleanField()
    has_regard = models.BooleanField(
        help_text="whether it must have regard to the target: 2007 Act s.108"
    )
    status = models.CharField(max_length=15, choices=[(s.value, s.label) for s in CommitmentStatus])
    reason = models.TextField(blank=True, help_text="in its own words")
    answered_on = models.DateField(null=True, blank=True)

    objects = OfLineQuerySet.as_manager()

    class Meta:
        ordering = ["line", "-is_lead", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "organisation"], name="a_version_names_a_partner_once"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="partners_of_what_is_approved_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_frozen_with(
                    "JOIN targets_versionline AS l ON l.version_id = v.id", "l.id = OLD.line_id"
                ),
            ),
            pgtrigger.Trigger(
                name="what_is_approved_gets_no_more_partners",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_frozen_with(
                    "JOIN targets_versionline AS l ON l.version_id = v.id", "l.id = NEW.line_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.line}"
