"""By which numbers signals go, changed with a reason."""

from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import User
from reviews import policies, queries
from reviews.models import SettingChange


class Overtaken(Exception):
    """Somebody else changed the setting meanwhile. The message is for the person acting."""


@transaction.atomic
def change_setting(
    *, name: str, shown: float | str, value: float | str, because: str, by: User, at: datetime
) -> SettingChange:
    """Have signals go by another number from now on. Targets are assessed again within seconds.

    `shown` is what it was for whoever acts. Raises PermissionDenied, Overtaken, and ValueError for
    an unknown name.
    """
    policies.may_change_setting(by).enforce()
    now = queries.settings_now()
    now.changed(**{name: value})
    if getattr(now, name) != shown:
        raise Overtaken(f"It was changed to {getattr(now, name)} since you opened this page.")
    change = SettingChange(name=name, value=value, because=because, changed_by=by, changed_at=at)
    change.save(force_insert=True)
    audit.record("change_setting", change, by=by, at=at, reason=because, was=shown, value=value)
    return change
