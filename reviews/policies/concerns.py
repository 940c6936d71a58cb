"""Who opens, leads and answers a concern, and how far they may take it."""

from collections.abc import Mapping

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, Area, RoleKind, User, Viewer
from reviews.models import Concern
from reviews.signals import MOST, MOST_BY_ITSELF, NAMES
from reviews.states import ALIVE, CONCERN_MOVES

ANSWERERS = frozenset({RoleKind.LSP_COORDINATOR, RoleKind.COUNTY_OFFICER})
"""Who answers for the partnership."""


def may_act(user: Viewer, concern: Concern) -> Mapping[str, Verdict]:
    """Return for each act upon a concern whether `user` may do it now, in the order of a page."""
    up, down = min(concern.level + 1, MOST), max(concern.level - 1, 0)
    return {
        "ask": may_ask(user, concern),
        "answer": may_answer(user, concern),
        "accept_answer": may_accept_answer(user, concern),
        "lower": may_lower(user, concern, down),
        "escalate": may_escalate(user, concern, up),
        "assign": may_assign(user, concern),
        "snooze": may_snooze(user, concern),
        "wake": may_wake(user, concern),
        "resolve": may_resolve(user, concern),
        "dismiss": may_dismiss(user, concern),
    }


def may_raise_concern(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may open a concern about an area by themselves."""
    if isinstance(user, User) and area.pk in areas_within(user, GOVERNMENT):
        return ALLOWED
    return Verdict(f"Only the Government Office of {area} opens a concern about it.")


def may_ask(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may put a question to the partnership."""
    return leads(user, concern) and _has_move("ask", concern)


def may_answer(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may answer for the partnership."""
    if not isinstance(user, User) or concern.area_id not in areas_within(user, ANSWERERS):
        return Verdict(
            f"Only the coordinator of the partnership and the county's officers answer for "
            f"{concern.area}."
        )
    return _has_move("answer", concern)


def may_accept_answer(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may take the answer: the matter is known and in hand."""
    return leads(user, concern) and _has_move("accept_answer", concern)


def may_escalate(user: Viewer, concern: Concern, level: int) -> Verdict:
    """Whether `user` may say that a concern is more serious than it stands at."""
    may = leads(user, concern) and _is_alive(concern)
    if may and not concern.level < level <= MOST:
        return Verdict(f"It stands at {concern.level}, {NAMES[concern.level].lower()}. Go higher.")
    if may and level > MOST_BY_ITSELF and isinstance(user, User) and user.key is not None:
        return Verdict("A key cannot judge that. Sign in with a browser.")
    return may


def may_lower(user: Viewer, concern: Concern, level: int) -> Verdict:
    """Whether `user` may say that a concern is less serious than it stands at."""
    may = leads(user, concern) and _is_alive(concern)
    if may and not 0 <= level < concern.level:
        return Verdict(f"It stands at {concern.level}, {NAMES[concern.level].lower()}. Go lower.")
    return may


def may_snooze(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may set a concern aside until a day."""
    return leads(user, concern) and _has_move("snooze", concern)


def may_wake(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may take up again what was set aside."""
    return leads(user, concern) and _has_move("wake", concern)


def may_resolve(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may close a concern with its outcome."""
    return leads(user, concern) and _has_move("resolve", concern)


def may_dismiss(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may close a concern that was none."""
    return leads(user, concern) and _has_move("dismiss", concern)


def may_assign(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may say who of the Government Office has a concern in hand."""
    return leads(user, concern) and _is_alive(concern)


def leads(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` leads the conversation, for the Government Office of its area."""
    if isinstance(user, User) and concern.area_id in areas_within(user, GOVERNMENT):
        return ALLOWED
    return Verdict(f"Only the Government Office of {concern.area} leads this.")


def _has_move(verb: str, concern: Concern) -> Verdict:
    sources, _ = CONCERN_MOVES[verb]
    if concern.status in sources:
        return ALLOWED
    return Verdict(f"It stands at “{concern.get_status_display().lower()}”, so that does not fit.")


def _is_alive(concern: Concern) -> Verdict:
    if concern.status in ALIVE:
        return ALLOWED
    return Verdict(f"It was closed on {moments.day(concern.closed_at)}.")
