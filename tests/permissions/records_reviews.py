"""How a measured target of each county goes, and concerns of each county in each state.

The concern that is open is the Government Office's alone; the others were shared, at level 2.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from indicators.models import Measure
from reviews.models import Assessment, Concern, ConcernStep, Signal
from reviews.states import ConcernStatus
from targets.models import Target as Line

from .audiences import DISTRICT_OF, Target
from .world import PLACES, World

AT = datetime(2009, 2, 3, 9, 0, tzinfo=UTC)
READERS = "readers of the concern"
OFFICE = "its Government Office"
OF_THE_AREA_OR_NATION = "those who work for its area or the nation"

S = ConcernStatus
MORE = {
    # what a concern of a status has besides
    S.ASKED: {"answer_due_on": date(2009, 3, 3)},
    S.SNOOZED: {"back_on": date(2099, 1, 1)},
}


def make_reviews(world: World) -> None:
    """Make an assessment, a signal and concerns for each county."""
    for name in ("concern", "concern by number", "progress", "progress by number", "followed area"):
        world.targets[name] = []
    world.targets["setting"] = [
        Target("a setting", {"name": "concern_alpha"}),
        Target("no setting", {"name": "nothing"}, exists=False),
    ]
    for county in DISTRICT_OF:
        line = Line.objects.get(agreement__area=world.areas[county], indicator__number=909)
        _assess(world, line, county)
        signal = _signal(world, line, county)
        for number, status in enumerate((S.OPEN, S.ASKED, S.ANSWERED, S.SNOOZED, S.RESOLVED), 1):
            _make_concern(world, county, number, status, signal)
    for name, key in (
        *(("concern", "concern_id"), ("concern by number", "id"), ("progress by number", "id")),
    ):
        world.targets[name].append(Target("none", {key: 987654}, exists=False))
    nowhere = {"gss_code": "X10000999"}
    world.targets["followed area"].append(Target("no area", nowhere, exists=False))
    world.targets["progress"].append(
        Target("no target", nowhere | {"slug": "ni-909"}, exists=False)
    )


def _assess(world: World, line: Line, county: str) -> None:
    of = Target(f"progress of {county}", area=county)
    plant = world.aviary
    row = Assessment.objects.create(
        target=line,
        measure=Measure.objects.get(indicator__number=909),
        year=2008,
        asked=plant.number("what a path asks for", OF_THE_AREA_OR_NATION, of),
        value=plant.number("the figure of a year", OF_THE_AREA_OR_NATION, of),
        is_provisional=True,
        verdict="on_the_way",
        gap=1,
        because=plant.text("why a part is not said", OF_THE_AREA_OR_NATION, of),
        level="concern",
        look=9,
        looks=12,
        period_start=date(2008, 12, 1),
        to_date=plant.number("events of a year so far", OF_THE_AREA_OR_NATION, of),
        expected=plant.number("events a path has", OF_THE_AREA_OR_NATION, of),
        method_version="1",
        computed_at=AT,
    )
    area = {"gss_code": PLACES[county][1]}
    world.targets["followed area"].append(replace(of, kwargs=area))
    world.targets["progress"].append(replace(of, kwargs=area | {"slug": "ni-909"}))
    world.targets["progress by number"].append(replace(of, kwargs={"id": row.pk}))


def _signal(world: World, line: Line, county: str) -> Signal:
    of = Target(f"signal of {county}", area=county)
    return Signal.objects.create(
        target=line,
        area=world.areas[county],
        kind="OFFTRACK",
        look="2008/09 9 of 12",
        seriousness=1,
        sentence=world.aviary.text("what a signal says", OF_THE_AREA_OR_NATION, of),
        numbers={"to_date": world.aviary.number("events of a signal", OF_THE_AREA_OR_NATION, of)},
        method_version="1",
        noticed_at=AT,
    )


def _make_concern(
    world: World, county: str, number: int, status: ConcernStatus, signal: Signal
) -> None:
    of = Target(f"{status} concern of {county}", area=county, status=status)
    by, plant = world.users["go_reviewer"], world.aviary.text
    is_shared, is_closed = status != S.OPEN, status == S.RESOLVED
    closed = {"closed_by": by, "closed_at": AT, "outcome": plant("an outcome", READERS, of)}
    made = Concern.objects.create(
        area=world.areas[county],
        theme=plant("a theme", READERS, of),
        number=number,
        status=status,
        level=2 if is_shared else 1,
        suggested=2,
        because=plant("why it concerns", READERS, of),
        owner=by,
        opened_by=by,
        opened_at=AT,
        **({"shared_by": by, "shared_at": AT} if is_shared else {}),
        **(closed if is_closed else {}),
        **MORE.get(status, {}),
    )
    made.rests_on.add(signal)
    _say(made, 1, "raise_concern", plant("why it was raised", READERS, of))
    _say(made, 2, "assign", plant("a word to a colleague", OFFICE, of), is_internal=True)
    world.targets["concern"].append(replace(of, kwargs={"concern_id": made.pk}))
    world.targets["concern by number"].append(replace(of, kwargs={"id": made.pk}))


def _say(concern: Concern, number: int, verb: str, text: str, *, is_internal: bool = False) -> None:
    ConcernStep.objects.create(
        concern=concern,
        number=number,
        verb=verb,
        text=text,
        level=concern.level,
        is_internal=is_internal,
        done_by=concern.opened_by,
        done_at=AT,
    )
