"""What only the partners' interface has: populations, and figures as its feed of changes tells."""

from indicators.models import Figure
from partnerships.models import Population

from .audiences import Target
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
