"""What a revision would do to the version in force, and who has consented to it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from partnerships.models import User
from targets import rules
from targets.models import (
    Agreement,
    AgreementVersion,
    LineStanding,
    OfferLine,
    RevisionConsent,
    RevisionLine,
    RevisionProposal,
    Target,
    VersionLine,
    terms_of,
)
from targets.record import Line
from targets.states import CommitmentStatus, TargetStatus

from .designations import designated_now
from .packages import PackageLine, with_partners
from .versions import Source, sources, stored_lines

Act = RevisionLine.Act


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revision does to one target, beside what is in force and what was signed first."""

    line: RevisionLine
    consents: tuple[RevisionConsent, ...]
    in_force: VersionLine | None
    """None: it is not in that version, or only listed there."""
    original: VersionLine | None
    """As first signed; None where that is what is in force."""


def signed_lines(version: AgreementVersion) -> dict[int, Line]:
    """Return what a version was signed for, with those named for each, by target."""
    return {line.target_id: (line, of) for line, of in stored_lines(version) if line.is_signed_for}


def revised_in(proposal: RevisionProposal) -> list[Revised]:
    """Return what a proposal would do, by title, in six queries for any number of lines."""
    lines = proposal.lines.select_related("target__indicator", "measure__indicator", "gap_to")
    in_force = signed_lines(proposal.revises)
    originals = originals_of(proposal.agreement)
    return [
        Revised(
            line,
            tuple(line.consents.all()),
            in_force[line.target_id][0] if line.target_id in in_force else None,
            _older(originals.get(line.target_id), proposal.revises),
        )
        for line in lines.prefetch_related("consents__organisation", "consents__answered_by")
    ]


def _older(original: VersionLine | None, version: AgreementVersion) -> VersionLine | None:
    return original if original and original.version_id != version.pk else None


def originals_of(agreement: Agreement) -> dict[int, VersionLine]:
    """Return each target as it was first signed, by target: it is shown beside every later one."""
    lines = VersionLine.objects.filter(
        version__agreement=agreement,
        version__starts_on__isnull=False,
        standing=LineStanding.AGREED,
    )
    related = lines.select_related("version", "measure", "gap_to").order_by("-version__number")
    return {one.target_id: one for one in related}  # the earliest is read last


@dataclass(frozen=True, slots=True)
class Beside:
    """A target that was revised, beside what was first signed."""

    line: VersionLine
    original: VersionLine | None
    """None: it was added."""
    revision: RevisionLine
    """Where it was revised last: on which ground, and why."""


def revised_targets(version: AgreementVersion) -> list[Beside]:
    """Return the targets of a version that were revised, each beside its original."""
    lines = version.lines.filter(revised_in__isnull=False).select_related(
        "revised_in__proposal", "measure", "gap_to"
    )
    lines = lines.order_by("position")
    originals = originals_of(version.agreement) if lines else {}
    return [
        Beside(one, _older(originals.get(one.target_id), version), one.revised_in)
        for one in lines
        if one.revised_in
    ]


NOT_TO_ADD = (TargetStatus.OPEN, TargetStatus.LEFT_OUT, TargetStatus.WITHDRAWN)
"""What lies on the table is settled there first; what was taken out is put on the list first."""


def addable(proposal: RevisionProposal) -> list[Target]:
    """Return the targets that a revision may add: of the agreement, and not signed for yet."""
    found = proposal.agreement.targets.exclude(pk__in=signed_lines(proposal.revises))
    found = found.exclude(status__in=[status.value for status in NOT_TO_ADD])
    return list(found.select_related("indicator").order_by("title"))


def linked_by(version: AgreementVersion, target: Target) -> list[int]:
    """Return the keys of the organisations to which a target relates, by a version."""
    _, partners = signed_lines(version).get(target.pk, (None, ()))
    return [one.organisation_id for one in partners if one.status != _NOT_OURS]


_NOT_OURS = CommitmentStatus.NOT_APPLICABLE


# --- What rules say of it -------------------------------------------------------------------------


