"""Figures in files: asked for, made by the worker, kept for some days, never written again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from indicators.models import Edition, Export, ExportPart
from indicators.policies.exports import may_ask_for_export
from indicators.reading import Viewpoint
from laa_portal.foundation import audit, jobs, limits
from partnerships.models import User

ASKED_AN_HOUR = 30
"""By one person."""

KEPT = timedelta(days=7)
PUBLIC_KEPT = timedelta(days=30)
LISTED = timedelta(days=30)
"""For so long after that its asker sees that there was one."""
MADE_ANEW_AFTER = timedelta(hours=20)
NIGHT = range(1, 6)
"""Hours in London in which everybody's export is made."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A part as it lies on the disk of the worker, until it is kept."""

    path: Path
    row_count: int


class Writes(Protocol):
    """Writes the figures of an export into files, and yields each when all are written."""

    def __call__(self, export: Export, viewpoint: Viewpoint) -> Iterator[PartFile]: ...


@transaction.atomic
def ask_for_export(*, query: str, by: User, at: datetime) -> Export:
    """Have the figures that are chosen by `query` put into files, as far as `by` sees them now.

    Raises PermissionDenied and TooMany.
    """
    may_ask_for_export(by).enforce()
    limits.take("exports", f"person {by.pk}", limit=ASKED_AN_HOUR, per=limits.HOUR, at=at)
    seen = Viewpoint.of(by)
    export = Export.objects.create(
        query=query,
        sees_all_areas=seen.sees_all_areas,
        area_ids=sorted(seen.area_ids),
        asked_by=by,
        asked_at=at,
        kept_until=at + KEPT,
    )
    audit.record("ask_for_export", export, by=by, at=at, query=query)
    _ask_to_make(export)
    return export


def _ask_to_make(export: Export) -> None:
    jobs.ask("make_export", str(export.pk), export_id=str(export.pk))


@transaction.atomic
def make_export(*, export_id: str, write: Writes, at: datetime) -> None:
    """Make the files of an export that was asked for. One that is made is left as it is."""
    asked = Export.objects.filter(pk=export_id, status=Export.Status.WAITING)
    export = asked.select_for_update().first()
    if export is None:
        return
    seen = Viewpoint(export.sees_all_areas, frozenset(export.area_ids))
    # The version comes first: what changes while files are written makes the next one differ.
    export.data_version = _version_of(seen)
    files = enumerate(write(export, seen), start=1)
    export.row_count = sum(_keep(export, number, file).row_count for number, file in files)
    export.status, export.finished_at = Export.Status.READY, at
    export.save(update_fields=["data_version", "row_count", "status", "finished_at"])


def _version_of(viewer: Any) -> str:
    return Edition.objects.state_for(viewer).name


def _keep(export: Export, number: int, file: PartFile) -> ExportPart:
    content = file.path.read_bytes()
    return ExportPart.objects.create(
        export=export,
        number=number,
        row_count=file.row_count,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


@transaction.atomic
def ask_to_tend_exports(*, at: datetime) -> None:
    """Ask for what the clock does to exports, where there is any."""
    if _is_wanted(at) or _parts_over(at).exists() or _forgotten(at).exists():
        jobs.ask("tend_exports", "all")


@transaction.atomic
def tend_exports(*, at: datetime) -> None:
    """Ask for everybody's export when it is wanted, and forget those whose time has run out."""
    if _is_wanted(at):
        _ask_to_make(Export.objects.create(asked_at=at, kept_until=at + PUBLIC_KEPT))
    _parts_over(at).delete()
    _forgotten(at).delete()


def _is_wanted(at: datetime) -> bool:
    """Whether it is night, and something that everybody sees is in no export of this night's."""
    if timezone.localtime(at).hour not in NIGHT:
        return False
    if Export.objects.filter(asked_by=None, asked_at__gt=at - MADE_ANEW_AFTER).exists():
        return False
    newest = Export.objects.public().first()
    return newest is None or newest.data_version != _version_of(AnonymousUser())


def _parts_over(at: datetime) -> Any:
    """Return the files of exports whose time has run out, but never the newest of everybody's."""
    return ExportPart.objects.filter(export__kept_until__lte=at).exclude(export__in=_newest())


def _forgotten(at: datetime) -> Any:
    """Return the exports that nobody is told of any more: everybody's are gone with their files."""
    over = Q(asked_by=None, kept_until__lte=at) | Q(kept_until__lte=at - LISTED)
    return Export.objects.filter(over).exclude(pk__in=_newest())


def _newest() -> Any:
    """Return the newest of everybody's exports, as a query to be part of another."""
    return Export.objects.public().values("pk")[:1]
