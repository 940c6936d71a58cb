"""A measure, held by whoever works out again what there is of it."""

from django.db import connection

from indicators.models import Measure


def hold(code: str) -> Measure:
    """Return a measure locked to the end of the transaction, however long another holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # whoever is at it takes what it takes
    return Measure.objects.select_for_update(no_key=True).get(code=code)
