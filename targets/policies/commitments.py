"""Who names the partners of a target, and who answers for them."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Organisation, User, Viewer
from targets.models import Commitment, Target, own_organisations
from targets.sides import Side
from targets.states import COMMITMENT_MOVES, CommitmentStatus, TargetStatus

from .holding import is_not_signed
from .offers import speaks_for

NOT_YET = {
    TargetStatus.LONGLISTED: "is on the long list. Choose it for the short list first",
    TargetStatus.LEFT_OUT: "is left out. Put it on the long list again first",
    TargetStatus.WITHDRAWN: "is withdrawn. Put it on the table again first",
}
"""Why nobody is asked to sign up to a target yet, or any more."""


def may_ask_partners(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may name organisations for a target: the coordinator of its partnership."""
    return _coordinates(user, target) and _is_chosen(target) and is_not_signed(target)


def may_ask_partner_again(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may answer what an organisation said, and ask it anew."""
    may = may_ask_partners(user, commitment.target)
    if may and commitment.status == CommitmentStatus.ASKED:
        return Verdict(f"{commitment.organisation} has been asked, and has not answered yet.")
    return may


def may_mark_lead(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may say that an organisation leads a target, or no longer does."""
    return may_ask_partners(user, commitment.target)


def may_remove_partner(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may unname an organisation: until it has answered for the first time."""
    may = _coordinates(user, commitment.target)
    was_answered = commitment.status != CommitmentStatus.ASKED or commitment.times_asked > 1
    if may and was_answered:
        return Verdict(
            f"{commitment.organisation} has answered, and its answer stays on record. If the "
            "target does not concern it, it can say so."
        )
    return may


def may_agree_to_target(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may sign an organisation up to a target."""
    return _answers("agree_to_target", user, commitment)


def may_object_to_target(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may say for an organisation that it does not sign up to a target."""
    return _answers("object_to_target", user, commitment)


def may_say_not_applicable(user: Viewer, commitment: Commitment) -> Verdict:
    """Whether `user` may say for an organisation that a target does not concern it."""
    return _answers("say_not_applicable", user, commitment)


def answers_for(user: Viewer, organisation: Organisation) -> Verdict:
    """Whether `user` is of an organisation's own people. A key never is: consent is a person's."""
    if not isinstance(user, User) or organisation.pk not in own_organisations(user):
        return Verdict(f"Only the people of {organisation} answer for it.")
    if user.key is not None:
        return Verdict("A key cannot answer for an organisation. Sign in with a browser.")
    return ALLOWED


def _answers(verb: str, user: Viewer, commitment: Commitment) -> Verdict:
    return (
        answers_for(user, commitment.organisation)
        and _is_chosen(commitment.target)
        and is_not_signed(commitment.target)
        and _in_state(verb, commitment)
    )


def _in_state(verb: str, commitment: Commitment) -> Verdict:
    sources, status = COMMITMENT_MOVES[verb]
    if commitment.status in sources:
        return ALLOWED
    return Verdict(f"{commitment.organisation} has said so already: {status.label.lower()}.")


def _coordinates(user: Viewer, target: Target) -> Verdict:
    if speaks_for(user, target.agreement) == Side.PARTNERSHIP:
        return ALLOWED
    return Verdict(
        f"Only the coordinator of {target.agreement.partnership} asks organisations to sign up to "
        "its targets. Ask there."
    )


def _is_chosen(target: Target) -> Verdict:
    if sentence := NOT_YET.get(TargetStatus(target.status)):
        return Verdict(f"“{target}” {sentence}.")
    return ALLOWED
