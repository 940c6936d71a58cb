"""What a revision does to each target, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.models import Viewer
from targets import policies, queries
from targets.models import RevisionConsent, RevisionLine
from targets.queries import Beside, Revised

from .terms import Column, Compared, compared

Act = RevisionLine.Act

WILL = {
    Act.CHANGE: "Change its terms",
    Act.REMOVE: "Take it out",
    Act.ADD: "Add it",
}


@dataclass(frozen=True, slots=True)
class RevisedShown:
    """One target of a revision: its terms beside those in force, and who has to consent."""

    revised: Revised
    columns: Sequence[Column]
    compared: Sequence[Compared]
    consents: Sequence[tuple[RevisionConsent, bool]]
    """Each with whether the reader may answer it."""

    @property
    def act(self) -> str:
        return WILL[Act(self.revised.line.act)]


def shown(spoken: Sequence[Revised], viewer: Viewer | None = None) -> list[RevisedShown]:
    """Return the targets of a revision as a page draws them, in one query more.

    `viewer` is who may answer there; None: nobody does.
    """
    columns = [_columns(one) for one in spoken]
    names = queries.names_of_parts(one.terms for of in columns for one in of)
    return [
        RevisedShown(
            one,
            of,
            compared(of, names),
            [(each, _may_answer(viewer, each)) for each in one.consents],
        )
        for one, of in zip(spoken, columns, strict=True)
    ]


def _may_answer(viewer: Viewer | None, consent: RevisionConsent) -> bool:
    return viewer is not None and bool(policies.may_answer_revision(viewer, consent))


def _columns(one: Revised) -> list[Column]:
    found = []
    if one.line.act != Act.REMOVE:
        found.append(Column("By this revision", one.line))
    if one.in_force:
        found.append(Column("As it was signed last", one.in_force))
    if one.original:
        found.append(Column(f"Original, version {one.original.version.number}", one.original))
    return found


@dataclass(frozen=True, slots=True)
class BesideShown:
    """A target that was revised, beside its original."""

    beside: Beside
    columns: Sequence[Column]
    compared: Sequence[Compared]


def beside_originals(revised: Sequence[Beside]) -> list[BesideShown]:
    """Return targets that were revised as pages draw them: nowhere without the original."""
    columns = [_of_both(one) for one in revised]
    names = queries.names_of_parts(one.terms for of in columns for one in of)
    return [
        BesideShown(one, of, compared(of, names)) for one, of in zip(revised, columns, strict=True)
    ]


def _of_both(one: Beside) -> list[Column]:
    now = [Column("As revised", one.line)]
    if one.original is None:
        return now
    return [*now, Column(f"Original, version {one.original.version.number}", one.original)]
