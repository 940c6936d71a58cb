"""Partners of targets, issues for all areas, and what is written at the table, in the world."""

from indicators.models import Indicator
from targets.models import Commitment, Message, PrivateNote, SharedIssue
from targets.models import Target as Line
from targets.sides import Side
from targets.states import CommitmentStatus, TargetStatus

from .audiences import DISTRICT_OF, Target
from .records_negotiation import AT, BOTH, OWN, READERS
from .world import World

SAID = {
    # what the county's council says of a target, by how far that has come
    TargetStatus.OPEN: CommitmentStatus.ASKED,
    TargetStatus.AGREED: CommitmentStatus.AGREED,
    TargetStatus.PLACEHOLDER: CommitmentStatus.OBJECTED,
    TargetStatus.WITHDRAWN: CommitmentStatus.NOT_APPLICABLE,
}
WRITERS = {Side.PARTNERSHIP: "lsp_coordinator", Side.GOVERNMENT: "go_reviewer"}
SEATS = {Side.PARTNERSHIP: {"north"}, Side.GOVERNMENT: {"north", "next"}}
"""In which counties somebody of the world sits on a side, and so knows its people by name."""
SEATED = "whoever sits at some table"


def make_partners(world: World) -> None:
    """Make a commitment for each target on the table, and what each side wrote about two."""
    world.targets["commitment"] = [Target("none", {"commitment_id": 987654}, exists=False)]
    world.targets["note"] = [Target("no note", {"note_id": 987654}, exists=False)]
    for county in DISTRICT_OF:
        lines = {
            one.status: one
            for one in Line.objects.filter(agreement__area=world.areas[county]).order_by("pk")
        }
        for status, said in SAID.items():
            _ask(world, lines[status], county, said)
        _ask_of_a_candidate(world, lines[TargetStatus.SHORTLISTED], county)
        for status in (TargetStatus.OPEN, TargetStatus.AGREED):
            for side in Side:
                _write(world, lines[status], county, side)
    _make_issues(world)


def _ask(world: World, line: Line, county: str, said: CommitmentStatus) -> None:
    of = Target(f"{said} for {county}", area=county, status=line.status, organisation=county)
    by = world.users["administrator"]
    answered = {"answered_by": by, "answered_at": AT} if said != CommitmentStatus.ASKED else {}
    made = Commitment.objects.create(
        target=line,
        organisation=world.organisations[county],
        status=said,
        question=world.aviary.text("what a partner is asked", READERS, of),
        reason=world.aviary.text("what a partner says", READERS, of) if answered else "",
        asked_by=by,
        asked_at=AT,
        **answered,
    )
    kwargs = {"commitment_id": made.pk}
    world.targets["commitment"].append(
        Target(of.name, kwargs, area=county, status=line.status, organisation=county)
    )


def _ask_of_a_candidate(world: World, line: Line, county: str) -> None:
    """Ask of what the Government Office does not know yet."""
    of = Target(f"asked of a candidate of {county}", area=county, status=line.status)
    Commitment.objects.create(
        target=line,
        organisation=world.organisations[county],
        question=world.aviary.text("what is asked of a candidate", "readers of the candidate", of),
        asked_by=world.users["administrator"],
        asked_at=AT,
    )


def _write(world: World, line: Line, county: str, side: Side) -> None:
    of = Target(f"{side} of {county}", area=county, side=side)
    writer = WRITERS[side] if county in SEATS[side] else "administrator"
    said = {"target": line, "side": side, "written_by": world.users[writer], "written_at": AT}
    Message.objects.create(text=world.aviary.text("a message", BOTH, of), offer=3, **said)
    note = PrivateNote.objects.create(text=world.aviary.text("a private note", OWN, of), **said)
    world.targets["note"].append(
        Target(f"note of the {of.name}", {"note_id": note.pk}, area=county, side=side,
               person=writer)
    )  # fmt: skip


def _make_issues(world: World) -> None:
    by, indicator = world.users["administrator"], Indicator.objects.earliest("pk")
    world.targets["issue"] = [Target("no issue", {"issue_id": 987654}, exists=False)]
    for status in ("open", "answered"):
        of = Target(f"{status} issue", status=status)
        answer = {
            "answer": world.aviary.text("an answer for all areas", SEATED, of),
            "answered_by": by,
            "answered_at": AT,
        }
        made = SharedIssue.objects.create(
            indicator=indicator,
            title=world.aviary.text("an issue", SEATED, of),
            text=world.aviary.text("what the issue is", SEATED, of),
            raised_by=by,
            raised_at=AT,
            **(answer if status == "answered" else {}),
        )
        world.targets["issue"].append(Target(of.name, {"issue_id": made.pk}, status=status))
