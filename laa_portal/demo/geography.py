"""The invented region as data: its counties, districts and unitary authorities."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.models import AreaKind


@dataclass(frozen=True, slots=True)
class Place:
    """A district or a unitary authority.

    `residents` are those of mid-2008, and `growth` their yearly rise as a share.
    """

    code: str
    name: str
    residents: int
    growth: float

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    def residents_in(self, year: int) -> float:
        """Return how many people live there in a year, growing evenly through that of 2008."""
        return self.residents * (1 + self.growth) ** (year - 2008)


@dataclass(frozen=True, slots=True)
class County:
    """A county with its districts, and the unitary authorities that share its force and brigade.

    `number` ends its codes; `suffix` those of its bodies.
    """

    number: int
    name: str
    suffix: str
    districts: tuple[Place, ...]
    unitaries: tuple[Place, ...] = ()

    @property
    def code(self) -> str:
        return f"X1000000{self.number}"

    @property
    def force_code(self) -> str:
        return f"X2300000{self.number}"

    @property
    def brigade_code(self) -> str:
        return f"X3100000{self.number}"

    @property
    def patch(self) -> tuple[Place, ...]:
        """What its police and its fire and rescue authority cover."""
        return (*self.districts, *self.unitaries)


REGION = ("X12000001", AreaKind.REGION, "Demonstration region")

COUNTIES = (
    County(
        1,
        "Greyshire",
        "",
        (
            Place("X07000001", "Ashmere", 118_400, 0.006),
            Place("X07000002", "Coldwell", 87_250, 0.004),
            Place("X07000003", "Fernley", 141_900, 0.009),
            Place("X07000004", "Netherby", 64_300, 0.002),
        ),
    ),
    County(
        2,
        "Marlshire",
        "-marlshire",
        (
            Place("X07000005", "Brindmere", 96_100, 0.005),
            Place("X07000006", "Ostlewick", 109_700, 0.007),
            Place("X07000007", "Quillborough", 132_500, 0.011),
            Place("X07000008", "Tavenhurst", 78_900, 0.003),
        ),
        (
            Place("X06000001", "Castlebray", 187_600, 0.004),
            Place("X06000002", "Larrowmouth", 243_800, 0.002),
        ),
    ),
    County(
        3,
        "Tarnshire",
        "-tarnshire",
        (
            Place("X07000009", "Eskerby", 71_200, 0.001),
            Place("X07000010", "Halderfell", 88_600, 0.004),
            Place("X07000011", "Rindlesdale", 103_300, 0.006),
            Place("X07000012", "Skelmarsh", 124_700, 0.008),
        ),
        (Place("X06000003", "Stonequay", 168_300, 0.006),),
    ),
    County(
        4,
        "Orrinshire",
        "-orrinshire",
        (
            Place("X07000013", "Dunmarrow", 82_400, 0.003),
            Place("X07000014", "Pellsworth", 115_900, 0.007),
            Place("X07000015", "Vintreeholt", 91_800, 0.005),
            Place("X07000016", "Wickenmoor", 137_200, 0.010),
        ),
        (Place("X06000004", "Kingsharrow", 212_500, 0.009),),
    ),
)


def districts() -> Iterator[tuple[str, Place]]:
    """Yield all that count as districts, with the kind of each: twenty, four of them unitary."""
    for county in COUNTIES:
        yield from ((AreaKind.NON_METROPOLITAN, place) for place in county.districts)
        yield from ((AreaKind.UNITARY, place) for place in county.unitaries)


@dataclass(frozen=True, slots=True)
class Territory:
    """An area that figures are of, as the districts it is made of."""

    code: str
    name: str
    members: tuple[Place, ...]


DISTRICTS = tuple(Territory(place.code, place.name, (place,)) for _, place in districts())
COUNTY_AREAS = tuple(Territory(one.code, one.name, one.districts) for one in COUNTIES)
UNITARY_AREAS = tuple(
    Territory(place.code, place.name, (place,)) for county in COUNTIES for place in county.unitaries
)
LAA_AREAS = COUNTY_AREAS + UNITARY_AREAS
FORCES = tuple(Territory(one.force_code, f"{one.name} Constabulary", one.patch) for one in COUNTIES)
