"""What to look at before serving people: `manage.py check --deploy --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from . import ownership


@checks.register(checks.Tags.database, deploy=True)
def history_is_safe_from_us(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Warn where the role the portal works as could rewrite what is on record."""
    if not databases or not ownership.may_rewrite_history():
        return []
    return [
        checks.Warning(
            "The database role of DATABASE_URL can change the audit trail.",
            hint="Give the portal a role of its own, and `manage.py prepare` the owner's address"
            " as DATABASE_OWNER_URL. See docs/operations.md.",
            id="laa_portal.W001",
        )
    ]
