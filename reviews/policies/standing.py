"""Who judges what a partnership can and will do, and who decides which step follows a concern."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, User, Viewer
from reviews.ladder import STEPS, Room, room
from reviews.models import Concern, ResponseDecision, Standing
from reviews.states import RESPONSE_MOVES

from .concerns import may_assign
from .people import in_person, is_its_government_office


def may_judge_standing(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may judge what the partnership of an area can and will do."""
    return is_its_government_office(user, area) and in_person(user)


def room_for(concern: Concern, standing: Standing) -> Room:
    """Return the step that is proposed for a concern, and how far a person may move it."""
    return room(concern.level, is_capable=standing.is_capable, is_willing=standing.is_willing)


def may_decide_response(
    user: Viewer, concern: Concern, standing: Standing | None, step: int | None = None
) -> Verdict:
    """Whether `user` may decide what follows a concern; with `step`, whether on that one."""
    may = may_assign(user, concern) and in_person(user)
    if not may or standing:
        return may and _is_within(concern, standing, step)
    return Verdict(
        f"Nobody has judged what the partnership of {concern.area} can and will do. Judge that "
        "first: the step depends on it."
    )


def _is_within(concern: Concern, standing: Standing | None, step: int | None) -> Verdict:
    if step is None or standing is None:
        return ALLOWED
    found = room_for(concern, standing)
    if found.allows(step):
        return ALLOWED
    return Verdict(
        f"Step {step} is too far from step {found.proposed}, which is proposed. Between "
        f"{found.lowest} and {found.highest} a person may choose."
    )


def may_agree_response(user: Viewer, response: ResponseDecision) -> Verdict:
    """Whether `user` may be the second person who agrees to a step."""
    may = may_assign(user, response.concern) and in_person(user) and _waits(response)
    if may and isinstance(user, User) and response.decided_by_id == user.pk:
        return Verdict(
            f"You decided on step {response.step} yourself, {STEPS[response.step].name.lower()}. "
            "A colleague in the Government Office has to agree."
        )
    return may


def may_refuse_response(user: Viewer, response: ResponseDecision) -> Verdict:
    """Whether `user` may refuse a step that waits; whoever decided on it may take it back so."""
    return may_assign(user, response.concern) and in_person(user) and _waits(response)


def _waits(response: ResponseDecision) -> Verdict:
    sources, _ = RESPONSE_MOVES["agree_response"]
    if response.status in sources:
        return ALLOWED
    status = str(response.get_status_display()).lower()
    return Verdict(f"It waits for nobody: it is “{status}”.")
