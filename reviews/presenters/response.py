"""What follows a concern: what is proposed, what was decided, and what others have open there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from laa_portal.foundation.verdicts import Verdict
from partnerships.models import User
from reviews import policies, queries
from reviews.bodies import Body
from reviews.ladder import HOME_OFFICE_SUPPORT, STEPS, Room, Step
from reviews.models import (
    Advice,
    Concern,
    ImprovementPlan,
    ResponseDecision,
    Standing,
)
from reviews.states import LIVE_PLANS


@dataclass(frozen=True, slots=True)
class Response:
    """All that a page says of what follows a concern, to one reader."""

    concern: Concern
    standing: Standing | None
    room: Room | None
    """Null: nobody has judged what the partnership can and will do."""
    decision: ResponseDecision | None
    others: Sequence[Any]
    """What other bodies have open there: interventions with `is_seen`, whether the reader has
    acknowledged them."""
    plans: Sequence[ImprovementPlan]
    advice: Sequence[Advice]
    may: Mapping[str, Verdict]

    @property
    def proposed(self) -> Step | None:
        return STEPS[self.room.proposed] if self.room else None

    @property
    def proposed_number(self) -> int:
        return self.room.proposed if self.room else 0

    @property
    def steps(self) -> list[Step]:
        """Return the steps that a person may choose."""
        return [one for one in STEPS if self.room and self.room.allows(one.number)]

    @property
    def alone(self) -> str:
        """Say from which step a second person has to agree; "" where none has to."""
        second = self.room.second_person_from if self.room else None
        if second is None:
            return ""
        return f"From step {second} a colleague in the Government Office has to agree."

    @property
    def support(self) -> str:
        """Say what the Home Office offers beside the step decided, or the one proposed."""
        step = self.decision.step if self.decision else self.proposed_number
        return HOME_OFFICE_SUPPORT[step] if self.decision or self.room else ""

    @property
    def unseen(self) -> list[Any]:
        """Return what the reader has not acknowledged, where that is theirs to do."""
        if not self.may["open_intervention"]:
            return []
        return [one for one in self.others if not one.is_seen]

    @property
    def live_plan(self) -> ImprovementPlan | None:
        return next((one for one in self.plans if one.status in LIVE_PLANS), None)


def response_of(concern: Concern, reader: User) -> Response:
    """Return what follows a concern, as `reader` may know it, in the same queries for any."""
    standing = queries.standing_of(concern.area)
    decision = queries.live_responses(concern).first()
    here = queries.interventions_in(concern.area, reader).open()  # type: ignore[attr-defined]
    own = policies.bodies_of(reader, concern.area)[:1] or (Body.GOVERNMENT_OFFICE,)
    return Response(
        concern=concern,
        standing=standing,
        room=policies.room_for(concern, standing) if standing else None,
        decision=decision,
        others=list(here.exclude(body__in=own)),
        plans=queries.plans_of(concern, reader),
        advice=queries.advice_on(concern, reader),
        may=_may(concern, reader, standing, decision),
    )


def _may(
    concern: Concern, reader: User, standing: Standing | None, decision: ResponseDecision | None
) -> Mapping[str, Verdict]:
    may = {
        "judge_standing": policies.may_judge_standing(reader, concern.area),
        "decide_response": policies.may_decide_response(reader, concern, standing),
        "open_intervention": policies.may_open_intervention(reader, concern.area),
        "advise": policies.may_advise(reader, concern),
        "propose_improvement": policies.may_propose_improvement(reader, concern),
    }
    if decision and decision.is_waiting:
        decision.concern = concern  # as read already
        may["agree_response"] = policies.may_agree_response(reader, decision)
        may["refuse_response"] = policies.may_refuse_response(reader, decision)
    return may
