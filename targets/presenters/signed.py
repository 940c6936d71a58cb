"""A signed agreement in words and cells: for its page, its files and its PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import printing
from laa_portal.foundation.spreadsheets import Cell, Rows
from partnerships.standing import HAVE_REGARD
from targets.models import CouncilDecision, Signature, VersionLine, VersionPartner
from targets.queries import SignedAgreement
from targets.record import Line
from targets.redline import Said
from targets.states import CommitmentStatus

from .redlines import Names, said_by
from .terms import last_value as last_value_with_year

VOLUNTARILY = "Signed up voluntarily: no duty binds it"
MUST = f"Must {HAVE_REGARD.name} ({HAVE_REGARD.source})"


@dataclass(frozen=True, slots=True)
class SignedTarget:
    """One target that was signed for, as it is printed."""

    line: VersionLine
    partners: Sequence[VersionPartner]
    names: Names

    @property
    def title(self) -> str:
        code = f" ({self.line.code})" if self.line.code else ""
        return f"{self.line.title}{code}"

    @property
    def said(self) -> list[Said]:
        """All that was agreed on it, each thing by its name."""
        return [one for one in said_by(self.line, self.names) if one.text]

    @property
    def conditions(self) -> list[Said]:
        """What of it the table of all targets has no column for."""
        return [one for one in self.said if not one.is_value and one.name not in IN_THE_TABLE]

    @property
    def baseline(self) -> str:
        found = {one.name: one.text for one in self.said}
        period = f" ({self.line.baseline_period})" if self.line.baseline_period else ""
        return f"{found['Baseline']}{period}" if "Baseline" in found else "None"

    @property
    def values(self) -> list[str]:
        """The value of each year, as people say it."""
        return [one.text for one in said_by(self.line, self.names) if one.is_value]

    @property
    def signed_up(self) -> list["SignedPartner"]:
        return [SignedPartner(one) for one in self.partners]

    @property
    def route(self) -> str:
        return f"Approved by: {self.line.get_approval_route_display()}"


IN_THE_TABLE = frozenset({"Type", "Unit", "Baseline", "Period of the baseline"})


@dataclass(frozen=True, slots=True)
class SignedPartner:
    """An organisation named for a target, with what binds it and what it said."""

    partner: VersionPartner

    @property
    def duty(self) -> str:
        return MUST if self.partner.has_regard else VOLUNTARILY

    @property
    def answer(self) -> str:
        one = self.partner
        said = CommitmentStatus(one.status).label
        return f"{said} on {printing.day(one.answered_on)}" if one.answered_on else said


def targets_of(found: SignedAgreement) -> list[SignedTarget]:
    """Return the targets that were signed for, in the order of the text."""
    return [target_of(one, found.names) for one in found.agreed]


def target_of(line: Line, names: Names) -> SignedTarget:
    return SignedTarget(*line, names)


def regarded(partners: Iterable[VersionPartner]) -> list[tuple[VersionPartner, str]]:
    """Return targets that an organisation is named for, each with its last value and year."""
    return [(one, last_value_with_year(one.line)) for one in partners]


def why_listed(line: VersionLine) -> str:
    """Return why a line that is only listed was not signed for."""
    if not line.is_placeholder:
        return "Still negotiated"
    return f"{line.get_placeholder_reason_display()}. It waits for: {line.placeholder_trigger}"


def under(decision: CouncilDecision) -> str:
    """Return what allowed the leader of a council to sign, in a sentence."""
    said = f"{decision.get_kind_display()}: {decision.minute}, {printing.day(decision.decided_on)}."
    if not decision.scope:
        return said
    until = f" It ends on {printing.day(decision.ends_on)}." if decision.ends_on else ""
    return f"{said} Scope: {decision.scope}.{until}"


# --- As files -------------------------------------------------------------------------------------

TARGETS = (
    *("position", "indicator", "target", "type", "approved_by", "in_reward", "measure"),
    *("definition", "unit", "baseline", "baseline_period", "baseline_source"),
    *("value_2008_09", "value_2009_10", "value_2010_11", "largest_gap_to", "conditions"),
    *("lead_partners", "other_partners", "evidence_sha256"),
)
PARTNERS = ("target", "organisation", "lead", "duty", "answer", "answered_on", "reason")
SIGNATURES = ("capacity", "post", "signed_at", "under", "reference", "content_sha256")
LISTED = ("indicator", "target", "why_not_signed_for")


def rows_of_targets(found: SignedAgreement) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Return the table of the targets: its header, then a row each."""
    yield 1, TARGETS
    for number, one in enumerate(targets_of(found), start=2):
        yield number, list(_cells(one))


