"""What follows concerns in each county of the world: judged, decided, open, planned, found.

The concerns are shared and of level 2, so that everybody of the area and the nation reads them.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from partnerships.models import RoleKind, Scope
from reviews.models import (
    Advice,
    Concern,
    ImprovementAction,
    ImprovementPlan,
    Intervention,
    Judgement,
    ResponseDecision,
    Standing,
)
from tests.factories.keys import make_key

from .audiences import DISTRICT_OF, Actor, Target
from .world import World

AT = datetime(2009, 6, 3, 9, 30, tzinfo=UTC)
READERS = "those who work for its area or the nation"
OF_GOVERNMENT = "its Government Office and the nation"
PLANS = {"bare": "", "proposed": "proposed", "agreed": "agreed", "busy": "agreed"}
"""A concern without a plan, and one for each way in which a plan stands, with the plan's status: in
a busy one something is still to do."""

NAMES = ("concern that follows", "response", "intervention", "improvement plan")
NAMES += ("improvement action", "judgement", "place that follows", "kind of judgement")


def make_response(world: World) -> None:
    """Make each kind of record for each county."""
    for name in NAMES:
        world.targets[name] = []
    for county in DISTRICT_OF:
        of = Target(f"what follows in {county}", area=county)
        _place(world, of)
        for number, name in enumerate(PLANS, start=901):
            _concern(world, replace(of, name=f"{name} concern of {county}", status=name), number)
        for status in ("open", "closed"):
            _intervention(
                world, replace(of, name=f"{status} intervention of {county}", status=status)
            )
        for status in ("standing", "withdrawn"):
            _judgement(world, replace(of, name=f"{status} judgement of {county}", status=status))
    _add_nothing(world)
    for name in ("intervention", "judgement"):
        world.targets[f"{name} by id"] = [
            replace(it, kwargs={"id": it.kwargs[f"{name}_id"]}) for it in world.targets[name]
        ]
    _make_keys(world)


def _text(world: World, what: str, of: Target, audience: str = READERS) -> str:
    return world.aviary.text(what, audience, of)


def _place(world: World, of: Target) -> None:
    area = world.areas[of.area]
    Standing.objects.create(
        area=area,
        is_capable=False,
        is_willing=False,
        reason=_text(world, "why a partnership is judged so", of),
        judged_by=world.users["administrator"],
        judged_at=AT,
    )
    kwargs = {"gss_code": area.gss_code}
    world.targets["place that follows"].append(replace(of, kwargs=kwargs))
    for kind in ("inspection", "at_risk"):
        found = replace(of, name=f"{kind} of {of.area}", status=kind)
        world.targets["kind of judgement"].append(replace(found, kwargs={**kwargs, "kind": kind}))


def _concern(world: World, of: Target, number: int) -> None:
    by = world.users["administrator"]
    concern = Concern.objects.create(
        area=world.areas[of.area],
        theme=_text(world, "the theme of a concern", of),
        number=number,
        level=2,
        suggested=2,
        because=_text(world, "why a concern is so serious", of),
        opened_at=AT,
        shared_by=by,
        shared_at=AT,
    )
    world.targets["concern that follows"].append(replace(of, kwargs={"concern_id": concern.pk}))
    Advice.objects.create(
        concern=concern,
        body="home_office",
        text=_text(world, "advice on a concern", of, OF_GOVERNMENT),
        given_by=by,
        given_at=AT,
    )
    if of.status == "bare":
        _response(world, replace(of, status="waiting"), concern)
    else:
        _plan(world, of, concern)


def _response(world: World, of: Target, concern: Concern) -> None:
    made = ResponseDecision.objects.create(
        concern=concern,
        standing=Standing.objects.get(area=concern.area),
        level=2,
        proposed=3,
        step=4,
        reason=_text(world, "why a step was decided", of),
        status="waiting",
        decided_by=world.users["administrator"],
        decided_at=AT,
    )
    world.targets["response"].append(replace(of, kwargs={"response_id": made.pk}))


def _plan(world: World, of: Target, concern: Concern) -> None:
    by, status = world.users["administrator"], PLANS[of.status]
    agreed: dict[str, Any] = {"agreed_by": by, "agreed_at": AT} if status == "agreed" else {}
    plan = ImprovementPlan.objects.create(
        concern=concern,
        aim=_text(world, "the aim of a plan", of),
        status=status,
        side="partnership",
        proposed_by=by,
        proposed_at=AT,
        **agreed,
    )
    shown: dict[str, Any] = {}
    if of.status == "agreed":
        shown = {"evidence": _text(world, "evidence", of), "done_by": by, "done_at": AT}
    action = ImprovementAction.objects.create(
        plan=plan,
        number=1,
        text=_text(world, "an action of a plan", of),
        owner=_text(world, "the owner of an action", of),
        organisation=world.organisations[of.area],
        milestone=_text(world, "a milestone", of),
        due_on=date(2009, 9, 1),
        **shown,
    )
    world.targets["improvement plan"].append(replace(of, kwargs={"plan_id": plan.pk}))
    world.targets["improvement action"].append(replace(of, kwargs={"action_id": action.pk}))


def _intervention(world: World, of: Target) -> None:
    by = world.users["administrator"]
    closed: dict[str, Any] = {}
    if of.status == "closed":
        closed = {"closed_by": by, "closed_at": AT, "outcome": _text(world, "an outcome", of)}
    made = Intervention.objects.create(
        area=world.areas[of.area],
        body="government_office",
        kind="request",
        step=1,
        title=_text(world, "what is open somewhere", of),
        text=_text(world, "what is asked of an area", of),
        opened_by=by,
        opened_at=AT,
        **closed,
    )
    world.targets["intervention"].append(replace(of, kwargs={"intervention_id": made.pk}))


def _judgement(world: World, of: Target) -> None:
    by = world.users["administrator"]
    withdrawn: dict[str, Any] = {}
    if of.status == "withdrawn":
        why = _text(world, "why a judgement was withdrawn", of)
        withdrawn = {"withdrawn_by": by, "withdrawn_at": AT, "withdrawn_because": why}
    made = Judgement.objects.create(
        area=world.areas[of.area],
        kind="inspection",
        body="hmic",
        theme=_text(world, "the theme of a judgement", of),
        weight="concern",
        text=_text(world, "what was found", of),
        in_hand=_text(world, "what is in hand", of),
        report=_text(world, "the title of a report", of),
        place=_text(world, "where a report is read", of),
        published_on=date(2009, 6, 1),
        entered_by=by,
        entered_at=AT,
        **withdrawn,
    )
    world.targets["judgement"].append(replace(of, kwargs={"judgement_id": made.pk}))


def _add_nothing(world: World) -> None:
    nowhere = {"gss_code": "X99000999"}
    for name, kwargs in {
        "concern that follows": {"concern_id": 987654},
        "response": {"response_id": 987654},
        "intervention": {"intervention_id": 987654},
        "improvement plan": {"plan_id": 987654},
        "improvement action": {"action_id": 987654},
        "judgement": {"judgement_id": 987654},
        "place that follows": nowhere,
        "kind of judgement": {**nowhere, "kind": "inspection"},
    }.items():
        world.targets[name].append(Target(f"no {name}", kwargs, exists=False))


def _make_keys(world: World) -> None:
    """Make a key for an analyst and an inspector, who write of any area."""
    tomorrow = timezone.now() + timedelta(days=1)  # so that no use is noted meanwhile
    for kind in (RoleKind.HO_ANALYST, RoleKind.INSPECTOR):
        role = world.users[kind].roles.get()
        _, token = make_key(role, Scope.CONCERNS_WRITE, last_used_at=tomorrow)
        scopes = frozenset({Scope.CONCERNS_WRITE.value})
        actor = Actor(f"key of a {kind} that judges", kind, scopes=scopes, stands_for=kind)
        world.actors_by_key.append(actor)
        world.clients[actor.name] = world.visitor(headers={"authorization": f"Bearer {token}"})
