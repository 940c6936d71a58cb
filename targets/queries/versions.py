"""What an agreement would be signed as, and what has changed since a version was put together."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from indicators.models import Definition
from laa_portal.foundation.canonical import canonical, plain
from partnerships.standing import HAVE_REGARD
from targets.models import (
    STARTS_ON,
    Agreement,
    AgreementVersion,
    ApprovalRoute,
    Commitment,
    LineStanding,
    OfferLine,
    RevisionLine,
    Target,
    TargetType,
    Terms,
    VersionLine,
    VersionPartner,
    terms_of,
)
from targets.negotiation import Position
from targets.record import Line, record, signed
from targets.states import SETTLED, CommitmentStatus, TargetStatus, VersionStatus

from .commitments import duties_on
from .negotiation import positions, terms_on_the_table

ORDER = (TargetType.DESIGNATED, TargetType.STATUTORY, TargetType.LOCAL)
"""In which the text has its targets; each kind by number of the indicator, then by title."""

NUMBERLESS = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where the terms of a line come from: an offer that both sides agreed, or a revision."""

    target: Target
    standing: LineStanding
    agreed: OfferLine | None = None
    revised: RevisionLine | None = None
    in_reward: bool | None = None
    """None: as a target of its type has it."""

    @property
    def terms(self) -> Terms | None:
        return self.revised or self.agreed


def sources(agreement: Agreement) -> list[Source]:
    """Return what stands between both sides now: what is agreed, and what is listed beside it."""
    targets = list(agreement.targets.negotiated().select_related("indicator"))
    where = positions(targets)
    terms = terms_on_the_table(where)
    return [
        Source(one, standing, terms.get(one.pk))
        for one in targets
        if (standing := standing_of(where[one.pk]))
    ]


def standing_of(position: Position) -> LineStanding | None:
    """Return how a target would stand in a version; None where it is not in it."""
    if position.status in SETTLED:
        is_agreed = position.status == TargetStatus.AGREED
        return LineStanding.AGREED if is_agreed else LineStanding.PLACEHOLDER
    return LineStanding.OPEN if position.status == TargetStatus.OPEN else None


def lines_of(version: AgreementVersion, found: Iterable[Source]) -> list[Line]:
    """Return the lines a version would have, with those named for each, in two queries."""
    found = sorted(found, key=_order)
    partners = _partners([one.target for one in found])
    definitions = _definitions(one.terms.measure_id for one in found if one.terms)
    return [
        (_line(version, position, one, definitions), partners[one.target.pk])
        for position, one in enumerate(found, start=1)
    ]


def _order(one: Source) -> tuple[int, int, str]:
    kind = ORDER.index(TargetType(one.terms.type)) if one.terms else len(ORDER)
    digits = "".join(filter(str.isdigit, one.target.code))
    return kind, int(digits) if digits else NUMBERLESS, one.target.title


def _line(
    version: AgreementVersion,
    position: int,
    one: Source,
    definitions: Mapping[int, Definition],
) -> VersionLine:
    terms, agreed = one.terms, one.agreed
    definition = definitions.get(terms.measure_id or 0) if terms else None
    is_designated = bool(terms and terms.type == TargetType.DESIGNATED)
    return VersionLine(
        version=version,
        target=one.target,
        position=position,
        standing=one.standing,
        title=one.target.title,
        code=one.target.code,
        definition=definition.version if definition else "",
        definition_digest=text_digest(definition) if definition else "",
        approval_route=route_of(terms),
        in_reward=is_designated if one.in_reward is None else one.in_reward,
        agreed_in=agreed if not one.revised else None,
        revised_in=one.revised,
        pack_sha256=agreed.pack.sha256 if agreed and agreed.pack else "",
        **(terms_of(terms) if terms else {}),
    )


def route_of(terms: Terms | None) -> ApprovalRoute:
    """Return who approves a target: ministers a relative one, the Government Office any other.

    In 2010 relative targets needed ministers, and deferred ones the Government Office alone
    (Stockton, report of 18 March 2010).
    """
    is_relative = bool(terms and terms.gap_to_id)
    return ApprovalRoute.MINISTER if is_relative else ApprovalRoute.GOVERNMENT_OFFICE


def _partners(targets: Sequence[Target]) -> Mapping[int, list[VersionPartner]]:
    """Return those named for each target with what they have said by now, leads first."""
    found: defaultdict[int, list[VersionPartner]] = defaultdict(list)
    named = Commitment.objects.filter(target__in=targets).select_related("organisation")
    for one in named.order_by("-is_lead", "organisation__name", "organisation__code"):
        found[one.target_id].append(
            VersionPartner(
                organisation=one.organisation,
                name=one.organisation.name,
                is_lead=one.is_lead,
                has_regard=HAVE_REGARD in duties_on(one.organisation, STARTS_ON),
                status=one.status,
                reason=one.reason,
                answered_on=timezone.localdate(one.answered_at) if one.answered_at else None,
            )
        )
    return found


