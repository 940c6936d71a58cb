"""Who writes about a target, to the other side or for their own."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from targets.models import PrivateNote, Target
from targets.sides import Side
from targets.states import CANDIDATES

from .offers import sits_on


def may_write_message(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may write to both sides about a target: once it has been offered."""
    return _sits(user, target) and _is_offered(target)


def may_write_any(user: Viewer) -> Verdict:
    """Whether `user` sits at any table, on either side."""
    if isinstance(user, User) and any(areas_on_side(user, side) for side in Side):
        return ALLOWED
    return Verdict("Only those who sit at the table of an area, on either side, write here.")


def may_write_note(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may write for their own side alone."""
    return _sits(user, target)


def may_remove_note(user: Viewer, note: PrivateNote) -> Verdict:
    """Whether `user` may take a note away: whoever wrote it."""
    may = _sits(user, note.target)
    if may and note.written_by_id != user.pk:
        return Verdict("Only whoever wrote a note removes it.")
    return may


def _sits(user: Viewer, target: Target) -> Verdict:
    if sits_on(user, target.agreement):
        return ALLOWED
    return Verdict(
        f"Only those who sit at the table of {target.agreement.area}, on either side, write here."
    )


def _is_offered(target: Target) -> Verdict:
    if target.status not in CANDIDATES:
        return ALLOWED
    return Verdict(
        f"“{target}” has not been offered yet: the Government Office would not know of it. Write "
        "a private note, or offer it first."
    )
