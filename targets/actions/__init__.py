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
    "TitleTaken",
    "WrongRanks",
    "add_priority",
    "adopt_assessment",
    "correct_assessment",
    "describe_priority",
    "rank_priorities",
    "remove_priority",
    "send_back_assessment",
    "start_assessment",
    "submit_assessment",
    "weigh",
    "write_section",
]
