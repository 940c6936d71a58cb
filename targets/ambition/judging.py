"""The five results of one offered value, put side by side."""

from .chance import chance
from .detection import detection
from .elsewhere import Elsewhere
from .facts import Offered, Own, Subject
from .place import place
from .precedent import precedent
from .regression import regression
from .results import Ambition

NEITHER = "Neither a higher nor a lower figure is better here, so no value can be called ambitious."


def judge(subject: Subject, offered: Offered, own: Own, elsewhere: Elsewhere | None) -> Ambition:
    """Return what the figures say of an offered value.

    `elsewhere` is None where nothing of other areas was kept. Whatever cannot be answered says why.
    """
    if not subject.improvement:
        return Ambition(reason=NEITHER)
    if subject.parts.counting is None:
        return Ambition(reason=f"Targets of this kind are not judged: {subject.parts.reason}.")
    if not all(_can_be(subject, value) for value in (offered.baseline, offered.value)):
        return Ambition(reason=f"There is no such figure in {subject.unit}, so it is not judged.")
    found, word = chance(subject, offered, own)
    return Ambition(
        results=(
            found,
            precedent(subject, offered, own, elsewhere),
            place(subject, offered, own, elsewhere),
            detection(subject, offered, own),
            regression(subject, offered, own, elsewhere),
        ),
        value=subject.with_unit(offered.value),
        year=offered.label,
        word=word,
    )


def _can_be(subject: Subject, value: float) -> bool:
    """Whether a figure can have this value: shares are of the whole, and nothing is under 0."""
    return 0 <= value <= (subject.per if subject.parts.is_share else float("inf"))
