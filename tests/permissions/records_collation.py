"""What lies between districts and agreements, in the world: escalations and candidates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from partnerships import key_tokens
from partnerships.models import Key, Partnership, PartnershipKind, RoleKind, Scope
from targets.models import ENDS_ON, STARTS_ON, Agreement, Escalation, Priority, StrategicAssessment
from targets.models import Target as Candidate
from targets.states import CANDIDATES, EscalationStatus
from tests.factories.partnerships import make_partnership

from .audiences import COLLATORS, DISTRICT_OF, Actor, Target
from .world import World, within

AT = datetime(2008, 3, 3, 10, 0, tzinfo=UTC)
BETWEEN = "those of its side who work for its area"
READERS = "readers of the candidate"
NONE = {"exists": False}


def make_collation(world: World) -> None:
    """Make escalations and candidates in each state, for each county and its district."""
    _make_county_groups(world)
    world.targets["escalation"] = [
        _escalate(world, district, county, status)
        for county, district in DISTRICT_OF.items()
        for status in EscalationStatus
    ]
    world.targets["laa"] = []
    world.targets["candidate"] = []
    for county in DISTRICT_OF:
        area = world.areas[county]
        of = Target(f"LAA of {county}", {"code": area.gss_code}, area=county, side="partnership")
        world.targets["laa"].append(of)
        world.targets["candidate"] += _make_candidates(world, of)
    world.targets["laa"].append(Target("no LAA", {"code": "X07000901"}, **NONE))
    world.targets["candidate"].append(Target("no candidate", {"target_id": 987654}, **NONE))
    world.targets["escalation"].append(Target("no escalation", {"escalation_id": 987654}, **NONE))
    _name_as_the_api_does(world)
    _make_keys_of_collators(world)


def _make_county_groups(world: World) -> None:
    """Make a strategy group for each county; the county officer works for the north's."""
    for county in DISTRICT_OF:
        kind, areas = PartnershipKind.COUNTY_STRATEGY_GROUP, [world.areas[county]]
        make_partnership(f"x-{county}-county-group", kind=kind, areas=areas)
    world.users["county_officer"].roles.update(partnership=group_of("north"))


def group_of(county: str) -> Partnership:
    """Return the strategy group of a county."""
    return Partnership.objects.get(code=f"x-{county}-county-group")


def _make_keys_of_collators(world: World) -> None:
    """Make a program for each kind of person who acts here, of which the API lets none but keys.

    A CDRP's officer has one that writes in `records_evidence`.
    """
    for kind in sorted(COLLATORS):
        is_of_county = kind == RoleKind.COUNTY_OFFICER
        scope = Scope.ASSESSMENTS_WRITE if is_of_county else Scope.OFFERS_WRITE
        role = world.users[kind].roles.get()
        token, prefix, digest = key_tokens.make()
        Key.objects.create(
            name=f"key of a {kind}",
            role=role,
            prefix=prefix,
            token_sha256=digest,
            scopes=[scope],
            made_by=role.user,
            made_at=AT,
            valid_until=timezone.now() + timedelta(days=90),
            last_used_at=timezone.now() + timedelta(days=1),  # so that no use is noted meanwhile
        )
        actor = Actor(
            f"key of a {kind}",
            kind,
            areas=within("north"),
            scopes=frozenset({scope}),
        )
        world.actors_by_key.append(actor)
        authorization = {"authorization": f"Bearer {token}"}
        world.clients[actor.name] = world.visitor(headers=authorization)


def _name_as_the_api_does(world: World) -> None:
    for plain, by_number in (
        ("escalation", "escalation by number"),
        ("candidate", "candidate by number"),
    ):
        world.targets[by_number] = [
            replace(it, kwargs={"id": next(iter(it.kwargs.values()))})
            for it in world.targets[plain]
        ]


def _make_priority(world: World, district: str) -> Priority:
    """Add a priority to what a district adopted."""
    of = Target(f"adopted assessment of {district}", area=district, status="adopted")
    adopted = StrategicAssessment.objects.get(
        partnership=world.partnerships[district], status="adopted"
    )
    return Priority.objects.create(
        assessment=adopted,
        title=world.aviary.text("a priority", "readers of the assessment", of),
        rank=adopted.priorities.count() + 1,
        added_by=world.users["administrator"],
        added_at=AT,
    )


def _escalate(world: World, district: str, county: str, status: EscalationStatus) -> Target:
    """Put a priority to the strategy group of the county, for which its officers work."""
    of = Target(f"{status} escalation of {district}", area=district, side="partnership",
                status=status)  # fmt: skip
    is_answered = status != EscalationStatus.PUT
    by = world.users["administrator"]
    answer = {
        "answered_by": by,
        "answered_at": AT,
        "answered_because": world.aviary.text("the county's reason", BETWEEN, of),
        "risk_check": world.aviary.text("a check of the risk", BETWEEN, of),
    }
    made = Escalation.objects.create(
        priority=_make_priority(world, district),
        group=group_of(county),
        status=status,
        put_because=world.aviary.text("why it is for the county", BETWEEN, of),
        local_risk=world.aviary.text("what happens in the district", BETWEEN, of),
        put_by=by,
        put_at=AT,
        **(answer if is_answered else {}),
    )
    return Target(of.name, {"escalation_id": made.pk}, area=district, side=of.side, status=status)


def _make_candidates(world: World, laa: Target) -> list[Target]:
    by = world.users["administrator"]
    agreement = Agreement.objects.create(
        area=world.areas[laa.area],
        partnership=world.partnerships[laa.area],
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        begun_by=by,
        begun_at=AT,
    )
    found = []
    for status in CANDIDATES:
        of = Target(f"{status} candidate of {laa.area}", area=laa.area, status=status)
        made = Candidate.objects.create(
            agreement=agreement,
            title=world.aviary.text("a candidate", READERS, of),
            status=status,
            longlisted_by=by,
            longlisted_at=AT,
            shortlisted_by=by,
            shortlisted_at=AT,
            left_out_by=by,
            left_out_at=AT,
            left_out_because=world.aviary.text("why it is left out", READERS, of),
        )
        made.priorities.add(_make_priority(world, DISTRICT_OF[laa.area]))
        found.append(Target(of.name, {"target_id": made.pk}, area=laa.area, status=status))
    return found
