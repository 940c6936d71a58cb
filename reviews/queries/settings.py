"""The settings that hold now: the defaults, with what people have changed on record."""

from reviews.models import SettingChange
from reviews.signals import Settings


def settings_now() -> Settings:
    """Return the settings as they are now, in one query."""
    newest = SettingChange.objects.order_by("name", "-id").distinct("name")
    return Settings().changed(**dict(newest.values_list("name", "value")))
