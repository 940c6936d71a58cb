"""Telling webhooks what changed: each message once it is written down, until it is taken.

The feed of changes is the outbox: a figure is in it by the transaction that changed it. A job
writes the next message down, in one transaction with how far the webhook has been told; another one
has it sent, word for word and under the same id each time. The next is not written before it is
taken. So messages come in order, none is left out, and one may come twice.

Nothing is held while a receiver is called, since whoever follows the feed waits for the oldest
transaction: the job takes the message under a lease and is done, then the call is made, and what
came of it is written down if the lease is still ours. A worker that dies in between leaves a lease
that runs out.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Webhook, WebhookMessage
from indicators.policies import webhooks as policies
from indicators.reading import Change, Place, changes_after, settled_place
from laa_portal.foundation import audit, calls, jobs, limits, standard_webhooks
from partnerships.models import Role, User

from .webhooks import TESTED_AN_HOUR, go_on_from, hold, stop

CHANGES_A_MESSAGE = 50
LEASE = timedelta(minutes=1)
"""Longer than a call can take, with looking its host up."""

GONE = 410
KEPT = timedelta(days=30)

RETRIES = (
    *(timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""How long after each attempt that failed the next one is made: for more than three days."""

NOT_TAKEN = "Messages were not taken for three days"
NOT_WANTED = "The receiver answered that it is gone (410)"

ROLE_ENDED = "The role that it stood for has ended"

Write = Callable[[list[Change], Place, datetime], str]
"""Writes a message, as the API writes changes."""


def ask_to_deliver(*, at: datetime) -> None:
    """Ask for messages to be written or sent, where there is something to tell."""
    newest = settled_place()
    for webhook in Webhook.objects.enabled():
        waiting = webhook.messages.waiting().first()
        is_due = waiting.is_due(at) if waiting else _place(webhook) < newest
        if is_due:
            _ask(webhook.pk)


@transaction.atomic
def test_webhook(*, webhook_id: int, write: Write, by: User, at: datetime) -> WebhookMessage:
    """Send what waits at once, or else a message that tells of no change.

    Raises PermissionDenied and TooMany.
    """
    webhook = hold(webhook_id)
    policies.may_test_webhook(by, webhook).enforce()
    limits.take("tests", f"webhook {webhook.pk}", limit=TESTED_AN_HOUR, per=limits.HOUR, at=at)
    waiting: WebhookMessage | None = webhook.messages.waiting().select_for_update().first()
    if waiting is None:
        waiting = _written(webhook, [], write, at)
    elif not waiting.is_being_sent(at):
        waiting.not_before = at
        waiting.save(update_fields=["not_before"])
    audit.record("test_webhook", webhook, by=by, at=at)
    _ask(webhook.pk)
    return waiting


@transaction.atomic
def deliver(*, webhook_id: int, write: Write, at: datetime) -> WebhookMessage | None:
    """Do the next thing for a webhook: write a message down, or take the one that waits.

    Returns what was taken. It is the caller's to send, once that it was taken is committed.
    """
    waiting = WebhookMessage.objects.waiting().filter(webhook=webhook_id)
    if waiting.exists():
        return _taken(waiting, at)
    _write_next(hold(webhook_id), write, at)
    return None


def _write_next(webhook: Webhook, write: Write, at: datetime) -> None:
    """Write down what the role of a webhook sees that it was not told."""
    if webhook.disabled_at is not None or webhook.messages.waiting().exists():
        return
    in_force = Role.objects.in_force(timezone.localdate(at)).filter(pk=webhook.role_id)
    if not in_force.filter(user__is_active=True).exists():
        stop(webhook, because=ROLE_ENDED, by=None, at=at)
        return
    newest = settled_place()  # before the look: what comes in between is told the next time
    found = changes_after(_place(webhook), _viewer(webhook), _narrow(webhook), CHANGES_A_MESSAGE)
    go_on_from(webhook, found[-1].place if found else max(newest, _place(webhook)))
    webhook.save(update_fields=["told_xid", "told_is_figure", "told_row_id"])
    if found:
        _written(webhook, found, write, at)
        _ask(webhook.pk)