def _cells(one: SignedTarget) -> Iterator[Cell]:
    line = one.line
    yield from (line.position, line.code, line.title, line.get_type_display())
    yield line.get_approval_route_display()
    yield "yes" if line.in_reward else "no"
    yield from (line.measure.code if line.measure else "", line.definition, line.unit)
    yield from (_plain(line.baseline), line.baseline_period, line.baseline_source)
    yield from (_plain(value) for value in line.values)
    yield str(line.gap_to or "")
    yield "; ".join(f"{said.name}: {said.text}" for said in one.conditions)
    yield "; ".join(each.name for each in one.partners if each.is_lead)
    yield "; ".join(each.name for each in one.partners if not each.is_lead)
    yield line.pack_sha256


def _plain(amount: Decimal | None) -> Decimal | None:
    """Return an amount with no more places than were typed."""
    if amount is None:
        return None
    shortest = amount.normalize()
    return shortest.quantize(Decimal(1)) if shortest == shortest.to_integral() else shortest


Sheets = Mapping[str, Rows]


def sheets_of(found: SignedAgreement, certificate_sha256: str) -> Sheets:
    """Return the sheets of an agreement's workbook, by name."""
    return {
        "About": _numbered(_about(found, certificate_sha256)),
        "Targets": rows_of_targets(found),
        "Partners": _numbered(_partners(found)),
        "Signatures": _numbered(_signatures(found.signatures)),
        "Not signed for": _numbered(_listed(found)),
    }


def _numbered(rows: Iterator[Sequence[Cell]]) -> Rows:
    return enumerate(rows, start=1)


def _about(found: SignedAgreement, certificate_sha256: str) -> Iterator[Sequence[Cell]]:
    version = found.version
    agreement, area = version.agreement, version.area
    yield ("What", "Said")
    yield ("Agreement", f"{agreement}{' (invented)' if area.is_invented else ''}")
    yield ("Area code", area.gss_code)
    yield ("Partnership", str(agreement.partnership))
    yield ("From", f"{agreement.starts_on:%Y-%m-%d}" if agreement.starts_on else "")
    yield ("Until (not including)", f"{agreement.ends_on:%Y-%m-%d}" if agreement.ends_on else "")
    yield ("Version", version.number)
    yield ("Last signature", f"{version.starts_on:%Y-%m-%d}" if version.starts_on else "")
    yield ("SHA-256 of the signed text", version.content_sha256)
    yield ("SHA-256 of the certificate", certificate_sha256 or "Being made")
    yield ("Sheets", "Targets, Partners, Signatures, Not signed for")


def _partners(found: SignedAgreement) -> Iterator[Sequence[Cell]]:
    yield PARTNERS
    for target in targets_of(found):
        for one in target.signed_up:
            each = one.partner
            yield (
                *(target.title, each.name, "yes" if each.is_lead else "no", one.duty),
                *(CommitmentStatus(each.status).label, str(each.answered_on or ""), each.reason),
            )


def _signatures(signatures: Sequence[Signature]) -> Iterator[Sequence[Cell]]:
    yield SIGNATURES
    for one in signatures:
        yield (
            *(one.get_capacity_display(), one.post, one.signed_at.isoformat()),
            *(under(one.under) if one.under else "", one.reference, one.content_sha256),
        )


def _listed(found: SignedAgreement) -> Iterator[Sequence[Cell]]:
    yield LISTED
    for line in found.listed:
        yield (line.code, line.title, why_listed(line))
