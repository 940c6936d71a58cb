"""What an assessment starts from: the texts, priorities and documents of another one."""

from collections.abc import Mapping
from datetime import datetime

from partnerships.models import User
from targets import queries
from targets.models import Attachment, Priority, Section, StrategicAssessment


def copy_contents(
    source: StrategicAssessment, made: StrategicAssessment, by: User, at: datetime
) -> None:
    """Copy what one assessment says into another: the copier's to answer for from here on."""
    _copy_texts(source, made, by, at)
    priorities = {one.follows_id: one for one in _copied_priorities(source, made, by, at)}
    _copy_documents(source, made, priorities, by, at)


def _copy_texts(
    source: StrategicAssessment, made: StrategicAssessment, by: User, at: datetime
) -> None:
    Section.objects.bulk_create(
        Section(
            assessment=made,
            content=content,
            number=1,
            text=section.text,
            written_by=by,
            written_at=at,
        )
        for content, section in queries.written_contents(source).items()
    )


def _copied_priorities(
    source: StrategicAssessment, made: StrategicAssessment, by: User, at: datetime
) -> list[Priority]:
    """Copy the priorities, each of which says which one it follows.

    Nothing is read ahead: `set` would take what was for what the copy has, and add nothing.
    """
    priorities = list(source.priorities.all())
    for priority in priorities:
        indicators, partners = list(priority.indicators.all()), list(priority.partners.all())
        priority.follows_id = priority.pk
        priority.pk, priority.assessment, priority.version = None, made, 1
        priority.added_by, priority.added_at = by, at
        priority.save(force_insert=True)
        priority.indicators.set(indicators)
        priority.partners.set(partners)
    return priorities


def _copy_documents(
    source: StrategicAssessment,
    made: StrategicAssessment,
    priorities: Mapping[int | None, Priority],
    by: User,
    at: datetime,
) -> None:
    """Copy documents with what they belong to; `priorities` are the copies by the former ids."""
    Attachment.objects.bulk_create(
        Attachment(
            assessment=made,
            priority=priorities.get(one.priority_id),
            name=one.name,
            kind=one.kind,
            size=one.size,
            file_id=one.file_id,
            attached_by=by,
            attached_at=at,
        )
        for one in source.attachments.all()
    )
