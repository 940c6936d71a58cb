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
from .attachments import NotTaken, attach, detach, point_out
from .evidence import NothingKnown, freeze, open_evidence
from .papers import ask_for_paper, make_paper
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
    "NotTaken",
    "NothingKnown",
    "TitleTaken",
    "WrongRanks",
    "add_priority",
    "adopt_assessment",
    "ask_for_paper",
    "attach",
    "correct_assessment",
    "describe_priority",
    "detach",
    "freeze",
    "make_paper",
    "open_evidence",
    "point_out",
    "rank_priorities",
    "remove_priority",
    "send_back_assessment",
    "start_assessment",
    "submit_assessment",
    "weigh",
    "write_section",
]
