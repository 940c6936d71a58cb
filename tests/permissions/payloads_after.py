"""What a good request sends to the pages of what is done after signing."""

from collections.abc import Callable
from typing import Any

from targets.models import Agreement, AgreementVersion, RevisionConsent, RevisionProposal

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def _version(target: Target) -> AgreementVersion | None:
    return AgreementVersion.objects.filter(
        area__gss_code=target.kwargs["code"], number=target.kwargs["number"]
    ).first()


def what_to_designate(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The target of the version that is not designated yet."""
    found = _version(target)
    last = found.lines.order_by("position").last() if found else None
    return {
        "version": found.version if found else 1,
        "targets": last.target_id if last else 987654,
        "notice": "Notice 13/2008",
    }


def why_it_is_revised(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _version(target)
    return {"version": found.version if found else 1, "reason": "A survey"}


def what_is_said(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The version of a revision, with all that any act upon it asks."""
    found = RevisionProposal.objects.filter(
        agreement__area__gss_code=target.kwargs["code"], number=target.kwargs["number"]
    ).first()
    council = world.organisations.get(target.area)
    return {
        "version": found.version if found else 1,
        "reason": "A survey",
        "ground": "ministers",
        "organisations": council.pk if council else 987654,
    }


def what_passes(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The last line of the version, into the agreement of the area that succeeds."""
    found = _version(target)
    into = Agreement.objects.filter(area__gss_code=target.kwargs["successor"]).first()
    last = found.lines.order_by("position").last() if found else None
    return {"version": into.version if into else 0, "lines": last.pk if last else 987654}


def what_is_answered(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = RevisionConsent.objects.filter(pk=target.kwargs["consent_id"]).first()
    return {"version": found.version if found else 1, "reason": "As before"}


AFTER: dict[str, Payload] = {
    "targets:designate-targets": what_to_designate,
    "targets:revoke-designation": lambda world, actor, target: {"reason": "It was stopped"},
    "targets:take-over": what_passes,
    "targets:begin-revision": why_it_is_revised,
    **dict.fromkeys(
        (
            *("targets:propose-revision", "targets:discard-revision", "targets:withdraw-revision"),
            *("targets:accept-revision", "targets:refuse-revision"),
            *("targets:revise-target", "targets:drop-revised-target"),
        ),
        what_is_said,
    ),
    "targets:consent-to-revision": what_is_answered,
    "targets:refuse-consent": what_is_answered,
}
