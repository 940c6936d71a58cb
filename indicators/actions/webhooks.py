"""What can happen to webhooks: they are added, tested, given another secret, disabled, enabled."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from indicators.models import Webhook
from indicators.models.webhooks import PURPOSE
from indicators.policies import webhooks as policies
from indicators.reading import Place, settled_place
from laa_portal.foundation import audit, boxes, calls, jobs, limits, standard_webhooks
from partnerships.models import Role, User

ADDED_A_DAY = 10
TESTED_AN_HOUR = 20
FORMER_SECRET_LASTS = timedelta(days=1)

BY_ITS_PERSON = "Somebody disabled it"


@transaction.atomic
def add_webhook(
    *,
    role: Role,
    address: str,
    measures: Sequence[str],
    areas: Sequence[str],
    by: User,
    at: datetime,
) -> tuple[Webhook, str]:
    """Have an address told of what changes from now on. Returns the webhook and its secret.

    Raises PermissionDenied, TooMany and calls.Refused.
    """
    User.objects.select_for_update().get(pk=by.pk)
    enabled = Webhook.objects.enabled().filter(role__user=by).count()
    policies.may_add_webhook(by, role, enabled=enabled).enforce()
    limits.take("webhooks added", f"person {by.pk}", limit=ADDED_A_DAY, per=limits.DAY, at=at)
    secret = standard_webhooks.make_secret()
    webhook = Webhook(
        role=role,
        address=address,
        host=str(calls.check(address).hostname),
        measures=list(measures),
        areas=list(areas),
        secret=boxes.shut(secret, PURPOSE),
        made_by=by,
        made_at=at,
    )
    go_on_from(webhook, settled_place())
    webhook.save()
    audit.record("add_webhook", webhook, by=by, at=at, role=role.pk)
    return webhook, secret


@transaction.atomic
def rotate_webhook_secret(*, webhook_id: int, by: User, at: datetime) -> tuple[Webhook, str]:
    """Sign with a new secret; for a day with the one before as well. Raises PermissionDenied."""
    webhook = hold(webhook_id)
    policies.may_change_webhook(by, webhook).enforce()
    secret = standard_webhooks.make_secret()
    webhook.former_secret, webhook.secret = webhook.secret, boxes.shut(secret, PURPOSE)
    webhook.former_secret_until = at + FORMER_SECRET_LASTS
    webhook.save(update_fields=["secret", "former_secret", "former_secret_until"])
    audit.record("rotate_webhook_secret", webhook, by=by, at=at)
    return webhook, secret


@transaction.atomic
def disable_webhook(*, webhook_id: int, by: User, at: datetime) -> Webhook:
    """Send nothing more. Raises PermissionDenied."""
    webhook = hold(webhook_id)
    policies.may_disable_webhook(by, webhook).enforce()
    stop(webhook, because=BY_ITS_PERSON, by=by, at=at)
    return webhook


def stop(webhook: Webhook, *, because: str, by: User | None, at: datetime) -> None:
    """Disable a webhook that is held; by the service itself where nobody did."""
    webhook.disabled_at, webhook.disabled_by, webhook.disabled_because = at, by, because
    webhook.save(update_fields=["disabled_at", "disabled_by", "disabled_because"])
    audit.record("disable_webhook", webhook, by=by, at=at, reason=because)


@transaction.atomic
def enable_webhook(
    *, webhook_id: int, since: Place | None = None, by: User, at: datetime
) -> Webhook:
    """Go on sending from where it stopped, or from another place in the feed of changes.

    Raises PermissionDenied.
    """
    webhook = hold(webhook_id)
    enabled = Webhook.objects.enabled().exclude(pk=webhook.pk).filter(role__user=by).count()
    policies.may_enable_webhook(by, webhook, enabled=enabled).enforce()
    webhook.disabled_at, webhook.disabled_by, webhook.disabled_because = None, None, ""
    waiting = webhook.messages.waiting()
    if since is None:
        waiting.update(attempts=0, not_before=at)
    else:
        waiting.delete()
        go_on_from(webhook, since)
    webhook.save()
    audit.record("enable_webhook", webhook, by=by, at=at)
    jobs.ask("deliver", str(webhook.pk), webhook_id=webhook.pk)
    return webhook


def go_on_from(webhook: Webhook, place: Place) -> None:
    """Say how far a webhook has been told; it is the caller's to save."""
    webhook.told_xid, webhook.told_is_figure, webhook.told_row_id = place


def hold(webhook_id: int) -> Webhook:
    """Return a webhook locked against other acts, with whose it is."""
    around = ("role__user", "role__organisation", "role__area", "role__partnership")
    held = Webhook.objects.select_for_update(of=("self",)).select_related(*around)
    webhook: Webhook = held.get(pk=webhook_id)
    return webhook
