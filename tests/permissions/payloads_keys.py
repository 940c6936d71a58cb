"""What a good request sends by key to plans, standards, counties' agreements and documents."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from targets.models import CommunitySafetyAgreement, PartnershipPlan, PlanAction, StandardRecord
from tests.factories.documents import PDF

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]

WHY = {"reason": "It is of another year"}
STEP = {"step": "Wardens", "resources": "Two", "measure": "Fewer", "due_on": "2009-03-31"}


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def _sent(body: dict[str, Any], version: int = 1) -> dict[str, Any]:
    headers = {"idempotency-key": "once", "if-match": f'"{version}"'}
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


def _new(**body: Any) -> Payload:
    """Begin a record of a partnership that its people in the world have."""
    return lambda world, actor, target: _sent(body)


def _to(model: type[Model], body: dict[str, Any]) -> Payload:
    """Send a body to a record at its version; what would do for one also to none."""

    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found: Any = model._default_manager.filter(pk=target.kwargs["id"]).first()
        return _sent(body, found.version if found else 1)

    return payload


def _a_step(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    plan = PartnershipPlan.objects.filter(pk=target.kwargs["id"]).first()
    if plan is None:
        return _sent(STEP)
    lead = plan.partnership.organisations.first()
    priority = plan.assessment.priorities.earliest("pk")
    return _sent({**STEP, "priority": priority.pk, "lead": lead.code})


def _a_document(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    document = SimpleUploadedFile("new.pdf", PDF, "application/pdf")
    return {
        "data": encode_multipart(BOUNDARY, {"document": document}),
        "content_type": MULTIPART_CONTENT,
        "headers": {"idempotency-key": "once"},
    }


KEYS_BY_API: dict[str, Payload] = {
    "api-assessments-list": _new(partnership="x-dale-cdrp", year="2011/12"),
    "api-assessments-attach": _a_document,
    "api-priorities-attach": _a_document,
    "api-attachments-remove": _new(),
    "api-partnership-plans-list": _new(partnership="x-dale-cdrp", first_year="2011/12"),
    "api-partnership-plans-write": _to(PartnershipPlan, {"strategy": "Fewer assaults"}),
    "api-partnership-plans-add-step": _a_step,
    "api-partnership-plans-refresh": _to(PartnershipPlan, {"year": "2010/11", **WHY}),
    "api-partnership-plans-discard": _to(PartnershipPlan, {}),
    "api-partnership-plans-publish-summary": _to(PartnershipPlan, {}),
    "api-partnership-plans-unpublish-summary": _to(PartnershipPlan, WHY),
    "api-plan-steps-change": _to(PlanAction, {"resources": "Four wardens"}),
    "api-plan-steps-remove": _to(PlanAction, {}),
    "api-plan-steps-note-progress": _to(PlanAction, {"progress": "Begun in May"}),
    "api-standard-records-list": _new(
        partnership="x-dale-cdrp", kind="skills-review", happened_on="2008-05-01", text="Two"
    ),
    "api-standard-records-withdraw": _to(StandardRecord, WHY),
    "api-community-safety-agreements-list": _new(
        partnership="x-north-county-group", year="2011/12"
    ),
    "api-community-safety-agreements-write": _to(CommunitySafetyAgreement, {"delivery": "As one"}),
}
"""What Django's client is told of a request whose headers matter."""

KEYS: dict[str, Payload] = dict.fromkeys(KEYS_BY_API, nothing)
