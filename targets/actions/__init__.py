"""What can happen on the way to an agreement. Views, tests, tasks and the API call only these."""

from .adoption import AlreadyThere, NotEverybody
from .assessments import (
    adopt_assessment,
    correct_assessment,
    send_back_assessment,
    start_assessment,
    submit_assessment,
    write_section,
)
from .plan_actions import (
    add_plan_action,
    change_plan_action,
    note_progress,
    remove_plan_action,
)
from .plans import (
    NotComplete,
    OutsideTerm,
    adopt_plan,
    discard_plan,
    publish_summary,
    refresh_plan,
    start_plan,
    unpublish_summary,
    write_plan,
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
from .safety_agreements import (
    adopt_safety_agreement,
    start_safety_agreement,
    write_safety_agreement,
)
from .standard_records import (
    NotYet,
    record_standard,
    withdraw_standard,
)

__all__ = [
    "AlreadyThere",
    "NotComplete",
    "NotEverybody",
    "NotYet",
    "OutsideTerm",
    "TitleTaken",
    "WrongRanks",
    "add_plan_action",
    "add_priority",
    "adopt_assessment",
    "adopt_plan",
    "adopt_safety_agreement",
    "change_plan_action",
    "correct_assessment",
    "describe_priority",
    "discard_plan",
    "note_progress",
    "publish_summary",
    "rank_priorities",
    "record_standard",
    "refresh_plan",
    "remove_plan_action",
    "remove_priority",
    "send_back_assessment",
    "start_assessment",
    "start_plan",
    "start_safety_agreement",
    "submit_assessment",
    "unpublish_summary",
    "weigh",
    "withdraw_standard",
    "write_plan",
    "write_safety_agreement",
    "write_section",
]
