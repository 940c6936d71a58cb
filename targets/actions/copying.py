"""What goes with an assessment that another one starts from."""

from collections.abc import Mapping
from datetime import datetime

from partnerships.models import User
from targets.models import Attachment, Priority, StrategicAssessment


def carry_over(
    source: StrategicAssessment,
    made: StrategicAssessment,
    priorities: Mapping[int, Priority],
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
