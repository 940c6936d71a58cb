"""Telling people what concerns them: from the audit trail, once per event and person.

No act knows of notices. A job reads the trail from where it stopped, and what it wrote and how far
it came are one transaction: a worker that dies leaves neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation import audit, jobs, mail
from laa_portal.foundation.models import AuditEvent, Mail, Place
from partnerships import notices
from partnerships.audiences import is_on_side
from partnerships.models import Delivery, Notice, Preference, Topic, User

READER = "notices"
EVENTS_AT_ONCE = 50
DIGEST_AT = time(7)
"""Of local time, each day."""


def ask_to_notice() -> None:
    """Ask for the trail to be read on, where something was added to it."""
    place = Place.objects.filter(reader=READER).first() or Place(reader=READER)
    if _unread(place).exists():
        jobs.ask("notice", "all")


def _unread(place: Place) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.settled_after(place.xid, place.event_id)


@transaction.atomic
def notice(*, at: datetime) -> None:
    """Read the trail on: write each notice, and the letter of whoever wants one at once."""
    Place.objects.get_or_create(reader=READER)
    place = Place.objects.select_for_update().get(reader=READER)
    events = list(_unread(place)[:EVENTS_AT_ONCE])
    for event in events:
        _tell(event, at)
    if events:
        place.xid, place.event_id = events[-1].xid, events[-1].pk
        place.save(update_fields=["xid", "event_id"])
    if len(events) == EVENTS_AT_ONCE:
        jobs.ask("notice", "all")


def _tell(event: AuditEvent, at: datetime) -> None:
    """Tell one event to those it concerns, if it is one of those that are told."""
    telling = notices.registry().get((event.target_type, event.verb))
    if telling is None:
        return
    people = _concerned(event, telling, timezone.localdate(at))
    deliveries = _deliveries(people, telling.topic)
    for person in people:
        _tell_person(event, person, telling, deliveries[person.pk], at)


def _concerned(event: AuditEvent, telling: notices.Telling, day: date) -> list[User]:
    """Return whom to tell: nobody of their own act, nor of what the service did upon it at once.

    What belongs to one side of the table goes to that side alone.
    """
    acted = AuditEvent.objects.filter(xid=event.xid).exclude(made_by=None).values("made_by")
    people = telling.audience(event, day).filter(is_active=True).exclude(pk__in=acted)
    found = list(people.order_by("pk").distinct())
    if not event.side:
        return found
    return [one for one in found if is_on_side(one, event.side, event.area_id)]


def _deliveries(people: Iterable[User], topic: Topic) -> Mapping[int, Delivery]:
    """Return how each person hears of a topic; of their account at once, whatever they chose."""
    chosen: defaultdict[int, Delivery] = defaultdict(lambda: Delivery.IMMEDIATE)
    if topic != Topic.ACCOUNT:
        preferences = Preference.objects.filter(user__in=people, topic=topic)
        chosen |= {one.user_id: Delivery(one.delivery) for one in preferences}
    chosen |= {person.pk: Delivery.OFF for person in people if not person.email}
    return chosen


def _tell_person(
    event: AuditEvent, person: User, telling: notices.Telling, delivery: Delivery, at: datetime
) -> None:
    letter = notices.write(event)
    told, is_new = Notice.objects.get_or_create(
        event=event,
        user=person,
        defaults={
            "topic": telling.topic,
            "subject": letter.subject,
            "body": letter.body,
            "path": telling.path(event),
            "delivery": delivery,
            "noticed_at": at,
        },
    )
    if is_new and delivery == Delivery.IMMEDIATE:
        told.mail = mail.ask(
            key=f"notice-{told.pk}",
            to=person.email,
            subject=told.subject,
            body=notices.framed(told.body, told.path),
        )
        told.save(update_fields=["mail"])


# --- The daily letter -----------------------------------------------------------------------------


def digest_day(at: datetime) -> date:
    """Return the day whose daily letter was the last to be due."""
    here = timezone.localtime(at)
    return here.date() if here.time() >= DIGEST_AT else here.date() - timedelta(days=1)


def ask_to_digest(*, at: datetime) -> None:
    """Ask for today's daily letters once they are due, if any are still to be written."""
    day = digest_day(at)
    if Notice.objects.for_digest(day, _moment(day)).exists():
        jobs.ask("digest", day.isoformat(), day=day.isoformat())


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, DIGEST_AT))


@transaction.atomic
def digest(*, day: date) -> None:
    """Write everybody's daily letter: one a person and day, with all they had not been told."""
    waiting = Notice.objects.for_digest(day, _moment(day)).select_for_update(of=("self",))
    of_person: defaultdict[User, list[Notice]] = defaultdict(list)
    for told in waiting.select_related("user").order_by("id"):
        of_person[told.user].append(told)
    for person, told in of_person.items():
        letter = _digest(person, told, day)
        Notice.objects.filter(pk__in=[one.pk for one in told]).update(mail=letter)


def _digest(person: User, told: list[Notice], day: date) -> Mail:
    letter = notices.gather(told)
    return mail.ask(
        key=f"digest-{person.pk}-{day.isoformat()}",
        to=person.email,
        subject=letter.subject,
        body=notices.framed(letter.body, reverse("notices")),
    )


# --- What people do with them ---------------------------------------------------------------------


@transaction.atomic
def read_notice(*, notice_id: int, by: User, at: datetime) -> Notice:
    """Remember that a person opened one of theirs. Raises the model's DoesNotExist.

    Reading is nobody else's business, so the audit trail does not hear of it.
    """
    told: Notice = Notice.objects.visible_to(by).select_for_update().get(pk=notice_id)
    if told.read_at is None:
        told.read_at = at
        told.save(update_fields=["read_at"])
    return told


@transaction.atomic
def read_notices(*, by: User, at: datetime) -> int:
    """Mark all of a person's notices as read; returns how many there were."""
    return Notice.objects.visible_to(by).unread().update(read_at=at)


@transaction.atomic
def choose_deliveries(*, deliveries: Mapping[str, str], by: User, at: datetime) -> None:
    """Keep how a person wants to hear of each topic."""
    for topic, delivery in deliveries.items():
        Preference.objects.update_or_create(
            user=by, topic=topic, defaults={"delivery": Delivery(delivery)}
        )
    audit.record("choose_deliveries", by, by=by, at=at, deliveries=dict(deliveries))
