"""What is due from whom, and problems with figures: of one's own body, a near one and a far one."""

from datetime import date, timedelta

from django.utils import timezone

from indicators.models import Expectation, FigureQuery, Indicator, Measure, Provision, QueryMessage
from partnerships.models import User

from .audiences import Target
from .world import COUNTIES, PLACES, World

DISTRICT_OF = {"north": "dale", "next": "moor", "south": "port"}

THEIR_TWO_SIDES = "both sides of it, and the Home Office"
THEIR_PROVIDERS = "those who send for it, and the Home Office"

RAISED_BY = {"raised": "cdrp_officer", "answered": "cdrp_officer", "closed": "data_provider"}
"""Who raised a query in each state."""


def make_records_of_providers(world: World) -> None:
    """Fill the world with provisions, expectations and queries of each county's body."""
    Indicator.objects.filter(number__in=[901, 902]).update(lag_months=2)
    measure = Measure.objects.get(code="NI 901")
    _make_provisions(world, measure)
    _make_queries(world, measure)
    world.targets["provider"] = [
        *(
            Target(f"provider {one}", {"organisation_id": world.organisations[one].pk},
                   organisation=one)
            for one in COUNTIES
        ),
        Target("no provider", {"organisation_id": 987654}, organisation="none", exists=False),
    ]  # fmt: skip
    first = Expectation.objects.earliest("pk")
    world.targets["release"] = [
        Target("release", {"id": first.pk}),
        Target("no release", {"id": 987654}, exists=False),
    ]
    world.targets["reported"] = [
        *(_reported(place, status, period) for place in DISTRICT_OF.values()
          for status, period in (("open", "2008/09"), ("unpublished", "2010/11"))),
        Target("nothing reported", {"slug": "ni-901", "area_code": "X07999999"}, exists=False,
               status="open", query="measure=NI+901&period=2008/09"),
    ]  # fmt: skip


def _reported(place: str, status: str, period: str) -> Target:
    return Target(
        f"{status} figure of {place}, to report",
        {"slug": "ni-901", "area_code": PLACES[place][1]},
        area=place,
        status=status,
        query=f"measure=NI+901&period={period}",
    )


def _make_provisions(world: World, measure: Measure) -> None:
    provisions = world.targets["provision"] = []
    expectations = world.targets["expectation"] = []
    for county in COUNTIES:
        provision = Provision.objects.create(
            organisation=world.organisations[county],
            measure=measure,
            level="district",
            starts_on=date(2011, 4, 1),
            agreed_on=date(2011, 4, 1),
        )
        provision.areas.set([world.areas[DISTRICT_OF[county]]])
        kwargs = {"provision_id": provision.pk}
        provisions.append(
            Target(f"provision of {county}", kwargs, organisation=county, status="open")
        )
        for number, status in enumerate(("open", "excused")):
            expectations.append(_make_expectation(world, provision, county, number, status))
    provisions.append(Target("no provision", {"provision_id": 987654}, exists=False))
    expectations.append(Target("no expectation", {"expectation_id": 987654}, exists=False))


def _make_expectation(
    world: World, provision: Provision, county: str, number: int, status: str
) -> Target:
    it = Target(f"{status} return of {county}", organisation=county, status=status)
    excused = {
        "excused_at": timezone.now(),
        "excused_by": world.users["ho_analyst"],
        "excuse": world.aviary.text("an excuse", THEIR_PROVIDERS, it),
    }
    made = Expectation.objects.create(
        provision=provision,
        period_kind="month",
        period_start=date(2011, 4 + number, 1),
        due_on=timezone.localdate() - timedelta(days=5),
        **(excused if status == "excused" else {}),
    )
    return Target(it.name, {"expectation_id": made.pk}, organisation=county, status=status)


def _make_queries(world: World, measure: Measure) -> None:
    found = world.targets["query"] = []
    for county in COUNTIES:
        for status, name in RAISED_BY.items():
            raiser = name if county == "north" else "inspector"
            found.append(_make_query(world, measure, county, status, world.users[raiser]))
    found.append(Target("no query", {"query_id": 987654}, exists=False))


def _make_query(world: World, measure: Measure, county: str, status: str, raiser: User) -> Target:
    it = Target(
        f"{status} query to {county}", organisation=county, person=raiser.username, status=status
    )
    at = timezone.now()
    ended = {"closed_at": at, "closed_by": raiser} if status == "closed" else {}
    made = FigureQuery.objects.create(
        measure=measure,
        area=world.areas[DISTRICT_OF[county]],
        period_kind="quarter",
        period_start=date(2012, {"raised": 4, "answered": 7, "closed": 10}[status], 1),
        organisation=world.organisations[county],
        status=status,
        due_on=timezone.localdate(),
        raised_at=at,
        raised_by=raiser,
        **ended,
    )
    QueryMessage.objects.create(
        query=made,
        text=world.aviary.text("what is wrong with a figure", THEIR_TWO_SIDES, it),
        written_at=at,
        written_by=raiser,
        is_answer=False,
    )
    return Target(
        it.name, {"query_id": made.pk}, organisation=county, person=it.person, status=status
    )
