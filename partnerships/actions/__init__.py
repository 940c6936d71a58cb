"""What can happen to places, bodies and partnerships, and to people and their roles."""

from .bodies import (
    SeatTaken,
    add_seat,
    correct_organisation,
    correct_partnership,
    correct_seat,
    end_seat,
)
from .calendar import (
    NameTaken,
    add_deadline,
    correct_cycle,
    correct_deadline,
    make_cycle,
    remove_deadline,
)
from .comparators import NoGroup, end_comparators, make_comparators, replace_comparators
from .people import (
    AlreadyKnown,
    activate,
    deactivate,
    invite,
    invite_again,
    withdraw_invitation,
)
from .reference import load_reference
from .roles import approve_role, end_role, grant_role, hand_over, refuse_role
from .upserts import Tally
from .work import retry

__all__ = [
    "AlreadyKnown",
    "NameTaken",
    "NoGroup",
    "SeatTaken",
    "Tally",
    "activate",
    "add_deadline",
    "add_seat",
    "approve_role",
    "correct_cycle",
    "correct_deadline",
    "correct_organisation",
    "correct_partnership",
    "correct_seat",
    "deactivate",
    "end_comparators",
    "end_role",
    "end_seat",
    "grant_role",
    "hand_over",
    "invite",
    "invite_again",
    "load_reference",
    "make_comparators",
    "make_cycle",
    "refuse_role",
    "remove_deadline",
    "replace_comparators",
    "retry",
    "withdraw_invitation",
]
