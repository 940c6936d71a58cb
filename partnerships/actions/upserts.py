"""Making a table say what a list of rows says, in a few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from partnerships.reference.files import ReferenceUnsound

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table were written, and how many were right already."""

    table: str
    inserted: int
    updated: int
    removed: int
    unchanged: int

    @property
    def is_change(self) -> bool:
        return bool(self.inserted or self.updated or self.removed)


def upsert(
    model: type[models.Model],
    rows: Iterable[models.Model],
    *,
    key: Sequence[str],
    fields: Sequence[str] = (),
    owned: models.QuerySet[Any] | None = None,
) -> Tally:
    """Insert rows of a new `key`, set `fields` of those that differ, remove strays from `owned`.

    Names are those of attributes that hold a column (`area_id`). A row that is right already is
    not written, and columns that are not named keep what they have. Raises ReferenceUnsound when
    two rows share a key.
    """
    wanted = _by_key(rows, key)
    stored = _stored(model, key, fields)
    new = [row for name, row in wanted.items() if name not in stored]
    changed = [
        row
        for name, row in wanted.items()
        if name in stored and stored[name] != _values(row, fields)
    ]
    _write(model, new + changed, key, fields)
    removed = _remove_strays(owned, key, wanted) if owned is not None else 0
    unchanged = len(wanted) - len(new) - len(changed)
    return Tally(model._meta.db_table, len(new), len(changed), removed, unchanged)


def _by_key(
    rows: Iterable[models.Model], key: Sequence[str]
) -> dict[tuple[Any, ...], models.Model]:
    wanted: dict[tuple[Any, ...], models.Model] = {}
    for row in rows:
        name = _values(row, key)
        if name in wanted:
            raise ReferenceUnsound(f"{row._meta.verbose_name} {name} is there twice.")
        wanted[name] = row
    return wanted


def _stored(
    model: type[models.Model], key: Sequence[str], fields: Sequence[str]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows = model._default_manager.values_list(*key, *fields)
    return {row[: len(key)]: row[len(key) :] for row in rows}


def _values(row: models.Model, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _write(
    model: type[models.Model],
    rows: list[models.Model],
    key: Sequence[str],
    fields: Sequence[str],
) -> None:
    columns = {field.attname: field.name for field in model._meta.concrete_fields}
    model._default_manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=bool(fields),
        unique_fields=[columns[name] for name in key] if fields else None,
        update_fields=[columns[name] for name in fields] if fields else None,
    )


def _remove_strays(
    owned: models.QuerySet[Any], key: Sequence[str], wanted: dict[tuple[Any, ...], models.Model]
) -> int:
    strays = [pk for pk, *name in owned.values_list("pk", *key) if tuple(name) not in wanted]
    owned.filter(pk__in=strays).delete()
    return len(strays)
