"""What a version that was submitted or signed holds fast, until it is sent back or revised."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from targets.models import AgreementVersion, LineStanding, Target
from targets.states import VersionStatus


def held_fast(target: Target) -> AgreementVersion | None:
    """Return the version, submitted, approved or signed, that has a target as agreed."""
    held: AgreementVersion | None = (
        AgreementVersion.objects.holding_fast()
        .filter(lines__target=target, lines__standing=LineStanding.AGREED)
        .order_by("number")
        .last()
    )
    return held


def is_not_held_fast(target: Target) -> Verdict:
    """Whether what was agreed on a target may be put on the table again, or withdrawn."""
    version = held_fast(target)
    if version is None:
        return ALLOWED
    if version.status == VersionStatus.SIGNED:
        return Verdict(
            f"“{target}” is signed. Propose a revision to change it: 2007 Act ss.110 to 112."
        )
    return Verdict(
        f"“{target}” is in the agreement that was submitted. Have that sent back, or take it back, "
        "before you change it."
    )


def is_not_signed(target: Target) -> Verdict:
    """Whether a partner may still change what it said of a target."""
    version = held_fast(target)
    if version is None or version.status != VersionStatus.SIGNED:
        return ALLOWED
    return Verdict(
        f"“{target}” was signed on {version.starts_on:%-d %B %Y} with what each partner had said. "
        "A revision asks anew."
    )
