"""A review in words: its phases, what was found, and what has changed since last time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from indicators import moments, printing
from partnerships.models import Viewer
from reviews import policies
from reviews.letter import figures_said
from reviews.models import Concern, Finding, ImprovementAction, Review, ReviewStep
from reviews.phases import DUE_FIELDS, PhaseShown, shown
from reviews.queries import Pack, PackTarget, level_name
from reviews.rag import WORST_FIRST, Rag
from reviews.states import ReviewStatus
from targets.models import PlanAction

from .ratings import RATINGS, Told

SAID = {
    "schedule_review": "Dates set",
    "reschedule_review": "Dates changed",
    "submit_evidence": "The partnership’s evidence",
    "hold_review": "Notes of the meeting",
    "put_findings": "Findings put to the partnership",
    "take_back_findings": "Findings taken back",
    "agree_findings": "The partnership agrees to the findings",
    "settle_findings": "Findings stand without the partnership’s agreement",
    "send_letter": "Letter sent",
    "publish_review": "Summary published",
}
TAGS = {ReviewStatus.PUBLISHED: "green", ReviewStatus.SENT: "green", ReviewStatus.PUT: "yellow"}


def tag_of(review: Review) -> tuple[str, str]:
    """Return how far a review has come, and the colour of that."""
    status = ReviewStatus(review.status)
    return status.label, TAGS.get(status, "blue")


def phases_of(review: Review, steps: Collection[ReviewStep]) -> list[PhaseShown]:
    """Return the phases of a review as they stand today; days done only for who reads the steps."""
    done = {one.verb: timezone.localdate(one.done_at) for one in steps}
    if review.held_on:
        done["hold_review"] = review.held_on
    due = {name: getattr(review, name) for name in DUE_FIELDS}
    return shown(ReviewStatus(review.status), due, done, timezone.localdate())


def steps_of(steps: Collection[ReviewStep]) -> list[tuple[str, ReviewStep]]:
    """Return what was said, the newest first, each with its heading."""
    return [(SAID[one.verb], one) for one in reversed(list(steps))]


@dataclass(frozen=True)
class FindingShown:
    """What is found of one target, as pages and the summary print it."""

    finding: Finding
    reader: Viewer

    @property
    def told(self) -> Told:
        return RATINGS[Rag(self.finding.rag)]

    @property
    def by_rule(self) -> Told:
        return RATINGS[Rag(self.finding.computed)]

    @property
    def figures(self) -> str:
        return " ".join(figures_said(policies.release_numbers(self.reader, self.finding)))

    @property
    def revision_reason(self) -> str:
        """How a revision that follows from it begins to say why."""
        year = self.finding.review.year_label
        ground = self.finding.get_ground_display().lower()
        return f"The review of {year} found of {self.finding.target}: {ground}."


def shown_findings(findings: Collection[Finding], reader: Viewer) -> list[FindingShown]:
    return [FindingShown(one, reader) for one in findings]


# --- The pack -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PackShown:
    """One target of the pack as the page and the PDF print it."""

    one: PackTarget
    is_first: bool
    """Whether there was no review before."""
    day: date
    """As it stands on which."""

    @property
    def told(self) -> Told:
        return RATINGS[self.one.now.rated.rag]

    @property
    def rule(self) -> str:
        return self.one.now.rated.rule

    @property
    def figures(self) -> list[str]:
        """What the figures say, as sentences."""
        return figures_said(self.one.now.numbers) or ["There is no figure of the year yet."]

    @property
    def signals(self) -> list[str]:
        return [one.sentence for one in self.one.signals]

    @property
    def concerns(self) -> list[str]:
        return [_concern(one) for one in self.one.concerns]

    @property
    def actions(self) -> list[str]:
        return [_action(one) for one in self.one.actions]

    @property
    def improvements(self) -> list[str]:
        return [_improvement(one, self.day) for one in self.one.improvements]

    @property
    def changes(self) -> list[str]:
        """What is other than at the last review, in words."""
        if self.is_first:
            return ["This is the first review."]
        return list(_changes(self.one)) or ["Nothing that is on record."]


def shown_pack(pack: Pack) -> list[PackShown]:
    """Return the targets of a pack, those that are rated worst first."""
    targets = sorted(pack.targets, key=lambda one: WORST_FIRST.index(one.now.rated.rag))
    return [PackShown(one, pack.last is None, pack.day) for one in targets]


def themes_of(pack: Pack) -> list[str]:
    """Return the concerns about the area, and what is done about them."""
    done = [_improvement(one, pack.day) for one in pack.improvements]
    return [*(_concern(one) for one in pack.themes), *done]


def _concern(one: Concern) -> str:
    subject = "" if one.target_id else f"{one.theme}: "
    if one.closed_at:
        return f"{subject}closed on {moments.day(one.closed_at)}: {one.outcome}"
    since = moments.day(one.opened_at)
    return f"{subject}{level_name(one.level)}, open since {since}: {one.because}"


def _action(one: PlanAction) -> str:
    said = f"{one.step}, led by {one.lead}, due {printing.day(one.due_on)}"
    return f"{said}. Progress: {one.progress}" if one.progress else f"{said}. No progress is noted."


def _improvement(one: ImprovementAction, day: date) -> str:
    """Say who does what by when, what is to be seen by then, and whether it was."""
    due = printing.day(one.due_on)
    said = f"{one.text}: {one.owner}, {one.organisation}, by {due}. To be seen: {one.milestone}."
    if one.done_at:
        return f"{said} Done on {moments.day(one.done_at)}: {one.evidence}"
    if one.plan.agreed_at is None:
        return f"{said} Proposed, not agreed by both sides yet."
    if one.is_overdue(day):
        late = (day - one.due_on).days
        return f"{said} Not shown to be done, {late} day{'s' if late != 1 else ''} late."
    return f"{said} Under way."


def _changes(one: PackTarget) -> Iterator[str]:
    now, last = one.now, one.last
    if last is None:
        yield "It was not in the last review."
        return
    if now.rated.rag != last.rag:
        told = RATINGS[now.rated.rag].words.lower()
        yield f"Rated {told} by the rule; the last review found {last.get_rag_display().lower()}."
    before = last.numbers.get("value")
    value = now.assessment.value if now.assessment else None
    if now.assessment and before is not None and value is not None and before != value:
        places = now.assessment.measure.decimals
        was, is_now = (printing.number(one, places) for one in (before, value))
        yield f"The figure was {was}, and is {is_now}."
    if last.ground:
        yield f"It was to be refreshed: {last.get_ground_display().lower()}."


# --- As data for typst ----------------------------------------------------------------------------


def as_data(pack: Pack, day: str) -> dict[str, object]:
    """Return what `templates/documents/meeting_pack.typ` reads."""
    review = pack.review
    agreement = review.agreement
    return {
        "title": f"Meeting pack, review of {review.year_label}",
        "agreement": str(agreement),
        "is_invented": agreement.area.is_invented,
        "day": day,
        "meeting": printing.day(review.held_on or review.meeting_due_on),
        "themes": themes_of(pack),
        "targets": [dict(_as_data(one)) for one in shown_pack(pack)],
    }


def _as_data(shown: PackShown) -> Iterator[tuple[str, object]]:
    target = shown.one.target
    yield "title", target.title
    yield "code", target.code_beside_title
    yield "rating", shown.told.words
    yield "rule", shown.rule
    yield "figures", shown.figures
    for name in ("signals", "concerns", "actions", "improvements", "changes"):
        yield name, getattr(shown, name)
