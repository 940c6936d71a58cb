"""Documents attached to an assessment or a priority, pointed at, and taken off again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from laa_portal.foundation import limits
from partnerships.models import User
from targets.documents import NotTaken, kind_of
from targets.models import AttachedFile, Attachment, Section, StrategicAssessment

from .assessments import write_section
from .records import hold_draft, record

NAME_LENGTH = 200
MOST_ATTACHED = 20
"""To one assessment and its priorities together."""
ATTACHED_A_DAY = 40
"""By one person."""

__all__ = ["NotTaken", "attach", "detach", "point_out"]


@transaction.atomic
def attach(
    *,
    assessment_id: int,
    name: str,
    content: bytes,
    by: User,
    at: datetime,
    priority_id: int | None = None,
) -> Attachment:
    """Keep a document with a draft, or with one of its priorities.

    The same document is attached once. Raises NotTaken, TooMany and PermissionDenied.
    """
    assessment = hold_draft(assessment_id, by)
    who = f"person {by.pk}"
    limits.take("documents attached", who, limit=ATTACHED_A_DAY, per=limits.DAY, at=at)
    kind, digest = kind_of(name, content), hashlib.sha256(content).hexdigest()
    priority = None if priority_id is None else assessment.priorities.get(pk=priority_id)
    if known := assessment.attachments.filter(priority=priority, file_id=digest).first():
        raise NotTaken(f"This document is attached already, as “{known.name}”.")
    if assessment.attachments.count() >= MOST_ATTACHED:
        raise NotTaken(f"There are {MOST_ATTACHED} documents. Remove one that is not needed.")
    AttachedFile.objects.get_or_create(sha256=digest, defaults={"content": content})
    attachment = Attachment.objects.create(
        assessment=assessment,
        priority=priority,
        name=name[-NAME_LENGTH:],
        kind=kind,
        size=len(content),
        file_id=digest,
        attached_by=by,
        attached_at=at,
    )
    of = priority or assessment
    record("attach", of, by, at, document=attachment.name, sha256=digest)
    return attachment


@transaction.atomic
def detach(*, attachment_id: int, by: User, at: datetime) -> StrategicAssessment:
    """Take a document off a draft; that it was there stays on record. Raises PermissionDenied."""
    attachment = Attachment.objects.select_related("priority").get(pk=attachment_id)
    assessment = hold_draft(attachment.assessment_id, by)
    of = attachment.priority or assessment
    record("detach", of, by, at, document=attachment.name, sha256=attachment.file_id)
    digest = attachment.file_id
    attachment.delete()
    if not Attachment.objects.filter(file_id=digest).exists():
        AttachedFile.objects.filter(sha256=digest).delete()
    return assessment


@transaction.atomic
def point_out(
    *, attachment_id: int, pages: Mapping[str, str], by: User, at: datetime
) -> list[Section]:
    """Answer contents by where an attached document does, as in `pages 3 to 9`.

    `pages` has a reference by the key of each content; those with a text already are left alone.
    Raises PermissionDenied.
    """
    attachment = Attachment.objects.get(pk=attachment_id)
    assessment = hold_draft(attachment.assessment_id, by)
    written = set(assessment.sections.values_list("content", flat=True))
    return [
        write_section(
            assessment_id=assessment.pk,
            content=content,
            number=0,
            text=f"See {where} of the attached document “{attachment.name}”.",
            by=by,
            at=at,
        )
        for content, where in pages.items()
        if where and content not in written
    ]
