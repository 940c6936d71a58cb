"""Who may have a system of theirs told of changes, and who may end that."""

from indicators.models import Webhook
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Role, Scope, User
from partnerships.policies import scopes_of

MOST_WEBHOOKS = 5
"""That a person may have enabled."""


def may_add_webhook(user: User, role: Role, *, enabled: int = 0) -> Verdict:
    """Whether `user`, who has so many enabled, may have a system told of what `role` sees."""
    if user.key is not None:
        return Verdict("A key cannot add webhooks. Sign in with a browser.")
    if role.pk not in {own.pk for own in user.current_roles}:
        return Verdict("You may add webhooks only for a role of your own that is in force.")
    if Scope.VALUES_READ not in scopes_of(role):
        return Verdict(f"A {role.get_kind_display().lower()} cannot have figures read by program.")
    if enabled >= MOST_WEBHOOKS:
        return Verdict(f"You have {enabled} webhooks. Disable one that you no longer need.")
    return ALLOWED


def may_change_webhook(user: User, webhook: Webhook) -> Verdict:
    """Whether a webhook is for `user` to change, and so to make a new secret for."""
    if user.key is not None or webhook.role.user_id != user.pk:
        return Verdict("Only whoever added a webhook may change it, in a browser.")
    return ALLOWED


def may_test_webhook(user: User, webhook: Webhook) -> Verdict:
    """Whether `user` may have a message sent now."""
    if webhook.disabled_at is not None:
        return Verdict("This webhook is disabled. Enable it first.")
    return may_change_webhook(user, webhook)


def may_enable_webhook(user: User, webhook: Webhook, *, enabled: int = 0) -> Verdict:
    """Whether `user`, who has so many others enabled, may have a webhook told again."""
    if webhook.disabled_at is None:
        return Verdict("This webhook is enabled already.")
    return may_change_webhook(user, webhook) and may_add_webhook(
        user, webhook.role, enabled=enabled
    )


def may_disable_webhook(user: User, webhook: Webhook) -> Verdict:
    """Whether `user` may end messages to a webhook now."""
    if webhook.disabled_at is not None:
        return Verdict("This webhook is disabled already.")
    if not may_change_webhook(user, webhook) and not user.is_administrator:
        return Verdict("Only whoever added a webhook, and administrators, may disable it.")
    return ALLOWED
