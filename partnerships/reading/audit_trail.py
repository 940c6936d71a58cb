"""The audit trail as somebody may read it: acts in words, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent, Seal
from partnerships.models import Area, User
from partnerships.queries import events_readable_by, events_visible_to

from . import wording

AT_ONCE = 500
HISTORY = 10


@dataclass(frozen=True, slots=True)
class Act:
    """One act, in words. Where it is withheld, the reader may know that it was done, not more."""

    id: int
    who: str
    did: str
    verb: str
    kind: str
    name: str
    url: str
    version: int | None
    area: str
    made_at: datetime
    key_prefix: str
    reason: str
    details: tuple[tuple[str, str], ...]
    is_withheld: bool

    @property
    def sentence(self) -> str:
        return f"{self.who} {self.did} {self.name}".rstrip()


def events(
    user: User,
    *,
    words: str = "",
    verb: str = "",
    kind: str = "",
    person: str = "",
    area: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> "QuerySet[AuditEvent]":
    """The events that somebody looks for among those they may read of, newest first."""
    found = events_visible_to(user).select_related("made_by").order_by("-pk")
    if words:
        found = found.filter(_says(words, user))
    if verb:
        found = found.filter(verb=verb)
    if kind:
        found = found.filter(target_type=kind)
    if person:
        found = found.filter(made_by__name__icontains=person)
    if area:
        places = Area.objects.filter(Q(name__icontains=area) | Q(gss_code=area) | Q(ons_code=area))
        found = found.filter(area_id__in=places.values("pk"))
    if from_on:
        found = found.filter(made_at__gte=_morning(from_on))
    if to_on:
        found = found.filter(made_at__lt=_morning(to_on + timedelta(days=1)))
    return found


def _says(words: str, user: User) -> Q:
    """What says the words, as far as the person may read it: a search must not tell the rest."""
    fitting = [word for word, text in wording.VERBS.items() if words.lower() in text.lower()]
    is_about = Q(target_name__icontains=words)
    return (
        Q(verb__in=fitting)
        | Q(made_by__name__icontains=words)
        | is_about & Q(side="")
        | (is_about | Q(reason__icontains=words)) & events_readable_by(user)
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def acts(found: Iterable[AuditEvent], user: User) -> list[Act]:
    """Put events into words for a reader, in as many queries as there are kinds of record."""
    rows = list(found)
    readable = _readable(rows, user)
    urls = _urls(rows, user)
    areas = dict(
        Area.objects.filter(pk__in={row.area_id for row in rows}).values_list("pk", "name")
    )
    return [
        _act(
            row,
            is_withheld=row.pk not in readable,
            url=urls.get((row.target_type, row.target_id), ""),
            area=areas.get(row.area_id, "") if row.area_id else "",
        )
        for row in rows
    ]


def all_acts(found: "QuerySet[AuditEvent]", user: User) -> Iterator[Act]:
    """Put any number of events into words, some hundreds at a time."""
    rows = found.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        yield from acts(some, user)


def history(record: Model, user: User) -> list[Act]:
    """What happened to a record lately, as far as somebody may read of it."""
    found = events_visible_to(user).filter(
        target_type=record._meta.label_lower, target_id=str(record.pk)
    )
    return acts(found.select_related("made_by").order_by("-pk")[:HISTORY], user)


def seal_of(event: AuditEvent) -> int | None:
    """The number of the seal an event is under; None where it is not sealed yet."""
    behind = Q(last_xid__gt=event.xid) | Q(last_xid=event.xid, last_id__gte=event.pk)
    seal = Seal.objects.filter(behind).order_by("number").only("number", "event_ids").first()
    return seal.number if seal and event.pk in seal.event_ids else None


def _act(row: AuditEvent, *, is_withheld: bool, url: str, area: str) -> Act:
    is_secret = is_withheld and bool(row.side)
    kind = wording.kind(row.target_type)
    return Act(
        id=row.pk,
        who=str(row.made_by) if row.made_by else "The service",
        did=wording.verb(row.verb),
        verb=row.verb,
        kind=kind,
        name=_name(row, kind, is_secret=is_secret),
        url="" if is_secret else url,
        version=row.target_version,
        area=area,
        made_at=row.made_at,
        key_prefix=row.key_prefix,
        reason="" if is_withheld else row.reason,
        details=() if is_withheld else tuple(_details(row.details)),
        is_withheld=is_withheld,
    )


def _name(row: AuditEvent, kind: str, *, is_secret: bool) -> str:
    """Say to what something was done, as far as the reader may know and does not already."""
    if row.verb in wording.OF_ONESELF:
        return ""
    return wording.one_of(kind) if is_secret else row.target_name or f"{kind} {row.target_id}"


def _details(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in details.items():
        yield wording.field(name), wording.value(value)


def _readable(rows: list[AuditEvent], user: User) -> set[int]:
    """Which of some events somebody may read in full."""
    if not user.is_administrator:
        return {row.pk for row in rows}
    among = AuditEvent.objects.filter(pk__in=[row.pk for row in rows])
    return set(among.filter(events_readable_by(user)).values_list("pk", flat=True))


def _urls(rows: list[AuditEvent], user: User) -> dict[tuple[str, str], str]:
    """Where the records are that are still there, and that the reader may see."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.target_type].add(row.target_id)
    return {
        (kind, str(record.pk)): record.get_absolute_url()
        for kind, ids in wanted.items()
        for record in _records(kind, ids, user)
    }


def _records(kind: str, ids: Iterable[str], user: User) -> Iterable[Any]:
    """The records of a kind that have a page and that somebody may see."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return []
    if not hasattr(model, "get_absolute_url"):
        return []
    records = model._default_manager
    visible = records.visible_to(user) if hasattr(records, "visible_to") else records.all()
    return visible.filter(pk__in=[id_ for id_ in ids if id_.isdecimal()])
