"""What good requests send to the pages of administrators and developers, and to the API."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from indicators.models import DataReturn, Expectation, FigureQuery, Measure, Provision
from partnerships.models import (
    ComparatorGroup,
    Cycle,
    Deadline,
    Organisation,
    Partnership,
    Role,
    RoleKind,
    Seat,
    User,
)

from .audiences import Actor, Target
from .world import PLACES, World

Payload = Callable[[World, Actor, Target], dict[str, Any]]

REASON = {"reason": "It says so in the letter of the third of June."}


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def _found(model: type[Model], target: Target) -> Any:
    (pk,) = target.kwargs.values()
    return model._default_manager.filter(pk=pk).first()


def _with_version(model: type[Model], **fields: Any) -> Payload:
    """Send the version that the record has, and more."""

    def send(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = _found(model, target)
        return {"version": found.version if found else 1, **fields}

    return send


def _with_version_of_whole(model: type[Model], whole: str, **fields: Any) -> Payload:
    """Send the version of what the record is a part of, and more."""

    def send(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = _found(model, target)
        return {"version": getattr(found, whole).version if found else 1, **fields}

    return send


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": f"{day.day}", f"{name}-month": f"{day.month}", f"{name}-year":
            f"{day.year}"}  # fmt: skip


def a_role(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"over": f"partnership:{world.partnerships['dale'].pk}"}


def an_invitation(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    who = {"name": "Somebody new", "email": "new@example.com"}
    return who | a_role(world, actor, target)


def a_proposal(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"user": world.users["partner"].pk} | a_role(world, actor, target)


def a_successor(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    who = {"to_user": world.users["partner"].pk}
    return who | _with_version(Role)(world, actor, target)


def a_key(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"name": "Nightly", "scopes": ["values:read"], "life": "30", "sheet": "one"}


def a_new_seat(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    who = {"organisation": world.organisations["south"].pk, "capacity": "invitee"}
    return who | _with_version(Partnership)(world, actor, target)


WEBHOOK = {"address": "https://partner.example/hook"}
BODY = {"name": "Put right", "areas": PLACES["north"][1], **REASON}
CYCLE = {"name": "Agreements of 2009", **_day("starts_on", date(2009, 4, 1))}
DEADLINE = {"what": "Priorities", "role_kinds": [RoleKind.LSP_CHAIR], **_day(
    "due_on", date(2009, 6, 1))}  # fmt: skip
GROUP = {
    "source": "Another source",
    "peers": PLACES["port"][1],
    **_day("starts_on", date(2009, 4, 1)),
}


def a_provision(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """Of a measure that the body does not provide yet."""
    measure = Measure.objects.get(code="NI 902")
    return {"organisation": world.organisations["north"].pk, "measure": measure.pk,
            "level": "district", **_day("starts_on", date(2012, 4, 1))}  # fmt: skip


def a_statement(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    measure = Measure.objects.get(code="NI 901")
    return {"measure": measure.pk, "rating": "amber", "text": "A station changed its system"}


def some_words(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"text": "Twice what the report says"}


SERVICE: dict[str, Payload] = {
    "indicators:excuse": _with_version(Expectation, **REASON),
    "indicators:expect-again": _with_version(Expectation),
    "indicators:agree-provision": a_provision,
    "indicators:end-provision": _with_version(Provision, **_day("ends_on", date(2013, 4, 1))),
    "indicators:state-quality": a_statement,
    "indicators:raise-query": some_words,
    "indicators:answer-query": _with_version(FigureQuery, text="It is right"),
    "indicators:ask-again": _with_version(FigureQuery, text="Why?"),
    "indicators:close-query": _with_version(FigureQuery),
    "invite": an_invitation,
    "invite-again": _with_version(User),
    "withdraw-invitation": _with_version(User),
    "deactivate": _with_version(User, **REASON),
    "activate": _with_version(User, **REASON),
    "grant-role": a_role,
    "propose-role": a_proposal,
    "approve-role": _with_version(Role),
    "refuse-role": _with_version(Role, **REASON),
    "end-role": _with_version(Role, **REASON),
    "hand-over": a_successor,
    "correct-organisation": _with_version(Organisation, **BODY),
    "correct-partnership": _with_version(Partnership, **BODY),
    "add-seat": a_new_seat,
    "correct-seat": _with_version_of_whole(Seat, "partnership", capacity="invitee"),
    "end-seat": _with_version_of_whole(Seat, "partnership", **_day("ends_on", date(2009, 4, 1))),
    "make-cycle": lambda world, actor, target: CYCLE,
    "correct-cycle": _with_version(Cycle, **CYCLE),
    "add-deadline": _with_version(Cycle, **DEADLINE),
    "correct-deadline": _with_version_of_whole(Deadline, "cycle", **DEADLINE),
    "remove-deadline": _with_version_of_whole(Deadline, "cycle"),
    "make-comparators": lambda world, actor, target: GROUP | {"area": PLACES["fell"][1]},
    "replace-comparators": _with_version(ComparatorGroup, **GROUP),
    "end-comparators": _with_version(ComparatorGroup, **_day("ends_on", date(2009, 4, 1))),
    "retry": nothing,
    "make-key": a_key,
    "revoke-key": nothing,
    "indicators:add-webhook": lambda world, actor, target: WEBHOOK,
    "indicators:test-webhook": nothing,
    "indicators:rotate-webhook-secret": nothing,
    "indicators:disable-webhook": nothing,
    "indicators:enable-webhook": nothing,
    "indicators:ask-for-export": lambda world, actor, target: {"measures": "NI 901"},
    "api-exports-list": nothing,
    "api-returns-list": nothing,
    "api-returns-confirm": nothing,
    "api-returns-publish": nothing,
    "api-returns-withdraw": nothing,
}


def _send_by_api(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """A file that will be refused, which is a return like any other."""
    file = SimpleUploadedFile("new.csv", b"indicator,area\nNI 901,X07000901\n", "text/csv")
    return {
        "data": encode_multipart(BOUNDARY, {"file": file}),
        "content_type": MULTIPART_CONTENT,
        "headers": {"idempotency-key": "once"},
    }


def _ask_for_export_by_api(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {
        "data": json.dumps({"query": "indicator=NI+901"}),
        "content_type": "application/json",
        "headers": {"idempotency-key": "once"},
    }


def _confirm_by_api(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = DataReturn.objects.filter(pk=target.kwargs["id"]).first()
    version = found.version if found else 1
    headers = {"idempotency-key": "once", "if-match": f'"{version}"'}
    why = {"explanations": {"NI 901/large_change": "Counted anew"}}
    return {"data": json.dumps(why), "content_type": "application/json", "headers": headers}


def _withdraw_by_api(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    given = {"data": b'{"reason": "Miscounted"}', "content_type": "application/json"}
    return _confirm_by_api(world, actor, target) | given


RETURNS_BY_API: dict[str, Payload] = {
    "api-returns-list": _send_by_api,
    "api-exports-list": _ask_for_export_by_api,
    "api-returns-confirm": _confirm_by_api,
    "api-returns-publish": _confirm_by_api,
    "api-returns-withdraw": _withdraw_by_api,
}
"""What Django's client is told of a request whose headers matter, or that is no JSON."""