def _written(webhook: Webhook, changes: list[Change], write: Write, at: datetime) -> WebhookMessage:
    """Write a message down, and forget those taken long ago."""
    webhook.messages.filter(posted_at__lt=at - KEPT).delete()
    message: WebhookMessage = webhook.messages.create(
        message_id=standard_webhooks.make_id(),
        body=write(changes, _place(webhook), at),
        change_count=len(changes),
        not_before=at,
    )
    return message


def _taken(waiting: QuerySet[WebhookMessage], at: datetime) -> WebhookMessage | None:
    """Take the message that waits under a lease, if it is due and no other worker has it."""
    held = waiting.select_for_update(of=("self",), skip_locked=True).select_related("webhook")
    message = held.first()
    if message is None or message.webhook.disabled_at is not None or not message.is_due(at):
        return None
    if message.lease_until is None or not message.attempts:
        message.attempts += 1  # not where a worker died: nobody knows that the receiver failed
    message.lease_until = at + LEASE
    message.save(update_fields=["attempts", "lease_until"])
    return message


def send_message(*, taken: WebhookMessage, at: datetime) -> None:
    """Send a message that was taken, and write down what came of it. Not within a transaction."""
    answered, problem = _sent(taken, at)
    _note_answer(taken, answered, problem, at)


@transaction.atomic
def _note_answer(taken: WebhookMessage, answered: int | None, problem: str, at: datetime) -> None:
    """Write down what came of a call, unless the lease was lost or the message called back."""
    webhook = hold(taken.webhook_id)
    ours = webhook.messages.waiting().filter(pk=taken.pk, lease_until=taken.lease_until)
    message: WebhookMessage | None = ours.select_for_update().first()
    if message is None:
        return
    message.lease_until, message.answered, message.problem = None, answered, problem
    if answered is not None and 200 <= answered < 300:
        message.posted_at = at
        _ask(webhook.pk)
    elif webhook.disabled_at is None and message.attempts == taken.attempts:
        _try_later(webhook, message, at)
    # Otherwise it was disabled during the call, and perhaps enabled anew: that holds.
    message.save()


def _try_later(webhook: Webhook, message: WebhookMessage, at: datetime) -> None:
    """Say when a message that was not taken is sent again, or send this webhook nothing more."""
    if message.answered == GONE:
        stop(webhook, because=NOT_WANTED, by=None, at=at)
    elif message.attempts > len(RETRIES):
        stop(webhook, because=NOT_TAKEN, by=None, at=at)
    else:
        message.not_before = at + RETRIES[message.attempts - 1]


def _sent(message: WebhookMessage, at: datetime) -> tuple[int | None, str]:
    """Return the status of the answer to a message, or else why there was none."""
    webhook, body = message.webhook, message.body.encode()
    signed = standard_webhooks.headers(message.message_id, at, body, webhook.secrets_in_force(at))
    headers = signed | {"Content-Type": "application/json", "User-Agent": "LAA-targets-webhooks/1"}
    try:
        return calls.post(webhook.address, body, headers), ""
    except (calls.Refused, calls.Unanswered) as why:
        return None, str(why)


def _viewer(webhook: Webhook) -> User:
    """Return the person of a webhook with the one role that it stands for."""
    user: User = webhook.role.user
    user.current_roles = (webhook.role,)
    return user


def _narrow(webhook: Webhook) -> Callable[[QuerySet], QuerySet]:
    asked: dict[str, list[str]] = {}
    if webhook.measures:
        asked["measure__code__in"] = webhook.measures
    if webhook.areas:
        asked["area__gss_code__in"] = webhook.areas
    return lambda rows: rows.filter(**asked)


def _place(webhook: Webhook) -> Place:
    return Place(webhook.told_xid, webhook.told_is_figure, webhook.told_row_id)


def _ask(webhook_id: int) -> None:
    jobs.ask("deliver", str(webhook_id), webhook_id=webhook_id)
