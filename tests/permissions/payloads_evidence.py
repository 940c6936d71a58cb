"""What a good request sends to the pages of evidence, and by key to assessments and priorities."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from targets.models import Priority, StrategicAssessment
from tests.factories.documents import PDF

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def _document() -> SimpleUploadedFile:
    return SimpleUploadedFile("new.pdf", PDF, "application/pdf")


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def a_document(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"document": _document()}


def a_year_and_a_document(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"year": 2011, "document": _document()}


def pages(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"levels": "pages 3 to 9"}


BY_KEY = (
    *(f"api-assessments-{act}" for act in ("write-section", "add-priority", "rank", "submit")),
    *(f"api-priorities-{act}" for act in ("describe", "remove")),
)

EVIDENCE: dict[str, Payload] = {
    "targets:evidence-pack": nothing,
    "targets:upload-assessment": a_year_and_a_document,
    "targets:attach": a_document,
    "targets:attach-to-priority": a_document,
    "targets:detach": nothing,
    "targets:point-out": pages,
    "targets:paper-file": nothing,
    **dict.fromkeys(BY_KEY, nothing),
}


def _sent(body: dict[str, Any], record: StrategicAssessment | Priority | None) -> dict[str, Any]:
    version = record.version if record else 1
    headers = {"idempotency-key": "once", "if-match": f'"{version}"'}
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


def _to_assessment(body: Callable[[StrategicAssessment], dict[str, Any]]) -> Payload:
    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = StrategicAssessment.objects.filter(pk=target.kwargs["id"]).first()
        return _sent(body(found) if found else {}, found)

    return payload


def _to_priority(body: dict[str, Any]) -> Payload:
    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        return _sent(body, Priority.objects.filter(pk=target.kwargs["id"]).first())

    return payload


def _a_text(found: StrategicAssessment) -> dict[str, Any]:
    return {"content": "levels", "number": 1, "text": "Burglary fell."}


def _ranks(found: StrategicAssessment) -> dict[str, Any]:
    return {"ranks": {str(one.pk): one.rank for one in found.priorities.all()}}


EVIDENCE_BY_API: dict[str, Payload] = {
    "api-assessments-write-section": _to_assessment(_a_text),
    "api-assessments-add-priority": _to_assessment(lambda found: {"title": "Something else"}),
    "api-assessments-rank": _to_assessment(_ranks),
    "api-assessments-submit": _to_assessment(lambda found: {}),
    "api-priorities-describe": _to_priority({"evidence": "Up by a tenth."}),
    "api-priorities-remove": _to_priority({}),
}
"""What Django's client is told of a request whose headers matter."""
