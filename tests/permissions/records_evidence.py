"""Evidence under priorities, in the world: packs, documents and papers, and keys that write."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from indicators.models import Measure
from laa_portal.foundation.canonical import canonical
from partnerships.models import RoleKind, Scope
from targets import queries
from targets.models import (
    AttachedFile,
    Attachment,
    EvidencePack,
    Paper,
    Priority,
    PriorityEvidence,
    Receipt,
    StrategicAssessment,
    digest,
)
from tests.factories.keys import make_key

from .audiences import Actor, Target
from .records_targets import AT, READERS
from .world import DISTRICTS, World, within

PACKS = {"NI 901": "with figures not yet published", "NI 902": "published"}
"""Measures that a pack is made of in each district, and how far its figures may go."""


def make_evidence(world: World) -> None:
    """Put a document and a PDF to each assessment, and packs into each district."""
    _make_documents(world)
    _make_packs(world)
    _name_by_number(world)
    for scope in (Scope.ASSESSMENTS_WRITE, Scope.AGREEMENTS_READ):
        _make_key_of_cdrp(world, scope)


def _make_documents(world: World) -> None:
    found = world.targets["attachment"] = []
    for of in world.targets["assessment"]:
        if not of.exists:
            continue
        assessment = StrategicAssessment.objects.get(pk=of.kwargs["assessment_id"])
        attachment = _attach(world, of, assessment)
        for priority in assessment.priorities.all():
            _attach(world, of, assessment, priority)
        Paper.objects.create(
            assessment=assessment,
            status=Paper.Status.READY,
            content=world.aviary.text("a paper", READERS, of).encode(),
            asked_by=assessment.started_by,
            asked_at=AT,
        )
        kwargs = {"attachment_id": attachment.pk}
        found.append(Target(f"document of {of}", kwargs, area=of.area, status=of.status))
    found.append(Target("no document", {"attachment_id": 987654}, exists=False))


def _attach(
    world: World, of: Target, assessment: StrategicAssessment, priority: Priority | None = None
) -> Attachment:
    content = world.aviary.text("a document", READERS, of).encode()
    file = AttachedFile.objects.create(sha256=hashlib.sha256(content).hexdigest(), content=content)
    return Attachment.objects.create(
        assessment=assessment,
        priority=priority,
        name=world.aviary.text("the name of a document", READERS, of),
        kind=Attachment.Kind.PDF,
        size=len(content),
        file=file,
        attached_by=assessment.started_by,
        attached_at=AT,
    )


def _make_packs(world: World) -> None:
    """Freeze what is known in each district, and let everybody have opened one of two packs.

    A receipt is no right: strangers who hold one are turned away like others.
    """
    found = world.targets["pack"] = []
    for district in DISTRICTS:
        for code, status in PACKS.items():
            pack = _make_pack(world, Measure.objects.get(code=code), district)
            kwargs = {"sha256": pack.sha256}
            found.append(Target(f"{code} pack of {district}", kwargs, area=district, status=status))
            for user in world.users.values():
                Receipt.objects.create(pack=pack, opened_by=user, opened_at=AT, post="Somebody")
    found.append(Target("no pack", {"sha256": "0" * 64}, exists=False))


def _make_pack(world: World, measure: Measure, district: str) -> EvidencePack:
    area = world.areas[district]
    known = queries.known_of(measure, area)
    assert known is not None  # records.py has figures of both measures in each district
    content = canonical(known)
    pack = EvidencePack.objects.create(
        sha256=digest(content),
        content=content,
        measure=measure,
        area=area,
        holds_unpublished=not all(one["is_published"] for one in known["figures"]),
        frozen_by=world.users["administrator"],
        frozen_at=AT,
    )
    under = Priority.objects.filter(assessment__partnership=world.partnerships[district])
    PriorityEvidence.objects.bulk_create(
        PriorityEvidence(priority=one, measure=measure, area=area, pack=pack) for one in under
    )
    return pack


def _name_by_number(world: World) -> None:
    """Name assessments, priorities and documents as the API does."""
    for kind in ("assessment", "priority", "attachment"):
        world.targets[f"{kind} by number"] = [
            Target(
                it.name,
                {"id": it.kwargs[f"{kind}_id"]},
                area=it.area,
                status=it.status,
                exists=it.exists,
            )
            for it in world.targets[kind]
        ]


def _make_key_of_cdrp(world: World, scope: Scope) -> None:
    """Make a key of the officer's role, and whoever comes in by it."""
    user = world.users["cdrp_officer"]
    key, token = make_key(user.roles.get(), scope)
    key.last_used_at = timezone.now() + timedelta(days=1)  # so that no use is noted
    key.save()
    actor = Actor(
        f"officer's key for {scope}",
        RoleKind.CDRP_OFFICER,
        areas=within("dale"),
        scopes=frozenset({scope}),
    )
    world.actors_by_key.append(actor)
    world.clients[actor.name] = world.visitor(headers={"authorization": f"Bearer {token}"})
