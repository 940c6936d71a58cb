"""Who did what to a record: the person beside each moment of an act."""

from django.db import models

from partnerships.models import User


def actor() -> models.ForeignKey:
    """Return the field of whoever did something; null where nobody has done it yet."""
    return models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
