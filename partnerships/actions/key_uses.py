"""The requests of keys: counted exactly, in one statement beside the request."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from partnerships.models import Key, KeyUse

KEPT = timedelta(days=90)

NOTED_EVERY = timedelta(minutes=1)

NOTE = """
WITH noted AS (
    UPDATE partnerships_key SET last_used_at = %(at)s
     WHERE id = %(key)s AND (last_used_at IS NULL OR last_used_at <= %(due)s)
)
INSERT INTO partnerships_keyuse (key_id, used_on, status, requests)
VALUES (%(key)s, %(day)s, %(status)s, 1)
ON CONFLICT (key_id, used_on, status)
DO UPDATE SET requests = partnerships_keyuse.requests + 1
RETURNING requests
"""


def note_use(*, key: Key, status: int, at: datetime) -> None:
    """Count one more answer to a key, and write down when, unless that was within a minute.

    The first of its kind on a day forgets days long ago.
    """
    day = timezone.localdate(at)
    named: dict[str, Any] = {
        "key": key.pk,
        "day": day,
        "status": status,
        "at": at,
        "due": at - NOTED_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE, named)
        (requests,) = cursor.fetchone()
    if requests == 1:
        KeyUse.objects.filter(key=key, used_on__lt=day - KEPT).delete()