def _definitions(measures: Iterable[int | None]) -> dict[int, Definition]:
    """Return the definition of each measure that holds when the agreement begins, by measure."""
    held = Definition.objects.on(STARTS_ON).filter(measure__in=set(filter(None, measures)))
    return {one.measure_id: one for one in held}


def text_digest(definition: Definition) -> str:
    """Return what tells one text of a definition from another."""
    text = "\n".join([definition.version, definition.numerator, definition.denominator])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def stored_lines(version: AgreementVersion) -> list[Line]:
    """Return the lines of a version as the database has them, in two queries."""
    related = version.lines.select_related(
        "measure",
        "gap_to",
        "agreed_in__offer",
        "revised_in__proposal",
        "target__indicator",
        "target__passed_from__version__area",
    ).prefetch_related("partners__organisation")
    return [(one, _in_order(one.partners.all())) for one in related.order_by("position")]


def _in_order(partners: Iterable[VersionPartner]) -> list[VersionPartner]:
    return sorted(partners, key=lambda one: (not one.is_lead, one.name, one.organisation.code))


def text_of(version: AgreementVersion, lines: Iterable[Line]) -> str:
    """Return the canonical text of a version that has these lines."""
    return canonical(record(version, lines))


def rebuilt_text(version: AgreementVersion) -> str:
    """Return a version's text made anew of the database's rows: whole, it equals its content."""
    return text_of(version, stored_lines(version))


# --- What has changed since -----------------------------------------------------------------------


def changes_since(version: AgreementVersion) -> list[str]:
    """Return what is no longer as a version has it, a sentence each; none where all of it holds.

    Newer figures are no change: what both sides signed up to rests on those they saw.
    """
    lines = stored_lines(version)
    now = {
        line.target_id: one for one in lines_of(version, _sources_now(lines)) for line in one[:1]
    }
    return [
        sentence
        for line, partners in lines
        if line.is_signed_for
        for sentence in _changes(signed(line, partners), now[line.target_id])
    ]


def _sources_now(lines: Iterable[Line]) -> list[Source]:
    """Return where the terms of lines would come from by now: the table, or the same revision."""
    rows = [line for line, _ in lines]
    targets = [one.target for one in rows]
    where = positions(targets)
    terms = terms_on_the_table(where)
    return [
        Source(
            one.target,
            LineStanding.AGREED if one.revised_in else standing_of(where[one.target_id]) or _GONE,
            None if one.revised_in else terms.get(one.target_id),
            one.revised_in,
            one.in_reward,
        )
        for one in rows
    ]


_GONE = LineStanding.OPEN
"""How a target stands that was withdrawn meanwhile: at any rate, not agreed."""


def _changes(then: Mapping[str, object], now: Line) -> list[str]:
    line, partners = now
    title = then["title"]
    if not line.is_signed_for:
        return [f"“{title}” is no longer agreed: it is on the table again, or withdrawn."]
    old, new = plain(then), plain(signed(line, partners))
    changed = [name for name in old if old[name] != new[name]]
    sentences = {
        "partners": f"What the partners of “{title}” have said is not the same any more.",
        "title": f"“{title}” has another title now.",
        "definition": f"The definition by which “{title}” is measured was revised.",
        "definition_digest": f"The definition by which “{title}” is measured was revised.",
    }
    other = f"The terms of “{title}” have changed."
    return list(dict.fromkeys(sentences.get(name, other) for name in changed))


def version_in_force(agreement: Agreement, day: date) -> AgreementVersion | None:
    """Return the version that holds on a day; None before the first is signed."""
    return agreement.versions.in_force(day).first()


def latest_version(agreement: Agreement) -> AgreementVersion | None:
    """Return the version that was put together last, however far it has come."""
    return agreement.versions.order_by("number").last()


def next_version(agreement: Agreement) -> AgreementVersion:
    """Return the version that was sent back, to be put together anew, or else a new one."""
    last = latest_version(agreement)
    if last and last.status == VersionStatus.DRAFT:
        return last
    number = last.number + 1 if last else 1
    return AgreementVersion(agreement=agreement, area=agreement.area, number=number)


def without_consent(version: AgreementVersion) -> list[str]:
    """Return who has not signed up to a target that is to be signed, and not said it is none of
    theirs; objections that were answered count once the organisation has agreed after all."""
    silent = VersionPartner.objects.filter(
        line__version=version, line__standing=LineStanding.AGREED
    ).exclude(status__in=(CommitmentStatus.AGREED.value, CommitmentStatus.NOT_APPLICABLE.value))
    return [
        f"{one.name} ({one.line.title})"
        for one in silent.select_related("line").order_by("name", "line__position")
    ]
