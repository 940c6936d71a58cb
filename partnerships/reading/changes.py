"""What an act changed: the record as it was before, beside what it became."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from laa_portal.foundation.models import AuditEvent

from . import wording

NOT_SHOWN = frozenset({"version", "id"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record before an act and after it."""

    what: str
    before: str
    after: str


def changes(event: AuditEvent) -> list[Change]:
    """What the transaction of an act changed of its target; nothing where that is not tracked."""
    former = _former_states(event)
    if former is None:
        return []
    before = former.filter(pgh_xid=event.xid).order_by("pgh_id").first()
    if before is None:
        return []
    if former.filter(pgh_xid=event.xid, pgh_label="delete").exists():
        return list(_differences(before, None))
    after = former.filter(pgh_xid__gt=event.xid).order_by("pgh_id").first()
    return list(_differences(before, after or _now(event)))


def _former_states(event: AuditEvent) -> Any:
    """The former states of an event's target; None where its kind has none."""
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is not None and tracked._meta.label_lower == event.target_type:
            return model._default_manager.filter(pgh_obj_id=event.target_id)
    return None


def _now(event: AuditEvent) -> Model | None:
    model = apps.get_model(event.target_type)
    return model._default_manager.filter(pk=event.target_id).first()


def _differences(before: Any, after: Model | None) -> Iterator[Change]:
    """Field by field. A record that is gone has nothing after."""
    for field in before._meta.concrete_fields:
        if field.name.startswith("pgh_") or field.name in NOT_SHOWN:
            continue
        was, became = _text(before, field), _text(after, field) if after else "Nothing"
        if was != became:
            yield Change(wording.field(field.name), was, became)


def _text(record: Any, field: Any) -> str:
    """What a field says in words; of another record its name, if it is still there."""
    value = getattr(record, field.attname)
    if value is None or value in ("", []):
        return "Nothing"
    if field.is_relation:
        found = field.related_model._default_manager.filter(pk=value).first()
        return str(found or value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return wording.value(value)
