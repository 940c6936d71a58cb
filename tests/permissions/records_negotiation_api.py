"""What the API leads to of a negotiation: records by number, and a key that speaks for the office.

The coordinator's key is made in `records_collation`.
"""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from partnerships.models import RoleKind, Scope
from targets.models import Agreement, DraftLine, Message, Offer
from tests.factories.keys import make_key

from .audiences import DISTRICT_OF, Actor, Target
from .world import World, within


def make_negotiation_by_key(world: World) -> None:
    """Name by number what `records_negotiation` and `records_partners` made."""
    none = Target("none", {"id": 987654}, exists=False)
    for name, found in (
        ("agreement", _agreements(world)),
        ("draft", _drafts(world)),
        ("offer", _offers(world)),
        ("message", _messages(world)),
    ):
        world.targets[f"{name} by number"] = [*found, none]
    for plain in ("commitment", "issue"):
        world.targets[f"{plain} by number"] = [
            replace(it, kwargs={"id": it.kwargs[f"{plain}_id"]}) for it in world.targets[plain]
        ][::-1]
    _make_key_of_the_office(world)


def _agreements(world: World) -> list[Target]:
    return [
        Target(
            f"agreement of {county}",
            {"id": Agreement.objects.get(area=world.areas[county]).pk},
            area=county,
        )
        for county in DISTRICT_OF
    ]


def _drafts(world: World) -> list[Target]:
    """Return what each side has prepared: the office has yet to open what it would answer."""
    found = []
    for county in DISTRICT_OF:
        for draft in DraftLine.objects.filter(target__agreement__area=world.areas[county]):
            status = "sealed" if draft.side == "government" else "free"
            name = f"draft of the {draft.side} of {county}"
            found.append(
                Target(name, {"id": draft.pk}, area=county, side=draft.side, status=status)
            )
    return found


def _offers(world: World) -> list[Target]:
    """Return the offers of each county, by number in the API."""
    keys = {
        (code, number): pk
        for pk, code, number in Offer.objects.values_list(
            "pk", "agreement__area__gss_code", "number"
        )
    }
    return [
        replace(it, kwargs={"id": keys[it.kwargs["code"], it.kwargs["number"]]})
        for it in world.targets["offer"]
        if it.exists
    ]


def _messages(world: World) -> list[Target]:
    return [
        Target(f"message in {county}", {"id": message.pk}, area=county)
        for county in DISTRICT_OF
        for message in Message.objects.filter(target__agreement__area=world.areas[county])
    ]


def _make_key_of_the_office(world: World) -> None:
    role = world.users[RoleKind.GO_REVIEWER].roles.get()
    tomorrow = timezone.now() + timedelta(days=1)  # so that no use is noted meanwhile
    _, token = make_key(role, Scope.OFFERS_WRITE, Scope.CONCERNS_WRITE, last_used_at=tomorrow)
    scopes = frozenset({Scope.OFFERS_WRITE, Scope.CONCERNS_WRITE})
    actor = Actor("key of a go_reviewer", RoleKind.GO_REVIEWER, within("upland"), scopes=scopes)
    world.actors_by_key.append(actor)
    world.clients[actor.name] = world.visitor(headers={"authorization": f"Bearer {token}"})
