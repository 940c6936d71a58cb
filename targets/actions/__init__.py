"""What can happen on the way to an agreement. Views, tests, tasks and the API call only these."""

from .assessments import (
    AlreadyThere,
    NotEverybody,
    adopt_assessment,
    correct_assessment,
    send_back_assessment,
    start_assessment,
    submit_assessment,
    write_section,
)
from .candidates import (
    leave_out,
    longlist,
    longlist_again,
    merge,
    shortlist,
    split,
)
from .escalations import decline, put_to_county, take_up
from .listing import NotPossible
from .priorities import (
    TitleTaken,
    WrongRanks,
    add_priority,
    describe_priority,
    rank_priorities,
    remove_priority,
    weigh,
)

__all__ = [
    "AlreadyThere",
    "NotEverybody",
    "NotPossible",
    "TitleTaken",
    "WrongRanks",
    "add_priority",
    "adopt_assessment",
    "correct_assessment",
    "decline",
    "describe_priority",
    "leave_out",
    "longlist",
    "longlist_again",
    "merge",
    "put_to_county",
    "rank_priorities",
    "remove_priority",
    "send_back_assessment",
    "shortlist",
    "split",
    "start_assessment",
    "submit_assessment",
    "take_up",
    "weigh",
    "write_section",
]
