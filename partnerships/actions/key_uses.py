"""Counting the requests of keys: exactly, in one statement beside the request."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from partnerships.models import Key, KeyUse

KEPT = timedelta(days=90)

COUNT = """
INSERT INTO partnerships_keyuse (key_id, used_on, status, requests) VALUES (%s, %s, %s, 1)
ON CONFLICT (key_id, used_on, status)
DO UPDATE SET requests = partnerships_keyuse.requests + 1
RETURNING requests
"""


def count_use(*, key: Key, status: int, at: datetime) -> None:
    """Count one more answer to a key. The first of its kind on a day forgets days long ago."""
    day = timezone.localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key.pk, day, status])
        (requests,) = cursor.fetchone()
    if requests == 1:
        KeyUse.objects.filter(key=key, used_on__lt=day - KEPT).delete()
