"""What only the partners' interface has: populations, and figures as its feed of changes tells."""

import uuid
from dataclasses import replace
from datetime import timedelta

from indicators.models import Export, ExportPart, Figure
from partnerships.models import Population

from .audiences import Target
from .records_targets import AT
from .world import DISTRICTS, PLACES, World

LONG_AGO = 5
"""A transaction that has ended: of the world's own, which never does, no feed tells."""


def make_records_of_the_api(world: World) -> None:
    """Give districts a population each, and have the feed tell of all figures there are."""
    found = world.targets["population"] = []
    for district in DISTRICTS:
        Population.objects.create(area=world.areas[district], year=2008, count=100_000)
        key = {"id": f"{PLACES[district][1]}.2008.all"}
        found.append(Target(f"population of {district}", key, area=district))
    found.append(Target("no population", {"id": "X07999999.2008.all"}, exists=False))
    Figure.objects.update(xid=LONG_AGO)
    _make_exports(world)


def _make_exports(world: World) -> None:
    """Make everybody's export, and one of whoever sees the whole nation."""
    found = world.targets["export"] = []
    for person, sees_all_areas in (("", False), ("ho_analyst", True)):
        export = Export.objects.create(
            status=Export.Status.READY,
            sees_all_areas=sees_all_areas,
            asked_by=world.users[person] if person else None,
            asked_at=AT,
            finished_at=AT,
            kept_until=AT + timedelta(days=99_999),
            data_version="1",
            row_count=1,
        )
        content = world.aviary.text("an export", "whoever it is for", Target("", person=person))
        ExportPart.objects.create(
            export=export, number=1, row_count=1, size=len(content), sha256="0" * 64,
            content=content.encode(),
        )  # fmt: skip
        found.append(Target(f"export of {person or 'all'}", {"id": str(export.pk)}, person=person))
    found.append(Target("no export", {"id": str(uuid.UUID(int=7))}, exists=False))
    world.targets["export to look at"] = [
        replace(one, kwargs={"export_id": one.kwargs["id"]}) for one in found
    ]
    world.targets["part of an export"] = [
        replace(one, kwargs=one.kwargs | {"number": 1}) for one in found
    ]