def revision_findings(proposal: RevisionProposal, by: User, at: datetime) -> list[rules.Finding]:
    """Return which rules a proposal does not keep: of revisions, and of the lines it leads to."""
    spoken = revised_in(proposal)
    in_force = signed_lines(proposal.revises)
    designated = designated_now(proposal.agreement)
    found = rules.findings_of_revision(_rule_line(one, in_force, designated) for one in spoken)
    titles = {one.line.target.title for one in spoken}
    package = rules.findings(
        with_partners(_package(spoken, in_force), proposal.agreement.area, by),
        timezone.localdate(at),
    )
    return found + [
        one for one in package if one.rule.blocks and (not one.title or one.title in titles)
    ]


def _package(spoken: Iterable[Revised], in_force: Mapping[int, Line]) -> list[PackageLine]:
    """Return the lines there would be: those in force, overlaid by what is revised."""
    terms: dict[int, PackageLine] = {
        key: PackageLine(line.target, line) for key, (line, _) in in_force.items()
    }
    for one in spoken:
        terms[one.line.target_id] = PackageLine(one.line.target, one.line)
    removed = {one.line.target_id for one in spoken if one.line.act == Act.REMOVE}
    return [line for key, line in terms.items() if key not in removed]


def _rule_line(
    one: Revised, in_force: Mapping[int, Line], designated: Container[int]
) -> rules.RevisedLine:
    line, now = one.line, one.in_force
    _, partners = in_force.get(line.target_id, (None, ()))
    asked = {consent.organisation_id for consent in one.consents}
    return rules.RevisedLine(
        title=line.target.title,
        act=line.act,
        ground=line.ground,
        type=line.type,
        was=now.type if now else "",
        is_designated=line.target_id in designated,
        is_same=bool(now and line.act == Act.CHANGE and terms_of(now) == terms_of(line)),
        is_placeholder=line.is_placeholder,
        asked=len(asked),
        not_asked=tuple(
            partner.name
            for partner in partners
            if partner.status != _NOT_OURS and partner.organisation_id not in asked
        ),
    )


def unanswered(spoken: Iterable[Revised]) -> list[str]:
    """Return who has not consented yet, each with the target, as people read it."""
    return [
        f"{consent.organisation} ({one.line.target})"
        for one in spoken
        for consent in one.consents
        if consent.answer != RevisionConsent.Answer.CONSENTED
    ]


# --- What it leads to -----------------------------------------------------------------------------


def revision_sources(proposal: RevisionProposal) -> list[Source]:
    """Return where the lines of the version come from that a revision leads to.

    What is in force, overlaid by the revision; beside it what is open or held open by now.
    """
    lines = proposal.lines.select_related("target__indicator", "measure__indicator", "gap_to")
    revised = {one.target_id: one for one in lines}
    signed = signed_lines(proposal.revises)
    offered = _offer_lines(line for line, _ in signed.values())
    kept = [
        Source(
            line.target,
            LineStanding.AGREED,
            offered.get(line.agreed_in_id or 0),
            line.revised_in,
            line.in_reward,
        )
        for key, (line, _) in signed.items()
        if key not in revised
    ]
    changed = [
        Source(
            one.target,
            LineStanding.AGREED,
            revised=one,
            in_reward=signed[key][0].in_reward if key in signed else None,
        )
        for key, one in revised.items()
        if one.act != Act.REMOVE
    ]
    return kept + changed + _listed(proposal, {*signed, *revised})


def _offer_lines(lines: Iterable[VersionLine]) -> dict[int, OfferLine]:
    """Return the lines of offers whose terms lines of a version have, by key, in one query."""
    found = OfferLine.objects.filter(pk__in=[one.agreed_in_id for one in lines])
    related = found.select_related("offer", "measure__indicator", "gap_to", "issue", "pack")
    return {one.pk: one for one in related.defer("pack__content")}


def _listed(proposal: RevisionProposal, others: set[int]) -> list[Source]:
    """Return what is only listed: not what both sides have agreed meanwhile, which waits until a
    revision adds it."""
    return [
        one
        for one in sources(proposal.agreement)
        if one.target.pk not in others and one.standing != LineStanding.AGREED
    ]
